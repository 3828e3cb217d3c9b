import { createServer, type Server } from "node:http";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { type App, type AppOptions, launchApp } from "#test/support/app.ts";
import { filesBelow } from "#test/support/canary/folder-files.ts";

const goodKey = "good-key-0123456789";
const running: App[] = [];
const servers: Server[] = [];

afterEach(async () => {
  for (const app of running.splice(0)) await app.stop();
  for (const server of servers.splice(0)) server.close();
});

/** The program with its demo started, so that the views can be reached. */
async function openDemo(options: AppOptions = {}): Promise<App> {
  const app = await launchApp(options);
  running.push(app);
  await app.page.getByRole("button", { name: "Start the demo" }).click();
  await app.page.getByRole("textbox", { name: "Prompt" }).waitFor();
  return app;
}

/** A server of the OpenAI shape that knows one key. */
async function startServer(): Promise<string> {
  const server = createServer((request, response) => {
    const isGood = request.headers.authorization === `Bearer ${goodKey}`;
    response.writeHead(isGood ? 200 : 401, { "content-type": "application/json" });
    const models = { object: "list", data: [{ id: "tiny-1", object: "model" }] };
    response.end(
      JSON.stringify(isGood ? models : { error: { message: "No such key", type: "invalid_request_error" } }),
    );
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://127.0.0.1:${address.port}/v1`;
}

async function addProvider(page: Page, baseUrl: string): Promise<void> {
  await page.getByRole("link", { name: "Providers" }).click();
  await page.getByRole("button", { name: "Add provider" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Staging");
  await dialog.getByLabel("Base URL").fill(baseUrl);
  await dialog.getByRole("button", { name: "Add provider" }).click();
  await page.getByRole("heading", { name: "Staging" }).waitFor();
}

const row = (page: Page) =>
  page.getByRole("navigation", { name: "Providers" }).getByRole("button", { name: /Staging/ });

async function saveKey(page: Page, key: string, button: "Save" | "Replace"): Promise<void> {
  await page.getByLabel("API key").fill(key);
  await page.getByRole("button", { name: button, exact: true }).click();
}

describe("Providers", () => {
  it("keeps, tests, replaces and removes the key of a provider of one's own", async () => {
    const { page, dataDir } = await openDemo();
    await addProvider(page, await startServer());
    await saveKey(page, "wrong-key-0123456789", "Save");
    await page.getByRole("region", { name: "Demo is off." }).waitFor();
    await page.getByRole("button", { name: "Test key" }).click();
    await page.getByText("Staging refused this key.").waitFor();
    await saveKey(page, goodKey, "Replace");
    await page.getByText("Staging refused this key.").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Test key" }).click();
    await page.getByText(/The key works\. 200 in [\d.]+.m?s, 1 model visible\./).waitFor();
    expect(await page.getByLabel("API key").inputValue()).toBe("");
    expect(await page.content()).not.toContain(goodKey);
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByRole("rowheader", { name: "tiny-1" }).waitFor();
    await page.getByRole("button", { name: "Remove key…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove key" }).click();
    await row(page).getByText("No key yet").waitFor();
    await expect
      .poll(() => page.getByLabel("API key").evaluate((field) => field === document.activeElement))
      .toBe(true);
    const files = await filesBelow(dataDir);
    expect(files.filter(({ name }) => name.endsWith(".log"))).toHaveLength(1);
    for (const { name, bytes } of files) expect(bytes.toString("latin1"), name).not.toContain(goodKey);
  });

  it("refuses a key with a space in it and an address that is not https, at the field", async () => {
    const { page } = await openDemo();
    await page.getByRole("link", { name: "Providers" }).click();
    await saveKey(page, "sk-or-v1 0123456789", "Save");
    await page.getByText("The key has a space at character 9. Copy it again without spaces.").waitFor();
    await page.getByLabel("API key").fill("");
    await page.getByLabel("Base URL").fill("http://openrouter.ai/api/v1");
    await page.getByRole("button", { name: "Change base URL" }).click();
    await page.getByText(/http:\/\/ sends the key unprotected/).waitFor();
    await page.reload();
    await page.getByRole("link", { name: "Providers" }).click();
    expect(await page.getByLabel("Base URL").inputValue()).toBe("https://openrouter.ai/api/v1");
  });

  it("detaches the key where the origin changes, and says so before", async () => {
    const { page } = await openDemo();
    const [first, second] = [await startServer(), await startServer()];
    await addProvider(page, first);
    await saveKey(page, goodKey, "Save");
    await row(page).getByText("••6789").waitFor();
    await page.getByLabel("Base URL").fill(second);
    await page.getByText(/The key ••6789 belongs to 127\.0\.0\.1:\d+ and is not sent to/).waitFor();
    await page.getByRole("button", { name: "Change base URL" }).click();
    await row(page).getByText("No key yet").waitFor();
    await page.getByLabel("Base URL").fill(first);
    await page.getByRole("button", { name: "Change base URL" }).click();
    await row(page).getByText("••6789").waitFor();
  });
});
