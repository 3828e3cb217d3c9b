import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { violations } from "#test/support/accessibility.ts";
import { type App, type AppOptions, launchApp } from "#test/support/app.ts";

const running: App[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const app of running.splice(0)) await app.stop();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function launchDemo(options: AppOptions = {}): Promise<App> {
  const app = await launchApp(options);
  running.push(app);
  await app.page.getByRole("button", { name: "Start the demo" }).click();
  await app.page.getByRole("textbox", { name: "Prompt" }).waitFor();
  return app;
}

async function ask(page: Page, prompt: string): Promise<void> {
  await page.getByRole("textbox", { name: "Prompt" }).fill(prompt);
  await page.getByRole("button", { name: "Send" }).click();
  await page.waitForFunction(
    () => document.querySelector("article") !== null && document.querySelector('article[aria-busy="true"]') === null,
    null,
    { timeout: 120_000 },
  );
}

/** The file that a press of a button of the dialog gives. */
async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

async function exported(page: Page, format: string): Promise<{ name: string; text: string }> {
  await page.keyboard.press("Control+Shift+E");
  const dialog = page.getByRole("dialog", { name: "Export comparison" });
  await dialog.getByRole("radio", { name: format }).check({ force: true });
  const save = dialog.getByRole("button", { name: "Save" });
  return await saved(page, () => save.click());
}

// The demo answers it in a line: nothing here is proved by waiting for an essay.
const hostile = "=SUM(1) <script>window.__pwn=1</script> How many times does the letter r occur in strawberry?";

it("a comparison is saved as JSON, CSV and a page that runs nothing; all of it moves into a fresh data folder", async () => {
  const first = await launchDemo();
  await ask(first.page, hostile);
  await savedInEachFormat(first.page);
  const path = await exportEverything(first);
  const { page } = await launchDemo();
  await page.getByRole("link", { name: "Settings" }).click();
  await page.locator('input[type="file"][aria-label="Import archive…"]').setInputFiles(path);
  const dialog = page.getByRole("dialog", { name: "Import archive" });
  await dialog.getByRole("row", { name: "Comparisons 1 0" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Import" }).click();
  await page.getByRole("contentinfo").getByText("Import: 1 comparison added.").waitFor();
  await page.getByRole("link", { name: "History" }).click();
  await page.getByText("occur in strawberry?").first().waitFor();
});

async function savedInEachFormat(page: Page): Promise<void> {
  await page.keyboard.press("Control+Shift+E");
  await page.getByRole("dialog", { name: "Export comparison" }).getByText("No keys", { exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Close" }).click();
  const json = await exported(page, "JSON");
  expect(json.name).toMatch(/^understudy-[a-z0-9-]+\.json$/);
  const file: { comparison: { prompt: string }; runs: { attempts: unknown[] }[] } = JSON.parse(json.text);
  expect(file.comparison.prompt).toBe(hostile);
  const csv = await exported(page, "CSV");
  const attempts = file.runs.reduce((sum, run) => sum + run.attempts.length, 0);
  expect(attempts).toBeGreaterThan(2);
  expect(csv.text.split(`'${hostile}`)).toHaveLength(attempts + 1);
  const html = await exported(page, "Web page");
  // In a frame of its own, as a browser would open the file.
  const context = await page.context().browser()?.newContext({ acceptDownloads: false });
  if (context === undefined) throw new Error("There is no browser.");
  const other = await context.newPage();
  const broken: string[] = [];
  other.on("console", (message) => broken.push(message.text()));
  await other.setContent(html.text);
  expect(await other.locator("pre").first().textContent()).toBe(hostile);
  expect(await other.locator("svg.bars").count()).toBe(file.runs.length);
  expect([await other.evaluate(() => Reflect.get(window, "__pwn")), broken]).toEqual([undefined, []]);
  await context.close();
}

/** The archive of a program, kept where it stays when that ends. */
async function exportEverything({ page, dataDir }: App): Promise<string> {
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Export everything" }).click();
  const status = page.getByRole("contentinfo");
  await status.getByText(/Export: 1 comparison written to understudy-[0-9-]+\.json\./).waitFor();
  expect(await violations(page)).toEqual([]);
  const [name = ""] = await readdir(join(dataDir, "exports"));
  const kept = await mkdtemp(join(tmpdir(), "understudy-archive-"));
  folders.push(kept);
  const path = join(kept, name);
  await writeFile(path, await readFile(join(dataDir, "exports", name)));
  return path;
}
