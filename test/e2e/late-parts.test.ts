import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type App, launchApp } from "#test/support/app.ts";

let app: App;
beforeEach(async () => {
  app = await launchApp({
    allowedTroubles: [/Failed to load resource/, /^console: Not loaded: /],
  });
});
afterEach(() => app.stop());

/** Lets nothing of these parts of the window through until it is called. */
async function holdBack(parts: RegExp): Promise<() => void> {
  let isAway = true;
  await app.page.route(parts, (route) => (isAway ? route.abort() : route.continue()));
  return () => {
    isAway = false;
  };
}

/** The same from the page's very first request on: one that was under way when routing began would hang. */
async function holdBackFromStart(parts: RegExp): Promise<() => void> {
  const letThrough = await holdBack(parts);
  await app.page.reload();
  return letThrough;
}

/** So that Compare is there. */
async function pastFirstRun(): Promise<void> {
  await app.page.getByRole("button", { name: "Start the demo" }).click();
  await app.page.getByRole("textbox", { name: "Prompt" }).waitFor();
}

describe("what is fetched late, while the program is away", () => {
  it.each(["js", "css"])(
    "says so in place of a view whose %s does not come, and draws it whole later",
    async (kind) => {
      await pastFirstRun();
      const { page } = app;
      const letThrough = await holdBack(new RegExp(`/assets/chains-view[^/]*\\.${kind}$`));
      await page.getByRole("link", { name: "Chains" }).click();
      await page.getByRole("heading", { name: "This view could not be loaded." }).waitFor();
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("heading", { name: "This view could not be loaded." }).waitFor();
      letThrough();
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("button", { name: "New chain" }).first().waitFor();
      const isStyled = await page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .some(
            (one) =>
              one instanceof PerformanceResourceTiming &&
              one.name.endsWith(".css") &&
              one.name.includes("chains-view") &&
              one.responseStatus === 200,
          ),
      );
      expect(isStyled).toBe(true);
    },
  );

  it("keeps the prompt and the composer where the list does not come", async () => {
    await pastFirstRun();
    const { page } = app;
    const letThrough = await holdBack(/\/assets\/list-view/);
    await page.getByRole("textbox", { name: "Prompt" }).fill("Keep me");
    await page.getByText("List", { exact: true }).click();
    await page.getByText("This layout of the answers could not be loaded.").waitFor();
    expect(await page.getByRole("textbox", { name: "Prompt" }).inputValue()).toBe("Keep me");
    letThrough();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("table", { name: "Answers" }).waitFor();
  });

  it("says so where the command palette does not come", async () => {
    // Its style sheet comes: one that does not is missed by the view, too, which is fetched after it on a slow machine.
    const letThrough = await holdBackFromStart(/\/assets\/overlays[^/]*\.js$/);
    await pastFirstRun();
    const { page } = app;
    await page.keyboard.press("Control+k");
    await page.getByText("The command palette could not be loaded.").waitFor();
    letThrough();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("dialog", { name: "Command palette" }).waitFor();
  });

  it("shows an answer as it was written where what formats it does not come", async () => {
    const letThrough = await holdBackFromStart(/\/assets\/markdown/);
    await pastFirstRun();
    const { page } = app;
    await page.getByRole("textbox", { name: "Prompt" }).fill("Hello");
    await page.getByRole("button", { name: /^Send/ }).click();
    const unformatted = page.getByText("what formats it could not be loaded");
    await unformatted.first().waitFor();
    const columns = await page.locator("article").count();
    await expect.poll(() => unformatted.count()).toBe(columns);
    letThrough();
    await page.getByRole("button", { name: "Try again" }).first().click();
    await expect.poll(() => unformatted.count()).toBe(columns - 1);
  });
});
