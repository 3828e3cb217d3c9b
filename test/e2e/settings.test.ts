import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { violationsInBothThemes } from "#test/support/accessibility.ts";
import { type App, type AppOptions, launchApp } from "#test/support/app.ts";
import { startConnectProxy } from "#test/support/connect-proxy.ts";

const running: App[] = [];
const ending: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const app of running.splice(0)) await app.stop();
  for (const end of ending.splice(0)) await end();
});

/** The program with its demo started. */
async function openDemo(options: AppOptions = {}): Promise<Page> {
  const app = await launchApp(options);
  running.push(app);
  await app.page.getByRole("button", { name: "Start the demo" }).click();
  await app.page.getByRole("textbox", { name: "Prompt" }).waitFor();
  return app.page;
}

async function openSettings(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
}

/** Picks one of a few words, and waits until it is in force. */
async function choose(page: Page, group: string, word: string): Promise<void> {
  const radio = page.getByRole("group", { name: group }).getByRole("radio", { name: word, exact: true });
  await radio.locator("..").click();
  await radio.and(page.locator(":checked")).waitFor();
}

const heightOfRow = (page: Page) =>
  page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link")
    .first()
    .evaluate((row) => row.clientHeight);

describe("Settings", () => {
  it("change the window at once, and are still so after a restart; a reset can be undone", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "understudy-settings-"));
    ending.push(() => rm(dataDir, { recursive: true, force: true }));
    const page = await openDemo({ dataDir });
    await openSettings(page);
    const comfortable = await heightOfRow(page);
    await choose(page, "Density", "Compact");
    await choose(page, "Theme", "Dark");
    await expect.poll(() => heightOfRow(page)).toBeLessThan(comfortable);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");
    await running.splice(0)[0]?.stop();
    const again = await launchApp({ dataDir });
    running.push(again);
    await openSettings(again.page);
    expect(await heightOfRow(again.page)).toBeLessThan(comfortable);
    await again.page.getByRole("button", { name: "Reset", exact: true }).click();
    await expect.poll(() => heightOfRow(again.page)).toBe(comfortable);
    await again.page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => heightOfRow(again.page)).toBeLessThan(comfortable);
  });

  it("open by their keys and by the palette", async () => {
    const page = await openDemo();
    await page.keyboard.press("Control+,");
    await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
    await page.getByRole("link", { name: "Compare" }).click();
    await page.keyboard.press("Control+k");
    const search = page.getByRole("combobox", { name: "Search or run a command" });
    await search.fill("compact");
    await search.press("Enter");
    await page.locator("html[data-density='compact']").waitFor();
  });

  it("show the first-run page again, which leads back", async () => {
    const page = await openDemo();
    await openSettings(page);
    await page.getByRole("button", { name: "Show it again" }).click();
    await page.getByRole("button", { name: "Back to Compare" }).click();
    await page.getByRole("textbox", { name: "Prompt" }).waitFor();
  });

  it("make Enter send, with no word lost of a new line", async () => {
    const page = await openDemo();
    await openSettings(page);
    await choose(page, "Send with", "↵");
    await page.getByRole("link", { name: "Compare" }).click();
    const prompt = page.getByRole("textbox", { name: "Prompt" });
    await prompt.fill("One");
    await prompt.press("Shift+Enter");
    await prompt.pressSequentially("two");
    expect(await prompt.inputValue()).toBe("One\ntwo");
    await prompt.press("Enter");
    await page.getByRole("region", { name: "Sent prompt" }).getByText("One two").waitFor();
  });
});

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));

/** A provider that only the proxy can find, with a certificate that this start of the program trusts. */
async function startProviderBehindProxy() {
  const identity = { key: await readFile(fixture("server-key.pem")), cert: await readFile(fixture("wrong-name.pem")) };
  const server = createServer(identity, (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ object: "list", data: [{ id: "tiny-1", object: "model" }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ending.push(async () => server.close());
  const place = server.address();
  if (place === null || typeof place === "string") throw new Error("The provider has no port.");
  const proxy = await startConnectProxy({ leadsTo: place.port });
  ending.push(proxy.close);
  return proxy;
}

describe("the proxy", () => {
  it("is in force for the next request, without a restart; its failure is said in words", async () => {
    const proxy = await startProviderBehindProxy();
    const app = await launchApp({ env: { NODE_EXTRA_CA_CERTS: fixture("test-ca.pem") } });
    running.push(app);
    const { page } = app;
    await page.getByRole("button", { name: "or any OpenAI-compatible URL" }).click();
    await page.getByRole("button", { name: "Add provider" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Elsewhere");
    await dialog.getByLabel("Base URL").fill("https://elsewhere.test/v1");
    await dialog.getByRole("switch", { name: "Answers without a key" }).click();
    await dialog.getByRole("button", { name: "Add provider" }).click();
    await page.getByRole("heading", { name: "Elsewhere" }).waitFor();
    await page.getByRole("button", { name: "Test key" }).click();
    await page.getByText("elsewhere.test cannot be reached.").waitFor();
    await openSettings(page);
    await page.getByRole("group", { name: "Proxy" }).getByText("Address").click();
    await page.getByLabel("Address of the proxy").fill("socks5://127.0.0.1:1");
    await page.getByRole("button", { name: "Save address" }).click();
    await page.getByText("SOCKS proxies are not supported.").waitFor();
    await page.getByLabel("Address of the proxy").fill(`http://127.0.0.1:${proxy.port}`);
    await page.getByRole("button", { name: "Save address" }).click();
    await page.getByText("In force from the next request on.").waitFor();
    await page.getByRole("link", { name: "Providers" }).click();
    await page.getByRole("button", { name: "Test all keys" }).click();
    await page.getByText("1 model visible").waitFor();
    expect(new Set(proxy.asked)).toEqual(new Set(["elsewhere.test:443"]));
    await proxy.close();
    await page.getByRole("button", { name: "Test key" }).click();
    await page.getByText(`The proxy 127.0.0.1:${proxy.port} refused the connection`).waitFor();
  });

  it("of the environment is shown without its password", async () => {
    const environment = { HTTPS_PROXY: "http://me:correct-horse@proxy.test:3128" };
    const page = await openDemo({ env: environment });
    await openSettings(page);
    await page.getByText("HTTPS_PROXY: proxy.test:3128.").waitFor();
    expect(await page.content()).not.toContain("correct-horse");
    const app = running[0];
    expect(`${app?.stdout()}${app?.stderr()}`).not.toContain("correct-horse");
  });
});

it("nothing in Settings is wrong for axe in both themes", async () => {
  const page = await openDemo();
  await openSettings(page);
  await page.getByRole("group", { name: "Proxy" }).getByText("Address").click();
  await page.getByRole("button", { name: "Save address" }).click();
  await page.getByText("There is no address.").waitFor();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await choose(page, "Density", "Compact");
  expect(await violationsInBothThemes(page)).toEqual([]);
});

describe("the limits of a provider", () => {
  it("are read from the headers of its answers", async () => {
    const page = await openDemo();
    await page.getByRole("textbox", { name: "Prompt" }).fill("Say hello");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("link", { name: "Providers" }).click();
    const list = page.getByRole("navigation", { name: "Providers" });
    await list.getByRole("button", { name: /OpenAI/ }).click();
    const limits = page.getByRole("region", { name: "Limits now" });
    await limits.getByText("1 of 500").waitFor();
    // The demo's limits are of a minute of the clock, which may be over by now.
    const reset = /Read from response headers \d+\s(s|min) ago\. (Resets in [01]:\d\d|The limits have reset since)\./;
    await limits.getByText(reset).waitFor();
  });
});
