import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { type App, launchApp } from "#test/support/app.ts";
import { type CutProxy, startCutProxy } from "#test/support/cut-proxy.ts";
import { drawnTexts } from "#test/support/drawn-texts.ts";

let app: App | null = null;
let proxy: CutProxy | null = null;

afterEach(async () => {
  await proxy?.close();
  await app?.stop();
  proxy = null;
  app = null;
});

/** The program with two windows: one on the host itself, one behind a wire that the test cuts. */
async function open(): Promise<{ readonly near: Page; readonly far: Page; readonly wire: CutProxy }> {
  app = await launchApp({ allowedTroubles: [/WebSocket connection to/, /ERR_CONNECTION/] });
  proxy = await startCutProxy(app.url);
  const near = app.page;
  await near.getByRole("button", { name: "Start the demo" }).click();
  await near.getByRole("textbox", { name: "Prompt" }).waitFor();
  const far = await near.context().newPage();
  await far.goto(proxy.url);
  await far.getByRole("textbox", { name: "Prompt" }).waitFor();
  await far.getByText("Online", { exact: true }).waitFor();
  return { near, far, wire: proxy };
}

const answerTexts = "article section[tabindex]";
const answers = (page: Page) => page.locator(answerTexts).allTextContents();

async function allDone(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const articles = [...document.querySelectorAll("article")];
      return articles.length > 0 && articles.every((one) => one.getAttribute("aria-busy") !== "true");
    },
    null,
    { timeout: 120_000 },
  );
}

describe("a connection that breaks", () => {
  it("costs no character of what streams and none of what is typed", async () => {
    const { near, far, wire } = await open();
    await far.getByRole("textbox", { name: "Prompt" }).fill("Compare two caching strategies.");
    await far.getByRole("button", { name: "Send" }).click();
    await near.waitForFunction(() => document.querySelector('article[aria-busy="true"]') !== null);
    let typed = "";
    for (let round = 0; round < 9; round += 1) {
      await far.waitForTimeout(150 + round * 60);
      wire.cut();
      const word = `word${round} `;
      await far.getByRole("textbox", { name: "Prompt" }).pressSequentially(word);
      typed += word;
    }
    await allDone(near);
    await far.getByText("Online", { exact: true }).waitFor();
    await allDone(far);
    const whole = await drawnTexts(near, answerTexts);
    expect(whole).toHaveLength(3);
    expect(Math.min(...whole.map((text) => text.length))).toBeGreaterThan(200);
    await expect.poll(() => answers(far)).toEqual(whole);
    expect(await far.getByRole("textbox", { name: "Prompt" }).inputValue()).toBe(typed);
  });

  it("says when it is tried again, is tried at once on demand, and saves columns that were added meanwhile", async () => {
    const { near, far, wire } = await open();
    // What is fetched when the window stands still is here once it was open.
    await far.keyboard.press("Control+k");
    const search = far.getByRole("combobox", { name: "Search or run a command" });
    await search.press("Escape");
    await search.waitFor({ state: "detached" });
    wire.setDown(true);
    await far.getByText("Understudy does not answer.").waitFor();
    await far.getByText(/^Trying (again in \d+\ss|now)$/).waitFor();
    await far.getByText("Reconnecting").waitFor();
    await far.keyboard.press("Control+k");
    await search.fill("add column fast");
    // Enter runs what is marked, and that is marked a moment after it was found.
    await far.locator('[role="option"][data-highlighted]', { hasText: "Add column fast" }).waitFor();
    await search.press("Enter");
    await expect.poll(() => far.getByRole("article").count()).toBe(4);
    const tryNow = far.getByRole("button", { name: "Try now" });
    const refused = wire.refused();
    await tryNow.click();
    await expect.poll(() => wire.refused()).toBeGreaterThan(refused);
    wire.setDown(false);
    // In this moment it may be tried by itself, and the button go.
    await tryNow.evaluateAll((buttons) => {
      for (const button of buttons) if (button instanceof HTMLElement) button.click();
    });
    await far.getByText("Online", { exact: true }).waitFor();
    await far.getByText("Understudy does not answer.").waitFor({ state: "detached" });
    expect(await far.getByRole("article").count()).toBe(4);
    await expect.poll(() => near.getByRole("article").count()).toBe(4);
  });
});
