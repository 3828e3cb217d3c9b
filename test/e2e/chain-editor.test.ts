import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { violationsInBothThemes } from "#test/support/accessibility.ts";
import { type App, type AppOptions, launchApp } from "#test/support/app.ts";
import { takeHold } from "#test/support/take-hold.ts";

/** Several programs share this machine. */

const running: App[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const app of running.splice(0)) await app.stop();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** The Chains view of the program with its demo started. */
async function openChains(options: AppOptions = {}): Promise<App> {
  const app = await launchApp(options);
  running.push(app);
  await app.page.getByRole("button", { name: "Start the demo" }).click();
  return showChains(app);
}

/** The same, of a program that was there before. */
async function reopenChains(options: AppOptions): Promise<App> {
  const app = await launchApp(options);
  running.push(app);
  return showChains(app);
}

async function showChains(app: App): Promise<App> {
  await app.page.getByRole("textbox", { name: "Prompt" }).waitFor();
  await app.page.getByRole("link", { name: "Chains" }).click();
  await app.page.getByLabel("Max tokens").first().waitFor();
  return app;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "understudy-chains-"));
  folders.push(folder);
  return folder;
}

/** The model ids of the open chain, in order. */
async function links(page: Page): Promise<string[]> {
  await page.getByLabel("Model id").first().waitFor();
  // In one look: a field that goes between two of them would be waited for.
  return page
    .getByLabel("Model id")
    .evaluateAll((fields) => fields.map((field) => (field instanceof HTMLInputElement ? field.value : "")));
}

const rows = (page: Page) => page.getByRole("navigation", { name: "Chains" }).getByRole("listitem");
const row = (page: Page, name: RegExp) =>
  page.getByRole("navigation", { name: "Chains" }).getByRole("button", { name });

async function pick(page: Page, button: string, item: string): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  // The menu before it may still fade out.
  await page.getByRole("menu", { name: button }).getByRole("menuitem", { name: item }).click();
}

async function centerOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("It is not on screen.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const saved = (page: Page) => page.getByText("Saved", { exact: true }).waitFor();

describe("a chain", () => {
  it("is made, named, filled and changed, and all of it is there after a restart", async () => {
    const dataDir = await temporaryFolder();
    const { page } = await openChains({ dataDir });
    await page.getByRole("button", { name: "New chain" }).click();
    await page.getByLabel("Chain name").fill("mine");
    await page.keyboard.press("Enter");
    for (let count = 0; count < 3; count += 1) await page.getByRole("button", { name: "Add link" }).click();
    await page.getByLabel("Max tokens").first().fill("512");
    await page.getByLabel("If the stream is cut").selectOption("Keep the partial answer");
    await pick(page, "More for link 3", "Move up");
    await pick(page, "More for link 3", "Remove link");
    await expect.poll(() => links(page)).toHaveLength(2);
    const before = await links(page);
    // Left in the middle of an edit: nothing waits for a pause.
    await page.getByLabel("Max tokens").nth(1).fill("64");
    await page.getByRole("link", { name: "Compare" }).click();
    await page.getByRole("textbox", { name: "Prompt" }).waitFor();
    await running.splice(0)[0]?.stop();

    const again = await reopenChains({ dataDir });
    await row(again.page, /^mine/).click();
    await expect.poll(() => links(again.page)).toEqual(before);
    expect(await again.page.getByLabel("Max tokens").first().inputValue()).toBe("512");
    expect(await again.page.getByLabel("Max tokens").nth(1).inputValue()).toBe("64");
    expect(await again.page.getByLabel("If the stream is cut").inputValue()).toBe("fail");
  });

  it("is duplicated and deleted, and Undo brings it back to its place, also over a reload", async () => {
    const { page } = await openChains();
    await page.getByRole("button", { name: "Duplicate" }).click();
    await row(page, /^smart copy/).waitFor();
    await row(page, /^smart Link|^smart Every/).click();
    await pick(page, "More for smart", "Delete chain");
    await page.getByText("smart deleted").waitFor();
    expect(await rows(page).count()).toBe(3);
    // The menu's own button stays, now that of the chain which took the place.
    const more = page.getByRole("button", { name: "More for smart copy" });
    await expect.poll(() => more.evaluate((one) => one === document.activeElement)).toBe(true);
    // Each toast has its own.
    await page.getByText("smart deleted").locator("..").getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => rows(page).count()).toBe(4);
    await page.reload();
    await page.getByRole("link", { name: "Chains" }).click();
    await expect
      .poll(async () => (await rows(page).allTextContents()).map((text) => text.replace(/[A-Z].*/, "")))
      .toEqual(["smart", "smart copy", "fast", "free"]);
  });

  it("has its rules changed in words, and a field that holds no value is not saved", async () => {
    const { page } = await openChains();
    await page.getByRole("button", { name: "Edit rule of link 1" }).click();
    const rule = page.getByRole("region", { name: "Edit rule of link 1" });
    await rule.getByLabel("First token, s", { exact: true }).fill("20");
    await rule.getByLabel("Whole answer, s").fill("10");
    const chips = page.getByRole("list", { name: "Rules of link 1" });
    await chips.getByText("no first token in 20\u00a0s").waitFor();
    await chips.getByText("timeout is longer than the whole-answer limit").waitFor();
    await rule.getByLabel("Whole answer, s").fill("");
    await saved(page);
    await page.getByLabel("Max tokens").first().fill("many");
    await page.getByText("Max tokens is a whole number from 1 to 1,000,000.", { exact: true }).waitFor();
    await page.getByText("Not saved. Max tokens is a whole number").waitFor();
    await page.reload();
    await page.getByRole("link", { name: "Chains" }).click();
    expect(await page.getByLabel("Max tokens").first().inputValue()).toBe("2,000");
    await chips.getByText("no first token in 20\u00a0s").waitFor();
    expect(await chips.getByText("timeout is longer").count()).toBe(0);
  });
});

describe("the links of a chain", () => {
  it("move by keyboard alone: lifted by Space, and by Alt and an arrow from a field", async () => {
    const { page } = await openChains();
    const [first = "", second = "", third = ""] = await links(page);
    await page.getByRole("button", { name: "Move link 1," }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await expect.poll(() => links(page)).toEqual([second, first, third]);
    const held = page.getByRole("button", { name: "Move link 2," });
    await expect.poll(() => held.evaluate((grip) => grip === document.activeElement)).toBe(true);
    await page.getByLabel("Max tokens").nth(1).focus();
    await page.keyboard.press("Alt+ArrowUp");
    await expect.poll(() => links(page)).toEqual([first, second, third]);
    const field = page.getByLabel("Max tokens").first();
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  it("move by dragging their grip, and the new order is saved", async () => {
    const { page } = await openChains();
    const [first = "", second = "", third = ""] = await links(page);
    const from = await centerOf(page.getByRole("button", { name: "Move link 1," }));
    const to = await centerOf(page.getByRole("button", { name: "Move link 3," }));
    await takeHold(page, page.getByRole("button", { name: "Move link 1," }));
    await page.mouse.move(from.x, from.y + 20, { steps: 4 });
    await page.mouse.move(to.x, to.y + 60, { steps: 12 });
    const below = page.locator("li[data-dnd-dragging] ~ li:not([data-dnd-placeholder])");
    await expect.poll(() => below.count()).toBe(0);
    await page.mouse.up();
    await expect.poll(() => links(page)).toEqual([second, third, first]);
    await saved(page);
    await page.reload();
    await page.getByRole("link", { name: "Chains" }).click();
    await expect.poll(() => links(page)).toEqual([second, third, first]);
  });

  it("take a model that is searched for by keyboard, and warn of one that no list names", async () => {
    const { page } = await openChains();
    await page.getByLabel("Model id").nth(2).focus();
    await page.keyboard.press("ArrowDown");
    await page.getByLabel("Search models of OpenAI").fill("luna");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await links(page))[2]).toContain("luna");
    await page.getByLabel("Model id").nth(2).fill("gpt-6-lunar");
    await page.getByRole("button", { name: /^Use gpt-6/ }).waitFor();
    await page.getByText("OpenAI’s list has no “gpt-6-lunar”.").waitFor();
    await saved(page);
  });
});

describe("who answered", () => {
  it("is told from the runs of the demo, again after each of them, and stays over a reload", async () => {
    const { page } = await openChains();
    const strip = page.getByRole("region", { name: "Who answered, last 7 days" });
    await strip.getByText("No answers yet in the last 7 days.").waitFor();
    await send(page, "hello");
    await send(page, "[[fail openrouter 500]] hello");
    await page.getByRole("link", { name: "Chains" }).click();
    await strip.getByText("of 2 requests").waitFor();
    await strip.getByText("too few runs").waitFor();
    await strip.getByText("Demo").waitFor();
    await page
      .getByRole("group", { name: /^Link 1/ })
      .getByText("1 answered, 1 failed")
      .waitFor();
    await page.reload();
    await page.getByRole("link", { name: "Chains" }).click();
    await strip.getByRole("img", { name: "Who answered 2 requests: Link 1 50%, Link 2 50%" }).waitFor();
  });
});

describe("in both themes", () => {
  it("the view has nothing that axe finds wrong, at 1024 px with faults and open forms, and with the list", async () => {
    const { page } = await openChains({ viewport: { width: 1024, height: 700 } });
    await page.getByRole("button", { name: "Edit rule of link 1" }).click();
    await page.getByLabel("Max tokens").first().fill("none");
    await page.getByLabel("Model id").nth(1).fill("claude-sonet-5-5");
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole("navigation", { name: "Chains" }).waitFor();
    await page.getByRole("button", { name: "Rename smart" }).click();
    await page.getByLabel("Chain name").fill("fast");
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Pick a model of OpenAI" }).click();
    await page.getByLabel("Search models of OpenAI").waitFor();
    // Half faded in, nothing has its contrast yet.
    await page.waitForTimeout(400);
    expect(await violationsInBothThemes(page)).toEqual([]);
  });
});

/** One prompt from Compare, until every column has ended. */
async function send(page: Page, prompt: string): Promise<void> {
  await page.getByRole("link", { name: "Compare" }).click();
  await page.getByRole("textbox", { name: "Prompt" }).fill(prompt);
  // A short answer may be over before anybody looks, so it is looked for from before.
  const busy = page.locator("article[aria-busy='true']").first().waitFor();
  await Promise.all([busy, page.keyboard.press("Control+Enter")]);
  await expect.poll(() => page.locator("article[aria-busy='true']").count(), { timeout: 120_000 }).toBe(0);
}
