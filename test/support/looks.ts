import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";
import { projectRoot } from "#test/support/processes.ts";

/** Where the references are kept, and where what differs from them is put. */
const references = join(projectRoot, "test/e2e/looks");
const differences = join(projectRoot, "test-results/looks");

/** Set to draw the references anew: look at each of them before it is committed. */
const isDrawing = process.env.UNDERSTUDY_DRAW_LOOKS === "1";

/** Another release of the browser sets a line of text half a pixel further; a control that moved is far more. */
const mostDifferentShare = 0.004;

export type Look = { readonly share: number; readonly words: string };

/** How much of the page differs from its reference. Leaves the page and the difference behind where it is too much. */
export async function lookOf(page: Page, name: string): Promise<Look> {
  await page.evaluate(() => document.fonts.ready);
  const shot = await page.screenshot({ animations: "disabled", caret: "hide" });
  const file = join(references, `${name}.png`);
  if (isDrawing) {
    await mkdir(references, { recursive: true });
    await writeFile(file, shot);
  }
  const wanted = PNG.sync.read(await readFile(file));
  const seen = PNG.sync.read(shot);
  const { width, height } = wanted;
  if (seen.width !== width || seen.height !== height) {
    return { share: 1, words: `${name} is ${seen.width} × ${seen.height}, its reference ${width} × ${height}.` };
  }
  const difference = new PNG({ width, height });
  const count = pixelmatch(wanted.data, seen.data, difference.data, width, height, { threshold: 0.2 });
  const share = count / (width * height);
  if (share <= mostDifferentShare) return { share, words: "" };
  await mkdir(differences, { recursive: true });
  await writeFile(join(differences, `${name}.png`), shot);
  await writeFile(join(differences, `${name}.difference.png`), PNG.sync.write(difference));
  return { share, words: `${(share * 100).toFixed(2)}% of ${name} differs; see test-results/looks.` };
}
