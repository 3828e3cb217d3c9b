import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe finds wrong with the page as it is now, by all rules that it has on by itself: the rule and the first element. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(axePath, "utf8"));
  // As text, because the names of the page's globals are not those of this file.
  const script =
    'axe.run(document).then((result) => result.violations.map((one) => one.id + ": " + one.nodes[0].html))';
  return page.evaluate<readonly string[]>(script);
}
