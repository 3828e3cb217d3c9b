import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { type App, type AppOptions, launchApp } from "#test/support/app.ts";
import { drawnTexts } from "#test/support/drawn-texts.ts";

const running: App[] = [];
const folders: string[] = [];

async function launch(options: AppOptions = {}): Promise<App> {
  const app = await launchApp(options);
  running.push(app);
  return app;
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "understudy-compare-"));
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  for (const app of running.splice(0)) await app.stop();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** From the first-run page into Compare with the chain `smart` and two models. */
async function startDemo(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Start the demo" }).click();
  await page.getByRole("textbox", { name: "Prompt" }).waitFor();
}

async function send(page: Page, prompt: string): Promise<void> {
  await page.getByRole("textbox", { name: "Prompt" }).fill(prompt);
  await page.getByRole("button", { name: "Send" }).click();
}

const column = (page: Page, name: string) => page.getByRole("article", { name, exact: true });

/** Waits until no column streams any more. */
async function allDone(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') === null, null, {
    timeout: 120_000,
  });
}

async function texts(page: Page): Promise<string[]> {
  return page.getByRole("article").allTextContents();
}

describe("Compare on demo providers", () => {
  it("sends one prompt to a chain and two models and shows answers, numbers and attempts", async () => {
    const { page } = await launch();
    await startDemo(page);
    expect(await page.getByRole("article").count()).toBe(3);
    await send(page, "Write a SQL migration that adds a currency column to orders.");
    await page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') !== null);
    await allDone(page);
    const smart = column(page, "smart");
    const metrics = smart.getByRole("group", { name: "Metrics" });
    for (const label of ["First token", "Total", "Speed", "Tokens", "Cost"]) {
      expect(await metrics.textContent()).toContain(label);
    }
    expect(await metrics.textContent()).toMatch(/\$0\.\d+/);
    expect(await smart.getByRole("table", { name: "Attempts of smart" }).count()).toBe(1);
    expect(new Set(await texts(page)).size).toBe(3);
  });

  it("shows why a chain fell through, and which link answered", async () => {
    const { page } = await launch();
    await startDemo(page);
    await send(page, "Say a word. [[fail openrouter 429]]");
    await allDone(page);
    const attempts = column(page, "smart").getByRole("table", { name: "Attempts of smart" });
    expect(await attempts.textContent()).toMatch(/429/);
    expect(await attempts.getByRole("row").count()).toBeGreaterThanOrEqual(3);
    expect(await column(page, "smart").textContent()).toMatch(/link 2/i);
  });

  it("one failing column never disturbs the others", async () => {
    const { page } = await launch();
    await startDemo(page);
    await send(page, "Say one. [[fail openai 400]]");
    await allDone(page);
    const failed = (await texts(page)).filter((text) => text.includes("No answer"));
    expect(failed).toHaveLength(1);
  });

  it("adds the same model twice, tells the two apart, and takes a column away", async () => {
    const { page } = await launch();
    await startDemo(page);
    await page.getByRole("button", { name: "Add column" }).click();
    await page.getByRole("option", { name: /smart/ }).first().click();
    await column(page, "smart, 2").waitFor();
    await column(page, "smart, 2").getByRole("button", { name: /menu/i }).click();
    await page.getByRole("menuitem", { name: /remove|close/i }).click();
    await column(page, "smart, 2").waitFor({ state: "detached" });
    expect(await column(page, "smart").count()).toBe(1);
  });

  it("a prompt of nothing cannot be sent", async () => {
    const { page } = await launch();
    await startDemo(page);
    const sendButton = page.getByRole("button", { name: "Send" });
    expect(await sendButton.isDisabled()).toBe(true);
    await page.getByRole("textbox", { name: "Prompt" }).fill("  \n ");
    expect(await sendButton.isDisabled()).toBe(true);
  });

  it("stops one column and leaves the others streaming, then stops all", async () => {
    const { page } = await launch();
    await startDemo(page);
    await send(page, "Explain how a database index works in detail. [[stall all 30]]");
    await page.waitForFunction(() => document.querySelectorAll('article[aria-busy="true"]').length === 3);
    await column(page, "smart").getByRole("button", { name: "Stop" }).click();
    await page.waitForFunction(() => document.querySelectorAll('article[aria-busy="true"]').length === 2);
    expect(await column(page, "smart").textContent()).toContain("Stopped");
    await page.getByRole("button", { name: "Stop all" }).click();
    await allDone(page);
  });

  it("a reload in the middle of a stream loses and doubles nothing", async () => {
    const { page } = await launch();
    await startDemo(page);
    await send(page, "Describe the steps of a code review, one paragraph each.");
    await page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') !== null);
    await page.waitForTimeout(1500);
    await page.reload();
    await page.getByRole("article").first().waitFor();
    await allDone(page);
    const afterReload = await drawnTexts(page);
    await page.reload();
    await page.getByRole("article").first().waitFor();
    await allDone(page);
    expect(await drawnTexts(page)).toEqual(afterReload);
  });
});

describe("what is kept", () => {
  it("closing and reopening the program brings back the last comparison", async () => {
    const dataDir = await newFolder();
    const first = await launch({ dataDir });
    await startDemo(first.page);
    await send(first.page, "Say four words.");
    await first.page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') !== null);
    await allDone(first.page);
    const before = await drawnTexts(first.page);
    await running.splice(running.indexOf(first), 1)[0]?.stop();
    const second = await launch({ dataDir });
    await second.page.getByRole("article").first().waitFor();
    await second.page.getByRole("group", { name: "Metrics" }).first().waitFor();
    expect(await drawnTexts(second.page)).toEqual(before);
  });

  it("Ctrl+C in the middle of an answer ends within 2 s and keeps the part that had arrived", async () => {
    const dataDir = await newFolder();
    const first = await launch({ dataDir });
    await startDemo(first.page);
    await send(first.page, "Explain how a compiler works in detail. [[stall all 30]]");
    await first.page.waitForFunction(() => document.querySelectorAll('article[aria-busy="true"]').length === 3);
    await first.page.waitForTimeout(4000);
    const ended = await running.splice(running.indexOf(first), 1)[0]?.stop();
    expect(ended?.code).toBe(0);
    // A bound on waiting over sockets, with three times slack.
    expect(ended?.ms).toBeLessThan(6000);
    const second = await launch({ dataDir });
    await second.page.getByRole("article").first().waitFor();
    expect((await texts(second.page)).join("\n")).toMatch(/interrupted/i);
  });
});
