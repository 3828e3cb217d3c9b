import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { violations } from "#test/support/accessibility.ts";
import { type App, type AppOptions, launchApp } from "#test/support/app.ts";

const running: App[] = [];
const folders: string[] = [];

async function launch(options: AppOptions = {}): Promise<App> {
  const app = await launchApp(options);
  running.push(app);
  await app.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  return app;
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "understudy-inspector-"));
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  for (const app of running.splice(0)) await app.stop();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** The chain `smart` falls from its first link to its second; two models answer beside it. */
async function fallThrough(page: Page, prompt = "Say a word."): Promise<void> {
  const start = page.getByRole("button", { name: "Start the demo" });
  await start.click();
  await page.getByRole("textbox", { name: "Prompt" }).fill(`${prompt} [[fail openrouter 429]]`);
  await page.getByRole("button", { name: "Send" }).click();
  // The columns wait from the press on; a word is said so soon that a busy machine would not see one of them stream.
  await page.waitForFunction(
    () => document.querySelector("article") !== null && document.querySelector('article[aria-busy="true"]') === null,
    null,
    { timeout: 120_000 },
  );
}

const attempts = (page: Page) => page.getByRole("table", { name: "Attempts of smart" });
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** As it is drawn, but for what is under the pointer. */
async function drawn(page: Page): Promise<string> {
  await attempts(page).waitFor();
  return attempts(page).evaluate((table) => table.outerHTML.replaceAll(/ id="[^"]*"/g, ""));
}

describe("the attempt inspector", () => {
  it("floats over the row that was pressed, tells all of the attempt, and gives the focus back", async () => {
    const { page } = await launch();
    await fallThrough(page);
    const row = attempts(page).getByRole("button").first();
    await row.focus();
    await page.keyboard.press("Enter");
    const inspector = page.getByRole("dialog", { name: "Attempt inspector" });
    await inspector.getByRole("region", { name: "Request" }).waitFor();
    const words = (await inspector.textContent()) ?? "";
    for (const one of ["Attempt 1 of 2", "rate limited", "429", "Nothing was billed", "retry-after"]) {
      expect(words).toContain(one);
    }
    expect(words).toMatch(/Connect.*ms/);
    expect(words).toContain("$OPENROUTER_API_KEY");
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await inspector.waitFor({ state: "hidden" });
    await expect.poll(() => row.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it("copies a command that a shell can run, with the key by the name of its variable", async () => {
    const { page } = await launch();
    await fallThrough(page);
    await attempts(page).getByRole("button").nth(1).click();
    const inspector = page.getByRole("dialog", { name: "Attempt inspector" });
    await inspector.getByRole("button", { name: "Copy as cURL" }).click();
    await page.getByText("Request as cURL copied.").waitFor();
    const command = await clipboard(page);
    expect(command).toContain('"$ANTHROPIC_API_KEY"');
    const script = join(await newFolder(), "command.sh");
    await writeFile(script, command);
    const env = { PATH: process.env.PATH, ANTHROPIC_API_KEY: "any", NO_PROXY: "*" };
    const { stdout } = await promisify(execFile)("bash", [script], { env, timeout: 120_000 });
    expect(stdout).toContain("event: message_stop");
  });

  it("stands at the right of a wide window, beside the answers, until it is closed", async () => {
    const { page } = await launch({ viewport: { width: 2560, height: 1440 } });
    await fallThrough(page);
    await attempts(page).getByRole("button").first().click();
    const dock = page.getByRole("complementary", { name: "Attempt inspector" });
    await dock.getByRole("region", { name: "Request" }).waitFor();
    const box = await dock.boundingBox();
    expect(box?.width).toBe(400);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBe(2560);
    const answers = await page.getByRole("article").last().boundingBox();
    expect((answers?.x ?? 0) + (answers?.width ?? 0)).toBeLessThanOrEqual(2160);
    await dock.getByRole("button", { name: "Next attempt" }).click();
    await dock.getByText("Attempt 2 of 2").waitFor();
    expect(await violations(page)).toEqual([]);
    await dock.getByRole("button", { name: "Close inspector" }).click();
    await dock.waitFor({ state: "hidden" });
  });

  it("shows the same attempts, and what was sent and received, after the program was started again", async () => {
    const dataDir = await newFolder();
    const first = await launch({ dataDir });
    await fallThrough(first.page);
    await first.page.mouse.move(0, 0);
    const before = await drawn(first.page);
    running.splice(running.indexOf(first), 1);
    await first.stop();
    const { page } = await launch({ dataDir });
    expect(await drawn(page)).toBe(before);
    await attempts(page).getByRole("button").nth(1).click();
    const inspector = page.getByRole("dialog", { name: "Attempt inspector" });
    await inspector.getByText("event: message_start").waitFor();
  });
});

describe("copying an answer", () => {
  it("gives it as Markdown and as plain text, and says so", async () => {
    const { page } = await launch();
    await fallThrough(page, "Compare two caching strategies.");
    const menu = page.getByRole("article", { name: "smart" }).getByRole("button", { name: "Column menu" });
    await menu.click();
    await page.getByRole("menuitem", { name: "Copy as Markdown" }).click();
    await page.getByText("Answer as Markdown copied.").waitFor();
    const markdown = await clipboard(page);
    await menu.click();
    await page.getByRole("menuitem", { name: "Copy as plain text" }).click();
    await page.getByText("Answer as plain text copied.").waitFor();
    const text = await clipboard(page);
    expect(markdown).toMatch(/\*\*|^#/m);
    expect(text).not.toMatch(/\*\*|^#/m);
    expect(text.length).toBeGreaterThan(100);
  });
});
