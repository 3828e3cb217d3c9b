import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { keymap } from "#shared/keymap.ts";
import { violations } from "#test/support/accessibility.ts";
import { openBrowser } from "#test/support/browser.ts";
import { type CrashingPage, openCrashingPage } from "#test/support/crashing-page.ts";
import { drawnTexts } from "#test/support/drawn-texts.ts";
import { freePort } from "#test/support/free-port.ts";
import { cleanEnvironment, type Started, startNode } from "#test/support/processes.ts";

/** Of the demo, before one is added. */
const usual = 3;

let dataDir = "";
let host: Started | null = null;
let crashing: CrashingPage | null = null;
const contexts: BrowserContext[] = [];

afterEach(async () => {
  await crashing?.close();
  for (const context of contexts.splice(0)) await context.close();
  await host?.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  crashing = null;
  host = null;
});

/** Gives the address that it printed. */
async function startHost(port: number): Promise<string> {
  const args = ["dist/electron/node-host.js", "--port", String(port), "--data-dir", dataDir];
  host = startNode(args, cleanEnvironment());
  const [, url = ""] = await host.line(/^Understudy is running at (\S+)$/m);
  return url;
}

async function startAnew(port = 0): Promise<string> {
  dataDir = await mkdtemp(join(tmpdir(), "understudy-crash-"));
  return await startHost(port);
}

/** Answers side by side, however many there are. */
const sideBySide = (context: BrowserContext) =>
  context.addInitScript(() => localStorage.setItem("understudy-compare-layout", '{"picked":{"many":"columns"}}'));

async function openWindow(url: string): Promise<Page> {
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  contexts.push(context);
  await sideBySide(context);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

const prompt = (page: Page) => page.getByRole("textbox", { name: "Prompt" });
const answerTexts = "article section[tabindex]";
const answers = (page: Page) => page.locator(answerTexts).allTextContents();
const streaming = (page: Page) => page.locator('article[aria-busy="true"]').count();

/** The demo with so many columns that stream; `fault` as the demo takes it. */
async function compare(page: Page, columns: number, fault = ""): Promise<void> {
  await page.getByRole("button", { name: "Start the demo" }).click();
  await page.getByRole("article").first().waitFor();
  for (let count = await page.getByRole("article").count(); count < columns; count += 1) {
    await page.keyboard.press("Control+k");
    const search = page.getByRole("combobox", { name: "Search or run a command" });
    await search.fill("add column fast");
    // Enter runs what is marked, and that is marked a moment after it was found.
    await page.locator('[role="option"][data-highlighted]', { hasText: "Add column fast" }).waitFor();
    await search.press("Enter");
    await expect.poll(() => page.getByRole("article").count()).toBe(count + 1);
  }
  await prompt(page).fill(`Compare two caching strategies. ${fault}`);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const areComing = async () => (await answers(page)).some((text) => text.length > 20);
  await expect.poll(areComing, { timeout: 120_000 }).toBe(true);
}

describe("a window whose process crashes", () => {
  it("is whole after a reload: what streams, what came meanwhile, and what was typed in that moment", async () => {
    const url = await startAnew();
    crashing = await openCrashingPage(url, sideBySide);
    const { page } = crashing;
    const near = await openWindow(url);
    // Silent for a while, that it streams on after the crash; longer would be a timeout (R15).
    await compare(page, 8, "[[stall all 13]]");
    await prompt(page).pressSequentially("And which one would you");
    await crashing.crash();
    const before = (await answers(near)).join().length;
    await expect.poll(async () => (await answers(near)).join().length, { timeout: 120_000 }).toBeGreaterThan(before);
    const again = await crashing.reload();
    await again.getByRole("article").first().waitFor();
    expect(await prompt(again).inputValue()).toBe("And which one would you");
    await expect.poll(() => streaming(near), { timeout: 120_000 }).toBe(0);
    const whole = await drawnTexts(near, answerTexts);
    expect(whole).toHaveLength(8);
    expect(Math.min(...whole.map((text) => text.length))).toBeGreaterThan(200);
    await expect.poll(() => answers(again)).toEqual(whole);
    // The one is told of the end after the other.
    await expect.poll(() => streaming(again)).toBe(0);
  });
});

/**
 * From now on it is a mistake to draw a figure of Spend, or these keys. `pressed`: a link that is pressed in the same
 * moment, for it may be gone in the next one.
 */
async function plantMistakes(page: Page, keys: string, pressed?: string): Promise<() => Promise<void>> {
  await page.evaluate(
    ([ofLink, link]) => {
      const { toFixed } = Number.prototype;
      const { split } = String.prototype;
      Object.assign(window, { loadedOnce: true, originals: { toFixed, split } });
      Number.prototype.toFixed = function planted(digits) {
        if (new Error("where").stack?.includes("spend-view")) throw new Error("planted");
        return Reflect.apply(toFixed, this, [digits]);
      };
      const planted = function planted(this: string, ...given: unknown[]): unknown {
        if (String(this) === ofLink) throw new Error("planted");
        return Reflect.apply(split, this, given);
      };
      Object.assign(String.prototype, { split: planted });
      if (link !== undefined) document.querySelector<HTMLElement>(link)?.click();
    },
    [keys, pressed] as const,
  );
  return () =>
    page.evaluate(() => {
      const { toFixed, split } = Reflect.get(window, "originals");
      Object.assign(Number.prototype, { toFixed });
      Object.assign(String.prototype, { split });
    });
}

/** The same for the frame of the window, which asks how wide it is. */
async function plantInFrame(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const matchMedia = () => {
      throw new Error("planted");
    };
    Object.assign(window, { matchMediaOfBrowser: window.matchMedia, matchMedia });
  });
  return () =>
    page.evaluate(() => {
      Object.assign(window, { matchMedia: Reflect.get(window, "matchMediaOfBrowser") });
    });
}

describe("a mistake of our own in the window", () => {
  it("takes a view, a part or the frame of it, each drawn again without a reload, and no answer", async () => {
    const page = await openWindow(await startAnew());
    await compare(page, usual);
    await prompt(page).fill("Kept.");
    const draw = page.getByRole("button", { name: "Draw it again" });
    const toCompare = page.getByRole("link", { name: "Compare" });
    const mendView = await plantMistakes(page, "no keys");
    await page.getByRole("link", { name: "Spend" }).click();
    await page.getByRole("heading", { name: "This view could not be drawn." }).waitFor();
    await mendView();
    await draw.click();
    await page.getByRole("heading", { name: "Spend", exact: true }).waitFor();
    // Its link is drawn anew, and with it the sidebar goes; it comes back by itself.
    const mendLink = await plantMistakes(page, keymap["view.settings"], "a[href='#settings']");
    await toCompare.waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "Settings", exact: true }).waitFor();
    await mendLink();
    await toCompare.click();
    const mendFrame = await plantInFrame(page);
    await page.keyboard.press("Control+b");
    await page.getByRole("alert").getByText("The window could not be drawn.").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await draw.count()).toBe(1);
    await mendFrame();
    await draw.click();
    await expect.poll(() => streaming(page), { timeout: 120_000 }).toBe(0);
    const whole = await drawnTexts(page, answerTexts);
    expect(whole).toHaveLength(usual);
    expect(Math.min(...whole.map((text) => text.length))).toBeGreaterThan(200);
    expect(await prompt(page).inputValue()).toBe("Kept.");
    expect(await page.evaluate(() => "loadedOnce" in window)).toBe(true);
  });
});

describe("a host that is killed under its window", () => {
  it("is missed in words, and the address of its next start brings back all but what it had not saved", async () => {
    const port = await freePort();
    const page = await openWindow(await startAnew(port));
    await compare(page, usual);
    const saved = await answers(page);
    // Text is saved twice a second; the rest is a busy machine.
    await page.waitForTimeout(2_000);
    await prompt(page).fill("Not sent yet.");
    await page.evaluate(() => Object.assign(window, { loadedOnce: true }));
    await host?.stop("SIGKILL");
    await page.getByText("Understudy does not answer.").waitFor();
    const url = await startHost(port);
    // It may be tried by itself in this moment, and the button go.
    await page.getByRole("button", { name: "Try now" }).evaluateAll((buttons) => {
      for (const button of buttons) if (button instanceof HTMLElement) button.click();
    });
    await page.getByText("Understudy was started again.").waitFor();
    // As the user pastes it: only what follows the # differs, so nothing is loaded.
    await page.goto(url);
    await expect.poll(() => prompt(page).inputValue()).toBe("Not sent yet.");
    expect(new URL(page.url()).hash).toBe("");
    expect(await page.evaluate(() => "loadedOnce" in window)).toBe(true);
    expect(await streaming(page)).toBe(0);
    // Painted bit by bit.
    const lost = async () => {
      const kept = await answers(page);
      return saved.flatMap((text, index) => (text.length > (kept[index]?.length ?? 0) ? [`column ${index}`] : []));
    };
    await expect.poll(lost).toEqual([]);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect.poll(() => streaming(page)).toBe(usual);
  });
});
