import { afterEach, describe, expect, it } from "vitest";
import { violationsInBothThemes } from "#test/support/accessibility.ts";
import { type App, launchApp } from "#test/support/app.ts";
import { freePort } from "#test/support/free-port.ts";

let app: App | null = null;

afterEach(async () => {
  await app?.stop();
  app = null;
});

it("the keyboard keeps its place where a button of the Gateway view goes with its own click", async () => {
  app = await launchApp();
  const { page } = app;
  const focused = page.locator(":focus");
  await page.getByRole("button", { name: "Start the demo" }).click();
  await page.getByRole("link", { name: "Gateway" }).click();
  await page.getByLabel("Port").fill(String(await freePort()));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Connect" }).and(focused).waitFor();
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "Copy base URL" }).and(focused).waitFor();
  await page.getByRole("button", { name: "Done" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Connect" }).and(focused).waitFor();
  await page.getByRole("button", { name: "Turn off" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("heading", { name: "Turn it on" }).and(focused).waitFor();
  await page.keyboard.press("Tab");
  await page.getByLabel("Port").and(focused).waitFor();
});

describe("in both themes", () => {
  it("first run, Providers, Chains, Gateway and Spend have nothing that axe finds wrong", async () => {
    app = await launchApp();
    const { page } = app;
    await page.getByRole("button", { name: "Start the demo" }).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.getByLabel("API key").fill("a key with spaces");
    await page.getByRole("button", { name: "Test and save" }).click();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.getByRole("button", { name: "Start the demo" }).click();
    await page.getByRole("link", { name: "Providers" }).click();
    await page.getByRole("heading", { name: "OpenRouter" }).waitFor();
    await page.getByLabel("Base URL").fill("ftp://example.org");
    await page.getByRole("button", { name: "Change base URL" }).click();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.getByRole("button", { name: "Add provider" }).click();
    await page.getByRole("dialog").waitFor();
    // Half faded in, nothing has its contrast yet.
    await page.waitForTimeout(400);
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Chains" }).click();
    await page.getByLabel("Max tokens").first().fill("none");
    await page.getByRole("button", { name: "Edit rule of link 1" }).click();
    await page.getByLabel("First token, s").fill("soon");
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.getByRole("link", { name: "Gateway" }).click();
    await page.getByLabel("Port").fill("99999");
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.getByLabel("Port").fill(String(await freePort()));
    await page.getByRole("button", { name: "Turn on" }).click();
    await page.getByText("it is not shown again").waitFor();
    await page.getByLabel("Language").getByText("cURL").click();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.getByRole("link", { name: "Spend" }).click();
    await page.getByText("Nothing was sent in this session yet.").waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
  });
});
