import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { violations } from "#test/support/accessibility.ts";
import { type App, type AppOptions, launchApp } from "#test/support/app.ts";
import { readCsv } from "#test/support/read-csv.ts";

let app: App | null = null;

async function open(options: AppOptions): Promise<Page> {
  app = await launchApp(options);
  return app.page;
}

async function close(): Promise<void> {
  await app?.stop();
  app = null;
}

afterEach(close);

const progress = (page: Page) => page.getByRole("region", { name: "Progress" });
const measured = async (page: Page) =>
  Number(await page.getByRole("progressbar", { name: "Runs measured" }).getAttribute("aria-valuenow"));

/** One model, so that few runs are all. */
async function closeTwoColumns(page: Page): Promise<void> {
  for (const _time of [1, 2]) {
    await page.getByRole("article").first().getByRole("button", { name: "Column menu" }).click();
    await page.getByRole("menuitem", { name: /^(Close|Remove)/ }).click();
  }
}

describe("a repeated prompt", () => {
  it("is filled by a data set, survives the end of the program, goes on and leaves as CSV", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "understudy-repeats-"));
    try {
      const page = await open({ dataDir });
      await page.getByRole("button", { name: "Start the demo" }).click();
      await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("Hi, {{name}}");
      await closeTwoColumns(page);
      await page.getByRole("textbox", { name: "Prompt", exact: true }).focus();
      await page.keyboard.press("Control+Shift+R");
      await page.getByRole("button", { name: "Data set" }).click();
      await page.getByRole("textbox", { name: "Rows" }).fill("name,city\nAda,London\nKatherine,Hampton\n");
      await page.getByRole("button", { name: "Use 2 rows" }).click();
      await page.getByRole("textbox", { name: "Runs of each row" }).fill("1");
      // It fades in, and what is half there has half its contrast.
      await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState === "finished"));
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /^Send 2 runs/ }).click();
      await page.waitForFunction(() => Number(document.querySelector('[role="progressbar"]')?.ariaValueNow) > 0);
      await close();

      const again = await open({ dataDir });
      await again.getByRole("button", { name: /^Paused at/ }).click();
      await progress(again).getByText("Understudy was closed meanwhile.").waitFor();
      const before = await measured(again);
      expect(before).toBe(1);
      await progress(again).getByRole("button", { name: "Resume" }).click();
      await progress(again).getByRole("heading", { name: "2 runs", exact: true }).waitFor();
      expect(await violations(again)).toEqual([]);
      const [file] = await Promise.all([
        again.waitForEvent("download"),
        progress(again).getByRole("button", { name: "Export CSV" }).click(),
      ]);
      const [head = [], ...lines] = readCsv(await readFile(await file.path(), "utf8"));
      const column = (name: string) => lines.map((line) => line[head.indexOf(name)]);
      expect([...new Set(column("prompt"))].sort()).toEqual(["Hi, Ada", "Hi, Katherine"]);
      expect(column("is_counted").filter((word) => word === "yes")).toHaveLength(2);
    } finally {
      await close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
