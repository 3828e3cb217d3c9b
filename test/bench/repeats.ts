import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { launchApp } from "#test/support/app.ts";
import { launchBrowser } from "#test/support/browser.ts";
import { startScriptedHost } from "#test/support/scripted-host.ts";
import { installProbe, percentile, type Watched, watch } from "./ui/probe.ts";
import { playRepeat } from "./ui/scripted-repeat.ts";
import { idleScene } from "./ui/scripted-stream.ts";
import { answerOf } from "./ui/text.ts";

/**
 * The built window in headless Chromium while 200 × 4 runs come in: on the demo providers, by the real host, eight at a
 * time at each; then over the contract alone, one after the other and much faster than any model, in each layout. Prints
 * a table, then the same as one line of JSON. `--rounds N`, `--columns N` and `--run-ms N` make the second part shorter
 * or longer, `--minutes N` says when the first is over even where not all is measured.
 */

const numberAfter = (flag: string, otherwise: number) => {
  const at = process.argv.indexOf(flag);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const columns = numberAfter("--columns", 4);
const rounds = numberAfter("--rounds", 200);
const runMs = numberAfter("--run-ms", 300);
const minutes = numberAfter("--minutes", 4);

const round = (value: number, digits = 1) => Number(value.toFixed(digits));

async function watchIn(view: string): Promise<Watched> {
  const root = fileURLToPath(new URL("../../dist/renderer/", import.meta.url));
  const host = await startScriptedHost({ root, scene: () => idleScene(columns), theme: "light", demo: false });
  let browser: Browser | null = null;
  try {
    browser = await launchBrowser([], "whole");
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(installProbe);
    await page.goto(host.url);
    await page.getByRole("textbox", { name: "Prompt" }).waitFor();
    const text = answerOf(900);
    // Loads what is loaded late, so that it is not counted.
    await playRepeat(host, { columns, rounds: 2, runMs: 100, text });
    await page.getByRole("radio", { name: view }).check({ force: true });
    await page.waitForTimeout(1_500);
    return await watch(page, () => playRepeat(host, { columns, rounds, runMs, text }));
  } finally {
    await browser?.close();
    await host.close();
  }
}

/** 200 runs of each of four columns, as a user would begin them. */
async function watchDemo(): Promise<Watched & { readonly measured: string }> {
  const app = await launchApp({ viewport: { width: 1440, height: 900 } });
  const { page } = app;
  try {
    await page.addInitScript(installProbe);
    await page.reload();
    await page.getByRole("button", { name: "Start the demo" }).click();
    await page.getByRole("button", { name: "Add column" }).click();
    await page.getByRole("combobox").last().fill("gemini");
    await page.getByRole("option").first().click();
    await page.getByRole("textbox", { name: "Prompt" }).fill("Hi");
    await page.keyboard.press("Control+Shift+R");
    await page.getByRole("button", { name: "×200", exact: true }).click();
    await page.getByLabel("At a time, at each provider").selectOption("8");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Send 800 runs/ }).click();
    const title = page.getByRole("region", { name: "Progress" }).getByRole("heading");
    await title.waitFor();
    await page.waitForTimeout(2_000);
    const watched = await watch(page, async () => {
      await page
        .getByRole("heading", { name: "800 runs", exact: true })
        .waitFor({ timeout: minutes * 60_000 })
        .catch(() => undefined);
    });
    return { ...watched, measured: (await title.textContent()) ?? "" };
  } finally {
    await app.stop();
  }
}

const figuresOf = ({ frameMs, longTaskMs, seconds, commits }: Watched) => ({
  seconds: round(seconds),
  framesPerSecond: round(frameMs.length / seconds),
  commitsPerSecond: round(commits / seconds),
  frameP95Ms: round(percentile(frameMs, 0.95)),
  longestFrameMs: round(Math.max(...frameMs)),
  tasksOver50Ms: longTaskMs.length,
  longestTaskMs: round(Math.max(0, ...longTaskMs)),
});

const demo = await watchDemo();
const result = {
  demo: figuresOf(demo),
  runs: figuresOf(await watchIn("Runs")),
  columns: figuresOf(await watchIn("Columns")),
  list: figuresOf(await watchIn("List")),
};
console.table(result);
console.log(JSON.stringify({ columns, rounds, runMs, measured: demo.measured, result }));
