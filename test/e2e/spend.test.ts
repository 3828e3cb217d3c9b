import { readFile } from "node:fs/promises";
import { afterEach, expect, it } from "vitest";
import { violations } from "#test/support/accessibility.ts";
import { type App, launchApp } from "#test/support/app.ts";

let app: App | null = null;

afterEach(async () => {
  await app?.stop();
  app = null;
});

it("spend of the demo rises as answers end, is saved as a file, and a new session begins at nothing", async () => {
  app = await launchApp({ viewport: { width: 1024, height: 700 } });
  const { page } = app;
  await page.getByRole("button", { name: "Start the demo" }).click();
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("Say one word.");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("article").first().waitFor();
  await page.getByRole("link", { name: "Spend" }).click();
  await page.getByText("Demo: simulated").waitFor();
  // It is there before the first answer is over and moves on by itself.
  await page.getByRole("table", { name: "Spend by model" }).waitFor();
  await page.locator("button[title^='Cost of']").first().click();
  await page
    .getByRole("dialog")
    .getByText(/^(Computed from|As the provider)/)
    .first()
    .waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  // By the keyboard alone, and the focus comes back to the figure.
  const spent = page.getByTitle("How it was spent");
  await spent.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Spent", exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => spent.evaluate((button) => button === document.activeElement)).toBe(true);
  const slider = page.getByRole("slider");
  await slider.focus();
  await page.keyboard.press("Home");
  await expect.poll(() => slider.getAttribute("aria-valuetext")).toMatch(/: \$[\d.]+ spent/);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV", exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^understudy-spend-demo-.*\.csv$/);
  expect(await readFile(await file.path(), "utf8")).toContain("cost_usd");
  await page.getByRole("banner").getByRole("button", { name: "New session" }).click();
  await page.getByLabel("Name, if you want one").fill("Evening");
  await page.keyboard.press("Enter");
  await page.getByText("Nothing was sent in this session yet.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("table", { name: "Spend by model" }).waitFor();
});
