import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { ScriptedHost } from "#test/support/scripted-host.ts";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

type Theme = "light" | "dark";

/** A theme is nothing but colours, so these are the rules that one may break and another keep. */
const colourRules = ["color-contrast", "link-in-text-block"];

/** What axe finds wrong with the page as it is now, by all rules that it has on by itself: the rule and the first element. */
export function violations(page: Page): Promise<readonly string[]> {
  return violationsOf(page, {});
}

/** The same in the light theme, with what the dark one adds; `show` leads from one to the other, and back. */
export async function violationsInBothThemes(page: Page, show = showSystemTheme): Promise<readonly string[]> {
  const found = await violations(page);
  const background = await backgroundOf(page);
  await show(page, "dark");
  await expect.poll(() => backgroundOf(page), { message: "The page follows the theme." }).not.toBe(background);
  const foundInDark = await violationsOf(page, { runOnly: colourRules });
  await show(page, "light");
  return [...found, ...foundInDark.map((one) => `in the dark theme, ${one}`)];
}

async function showSystemTheme(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
}

/** For a page on a scripted host, whose settings say the theme. */
export function showThemeOf(host: Pick<ScriptedHost, "showTheme"> | null) {
  return async (page: Page, theme: Theme): Promise<void> => {
    host?.showTheme(theme);
    await page.locator(`html[data-theme="${theme}"]`).waitFor();
  };
}

function backgroundOf(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

async function violationsOf(page: Page, options: { readonly runOnly?: readonly string[] }): Promise<readonly string[]> {
  // A toast that fades away meanwhile has no contrast either.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.evaluate(untilDrawn);
  await page.evaluate(await readFile(axePath, "utf8"));
  // As text, because the names of the page's globals are not those of this file.
  const found = `result.violations.map((one) => one.id + ": " + one.nodes[0].html)`;
  return page.evaluate<readonly string[]>(`axe.run(document, ${JSON.stringify(options)}).then((result) => ${found})`);
}

/**
 * In the page: what began to fade in before motion was reduced goes on, and what was only just put there begins a frame
 * later. However busy the machine is, both are over then.
 */
async function untilDrawn(): Promise<void> {
  for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  const isFading = ({ effect }: Animation) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
  const fading = document.getAnimations().filter(isFading);
  await Promise.all(fading.map(({ finished }) => finished.catch(() => null)));
}
