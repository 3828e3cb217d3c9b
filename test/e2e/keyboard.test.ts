import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { type App, launchApp } from "#test/support/app.ts";
import { drawnTexts } from "#test/support/drawn-texts.ts";

/** The whole program without a mouse: every step is a key, and the focus is always somewhere one can see it. */
let app: App | null = null;

afterEach(async () => {
  await app?.stop();
  app = null;
});

type Focus = { readonly name: string; readonly trouble: string | null };

/** What has the focus, and what is wrong with that: nothing has it, or nobody could see that it has. */
function focusOf(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const active = document.activeElement;
    if (!(active instanceof HTMLElement) || active === document.body) return { name: "body", trouble: "on body" };
    const label = active.getAttribute("aria-label") ?? ("labels" in active ? undefined : active.textContent);
    const labels = active instanceof HTMLInputElement ? [...(active.labels ?? [])].map((one) => one.textContent) : [];
    const name = label ?? (labels.join(" ") || active.title || active.textContent);
    // A field in a box of its own lets the box show it.
    const ringed = [active, active.parentElement, active.closest("section"), active.closest("label")];
    const isVisible = ringed.some((element) => {
      if (element === null) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== "none" && outlineWidth !== "0px") || (boxShadow !== "none" && element !== document.body);
    });
    const box = active.getBoundingClientRect();
    const isOnScreen = box.width > 0 && box.right > 0 && box.left < innerWidth;
    return { name, trouble: isVisible && isOnScreen ? null : `${active.outerHTML.slice(0, 160)} shows no focus` };
  });
}

async function checkFocus(page: Page, after: string): Promise<void> {
  // What closes gives the focus back in a frame or two.
  await expect.poll(async () => (await focusOf(page)).trouble, { message: after }).toBeNull();
}

async function press(page: Page, keys: string): Promise<void> {
  await page.keyboard.press(keys);
  await checkFocus(page, keys);
}

/** Tabs on until the control of that name has the focus; every stop on the way is seen. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    if (name.test((await focusOf(page)).name)) return;
    await page.keyboard.press("Tab");
    // Behind the last control of the page are those of the browser.
    if ((await focusOf(page)).name === "body") await page.keyboard.press("Tab");
    await checkFocus(page, `Tab ${step} on the way to ${name}`);
  }
  throw new Error(`Tab never came to ${name}.`);
}

/** Finds a command by typing and runs it. */
async function run(page: Page, words: string): Promise<void> {
  await press(page, "Control+k");
  const search = page.getByRole("combobox", { name: "Search or run a command" });
  // It is shown a frame before it has the focus.
  await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.type(words);
  await expect.poll(() => search.inputValue()).toBe(words);
  const first = page.getByRole("option").first();
  await expect.poll(() => first.getAttribute("data-highlighted"), { message: words }).not.toBeNull();
  await page.keyboard.press("Enter");
  await search.waitFor({ state: "detached" });
  await checkFocus(page, words);
}

const prompt = (page: Page) => page.getByRole("textbox", { name: "Prompt" });
const articles = (page: Page) => page.getByRole("article");

async function ask(page: Page, text: string): Promise<void> {
  await run(page, "write a prompt");
  await expect.poll(async () => (await focusOf(page)).name).toBe("Prompt");
  await page.keyboard.type(text);
  await press(page, "Control+Enter");
  await page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') !== null);
}

async function allDone(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') === null, null, {
    timeout: 120_000,
  });
}

/** From the first-run page, by Tab and Enter, to the prompt. */
async function start(): Promise<Page> {
  app = await launchApp();
  const { page } = app;
  await page.getByRole("button", { name: "Start the demo" }).waitFor();
  await tabTo(page, /^Start the demo/);
  await page.keyboard.press("Enter");
  await prompt(page).waitFor();
  await checkFocus(page, "first run left");
  return page;
}

describe("by keyboard alone", () => {
  it("makes a whole comparison: targets, send, stop, retry, follow-up, list and diff, copy, close and undo", async () => {
    const page = await start();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);

    await run(page, "add column fast");
    await expect.poll(() => articles(page).count()).toBe(4);
    await press(page, "Control+Shift+M");
    await expect.poll(async () => (await focusOf(page)).name).toBe("Search models and chains");
    await page.keyboard.type("gemini");
    await press(page, "Enter");
    await expect.poll(() => articles(page).last().getAttribute("aria-label")).toMatch(/Gemini/);

    await ask(page, "Compare two caching strategies.");
    await press(page, "Control+.");
    await allDone(page);
    await expect.poll(() => page.getByText("Stopped", { exact: true }).count()).toBeGreaterThan(0);
    await run(page, "try all again");
    await page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') !== null);
    await allDone(page);
    expect(await page.getByText("Stopped", { exact: true }).count()).toBe(0);

    await ask(page, "Which of the two is simpler?");
    await allDone(page);
    await page.getByText("Prompt 2 of 2").waitFor();

    await run(page, "answers as a list");
    await page.getByRole("radio", { name: "List", checked: true }).waitFor();
    await run(page, "answers as a diff");
    await page.getByRole("radio", { name: "Diff", checked: true }).waitFor();
    await run(page, "answers as columns");
    await page.getByRole("radio", { name: "Columns", checked: true }).waitFor();

    await run(page, "go to column smart");
    await expect.poll(() => page.locator("article:focus-within").getAttribute("aria-label")).toBe("smart");
    await press(page, "Control+Shift+C");
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe("");

    await press(page, "Control+Alt+ArrowRight");
    const focused = () => page.locator("article:focus-within").getAttribute("aria-label");
    await expect.poll(focused).not.toBe("smart");
    const second = await focused();
    const [answer] = await drawnTexts(page, "article:focus-within section[tabindex]");
    await run(page, "remove column");
    await expect.poll(() => articles(page).count()).toBe(3);
    await expect.poll(() => page.locator("article:focus-within").getAttribute("aria-label")).toBe("smart");
    await run(page, "undo");
    await expect.poll(() => articles(page).count()).toBe(4);
    const restored = articles(page).nth(1);
    expect(await restored.getAttribute("aria-label")).toBe(second);
    // It is painted anew, bit by bit.
    await expect.poll(() => restored.locator("section[tabindex]").textContent()).toBe(answer);
  }, 120_000);

  it("edits a chain: create, name, add links, set a field, move, rename, delete and undo", async () => {
    const page = await start();
    await run(page, "new chain");
    await expect.poll(async () => (await focusOf(page)).name).toBe("Chain name");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("by hand");
    await press(page, "Enter");
    await page.getByRole("region", { name: "Chain by hand" }).waitFor();

    const links = page.getByRole("textbox", { name: "Model id" });
    for (const count of [1, 2]) {
      await tabTo(page, /^Add link$/);
      await press(page, "Enter");
      await expect.poll(() => links.count()).toBe(count);
    }
    const before = await links.evaluateAll((fields) => fields.map((field) => ("value" in field ? field.value : "")));
    await tabTo(page, /^Max tokens$/);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("512");
    const maxTokens = page.getByRole("textbox", { name: "Max tokens" });
    await press(page, "Tab");
    await expect.poll(() => maxTokens.first().inputValue()).toBe("512");
    await press(page, "Shift+Tab");
    await press(page, "Alt+ArrowDown");
    await expect.poll(() => maxTokens.last().inputValue()).toBe("512");
    await expect
      .poll(() => links.evaluateAll((fields) => fields.map((field) => ("value" in field ? field.value : ""))))
      .toEqual(before.toReversed());

    await run(page, "rename chain");
    await expect.poll(async () => (await focusOf(page)).name).toBe("Chain name");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("by keys");
    await press(page, "Enter");
    await page.getByRole("region", { name: "Chain by keys" }).waitFor();

    await run(page, "delete chain");
    await page.getByRole("region", { name: "Chain by keys" }).waitFor({ state: "detached" });
    await checkFocus(page, "delete chain");
    await run(page, "undo");
    await page.getByRole("region", { name: "Chain by keys" }).waitFor();
    await expect.poll(() => links.count()).toBe(2);
  }, 120_000);

  it("walks the regions by F6, gives the focus back after each dialog, and stops a column by Esc last of all", async () => {
    const page = await start();
    const seen: string[] = [];
    const region = () =>
      page.evaluate(() => document.activeElement?.closest("[data-region]")?.getAttribute("data-region"));
    for (let step = 0; step < 5; step += 1) {
      const before = await region();
      await press(page, "F6");
      // The very first key of a window waits for the chunk that holds the commands.
      await expect.poll(region).not.toBe(before);
      seen.push((await region()) ?? "none");
    }
    expect(seen).toEqual(["status", "nav", "title", "content", "composer"]);
    await press(page, "Shift+F6");
    await expect.poll(region).toBe("content");
    await press(page, "F6");

    // Silent for a while, so that it still streams after the next steps.
    await ask(page, "Compare two caching strategies. [[stall all 60]]");
    await press(page, "Control+/");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor({ state: "detached" });
    await expect.poll(async () => (await focusOf(page)).name).toBe("Prompt");
    expect(await page.locator('article[aria-busy="true"]').count()).toBeGreaterThan(0);

    await run(page, "go to column smart");
    await expect.poll(() => page.locator("article:focus-within").getAttribute("aria-label")).toBe("smart");
    await press(page, "Control+k");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await checkFocus(page, "palette closed");
    await press(page, "Escape");
    await page.getByRole("article", { name: "smart" }).getByText("Stopped", { exact: true }).first().waitFor();
    await press(page, "Control+.");
    await allDone(page);
  }, 60_000);
});
