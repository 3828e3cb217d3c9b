import { afterEach, expect, it } from "vitest";
import { violations } from "#test/support/accessibility.ts";
import { type App, launchApp } from "#test/support/app.ts";

let app: App | null = null;
afterEach(async () => void (await app?.stop()));

// The demo answers it in a line.
const prompt = "How many times does the letter r occur in strawberry?";

it("measures a model directly and through OpenRouter, makes a chain of it, and finds it again in History", async () => {
  app = await launchApp();
  const { page } = app;
  await page.getByRole("button", { name: "Start the demo" }).click();
  await page.getByRole("radio", { name: "Routes" }).check({ force: true });
  const setup = page.getByRole("region", { name: "Measure routes" });
  await setup.getByRole("button").first().click();
  await page.getByRole("combobox").fill("gemini 3.8 flash google");
  await page.getByRole("option").first().click();
  await setup
    .getByRole("checkbox", { name: /^Measure OpenRouter/ })
    .first()
    .waitFor();
  await setup.getByRole("textbox", { name: "Runs of each route" }).fill("6");
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill(prompt);
  await setup.getByText("2 routes × 6 = 12 runs").waitFor();
  await setup.getByRole("button", { name: "Measure" }).click();

  const verdict = page.getByRole("region", { name: /^OpenRouter against Direct/ }).first();
  await verdict.getByText("0 of 6").nth(1).waitFor({ timeout: 120_000 });
  expect(await verdict.getByRole("heading").textContent()).toContain("OpenRouter");
  expect(await page.getByRole("img", { name: /^First token: Direct p50/ }).count()).toBe(1);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("slider", { name: "Run", exact: true }).focus();
  await page.keyboard.press("End");
  await page.getByRole("article", { name: "Run 6, direct" }).waitFor();

  await verdict.getByRole("button", { name: "Make this a chain" }).click();
  await page.getByRole("listitem").filter({ hasText: "Google AI" }).first().waitFor();

  await page.getByRole("link", { name: "History" }).click();
  await page.getByText("6 runs per route", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("switch", { name: "Only repeated" }).click();
  await page.getByRole("button", { name: "Remove filter has: repeats" }).waitFor();
  await page.getByText("1 of 1").waitFor();
  await page.getByRole("button", { name: "Open in Compare" }).click();
  await verdict.waitFor();
});
