import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { violationsInBothThemes } from "#test/support/accessibility.ts";
import { type App, type AppOptions, launchApp } from "#test/support/app.ts";

const running: App[] = [];
afterEach(async () => {
  for (const app of running.splice(0)) await app.stop();
});

/** The chain `smart` of the demo, with its drill in sight. */
async function openDrill(options: AppOptions = {}) {
  const app = await launchApp(options);
  running.push(app);
  const { page } = app;
  await page.getByRole("button", { name: "Start the demo" }).click();
  await page.getByRole("textbox", { name: "Prompt" }).waitFor();
  await page.getByRole("link", { name: "Chains" }).click();
  const panel = page.getByRole("region", { name: "Fallback drill" });
  await panel.waitFor();
  return { app, page, panel };
}

async function pickFault(page: Page, place: number, name: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^Fault of link ${place}:`) }).click();
  await page
    .getByRole("radiogroup", { name: `Fault of link ${place}` })
    .getByText(name, { exact: true })
    .click();
  await page.keyboard.press("Escape");
}

/** Texts of the drill's rows that do not fit. Written as text, because the page's globals are not those of this file. */
const cutTexts = `[...document.querySelectorAll("table[aria-label^='Drill of'] :is(th .trunc, td.num)")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.textContent)`;

describe("a drill in the window", () => {
  it("plays faults at ten times the speed, by its keys, and says what came of it", async () => {
    const { page, panel } = await openDrill();
    await pickFault(page, 1, "429 with a wait");
    await pickFault(page, 2, "Stream cut");
    // At this speed it is soon over, so it is looked for from before.
    await Promise.all([panel.getByRole("button", { name: "Stop" }).waitFor(), page.keyboard.press("Control+d")]);
    await panel.getByText("The chain held.").waitFor();
    const words = ((await panel.textContent()) ?? "").replaceAll("\u00a0", " ");
    expect(words).toContain("429 rate limited. OpenRouter cools down for 30 s.");
    expect(words).toContain("Stream cut after 120 tokens. Partial dropped, still billed.");
    expect(words).toMatch(/Answered with 380 tokens at [\d.]+ tok\/s\./);
    expect(words).toMatch(
      /Link 3 took over at [\d.]+ s and finished at [\d.]+ s\. ≈\$0\.0\d+ in all, ≈\$0\.0\d+ of it wasted/,
    );
    // No real limit: the providers of the sidebar and of the column beside stand as they stood.
    expect(await page.getByText(/cooling down/i).count()).toBe(0);
  });

  it("is kept with the chain and run in one go, also after the page was loaded again", async () => {
    const { page, panel } = await openDrill();
    await page.getByRole("button", { name: "fast" }).first().click();
    await pickFault(page, 1, "500 server error");
    await panel.getByRole("button", { name: "Save drill" }).click();
    await pickFault(page, 1, "Connection refused");
    await panel.getByRole("button", { name: "Save drill" }).click();
    await panel.getByText("2 drills, not run yet").waitFor();
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.reload();
    await page.getByRole("link", { name: "Chains" }).click();
    await page.getByRole("button", { name: "fast" }).first().click();
    await panel.getByText("2 drills, not run yet").waitFor();
    await panel.getByRole("button", { name: "Run all" }).click();
    await panel.getByText("2 of 2 hold", { exact: true }).waitFor();
  });

  it("is picked, run and stopped by keyboard alone", async () => {
    const { page, panel } = await openDrill();
    await panel.getByRole("button", { name: /^Fault of link 1:/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: "No fault" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await panel.getByRole("button", { name: "Fault of link 1: 429, wait 30 s" }).waitFor();
    await panel.getByRole("radio", { name: "10×" }).focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Control+d");
    // A drill that is stopped before the host told of it says so in other words.
    await panel.getByText(/^429 rate limited/).waitFor();
    await panel.getByRole("button", { name: "Stop" }).focus();
    await page.keyboard.press("Enter");
    await panel.getByText(/You stopped this drill at/).waitFor();
    await panel.getByRole("button", { name: "Run again" }).waitFor();
  });

  it("names whole models and amounts at every width, and its verdict stays in sight under many links", async () => {
    const { page, panel } = await openDrill();
    await pickFault(page, 1, "Stream cut");
    await page.keyboard.press("Control+d");
    await panel.getByText("The chain held.").waitFor();
    // A cut stream never says what it used.
    await panel.getByText("≈$0.00").first().waitFor();
    for (const size of [1024, 1440, 2560].map((width) => ({ width, height: width === 1024 ? 700 : 900 }))) {
      await page.setViewportSize(size);
      // What follows the width in script, as the sidebar, does so a frame later.
      await expect.poll(() => page.evaluate<readonly string[]>(cutTexts)).toEqual([]);
    }
    for (let count = 0; count < 12; count += 1) await page.getByRole("button", { name: "Add link" }).click();
    await page.setViewportSize({ width: 1440, height: 900 });
    expect((await panel.getByText("The chain held.").boundingBox())?.y).toBeLessThan(900 - 26);
  });

  it("can be reached where the page is magnified to 200 %", async () => {
    const { panel } = await openDrill({ viewport: { width: 720, height: 450 } });
    await panel.getByRole("button", { name: "Run drill" }).click();
    await panel.getByText("The chain held.").waitFor();
  });

  it("has nothing that axe finds wrong, in both themes", async () => {
    const { page, panel } = await openDrill();
    await pickFault(page, 1, "Stream cut");
    await panel.getByRole("button", { name: "Add the usual drills" }).click();
    await panel.getByRole("button", { name: "Run drill" }).click();
    await panel.getByText("The chain held.").waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.getByRole("button", { name: /^Fault of link 1:/ }).click();
    await page.getByRole("radiogroup", { name: "Fault of link 1" }).waitFor();
    // Faded in by half, text has half its contrast.
    await page.waitForTimeout(300);
    expect(await violationsInBothThemes(page)).toEqual([]);
  });
});
