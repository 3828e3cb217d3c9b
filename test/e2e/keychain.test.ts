import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { type Bus, type Daemon, privateHome, startBus, startKeyring } from "#test/electron/keys/secret-service.ts";
import { type App, launchApp } from "#test/support/app.ts";
import { goldenStream } from "#test/support/golden.ts";

/**
 * The whole program beside a real gnome-keyring in each state that a keychain can be in: what the window says, and
 * that its way out leads out. A keyring that hangs, is locked or forbids itself never makes a saved key look lost.
 */

const key = "sk-proj-0123456789abcdefghijABCDEFGHIJ";
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Stands in for OpenAI; counts the requests that bring the key. */
async function startOpenAi() {
  const seen = { withKey: 0 };
  const server = createServer((request, response) => {
    if (request.headers.authorization === `Bearer ${key}`) seen.withKey += 1;
    const isList = request.url === "/v1/models";
    const { bytes, contentType } = goldenStream("responses-reasoning-stream");
    const type = isList ? "application/json" : contentType;
    request.resume().on("end", () => response.writeHead(200, { "content-type": type }).end(isList ? list : bytes));
  });
  cleanups.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { seen, baseUrl: `http://127.0.0.1:${address.port}/v1` };
}

const list = JSON.stringify({ object: "list", data: [{ id: "gpt-6-luna", object: "model" }] });

type Place = { readonly bus: Bus; readonly dataDir: string; readonly baseUrl: string };

async function launch({ bus, dataDir, baseUrl }: Place): Promise<App> {
  const app = await launchApp({ dataDir, env: { ...bus.environment, OPENAI_BASE_URL: baseUrl } });
  cleanups.push(app.stop);
  return app;
}

async function place(baseUrl: string): Promise<Place> {
  const home = privateHome();
  cleanups.push(home.remove);
  const bus = await startBus(home.path);
  cleanups.push(bus.stop);
  const dataDir = await mkdtemp(join(tmpdir(), "understudy-keychain-"));
  cleanups.push(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  return { bus, dataDir, baseUrl };
}

async function keyring(bus: Bus, how: "unlocked" | "locked"): Promise<Daemon> {
  const daemon = await startKeyring(bus.environment, how);
  cleanups.push(daemon.stop);
  return daemon;
}

const block = (page: Page) => page.getByRole("region", { name: "System keychain", exact: true });
const provider = (page: Page, words: RegExp) =>
  page.getByRole("navigation", { name: "Providers" }).getByRole("button", { name: words });
const again = (page: Page) => block(page).getByRole("button", { name: "Try again" }).click();
const status = (page: Page) => page.locator("[data-region=status]");

describe.runIf(process.platform === "linux")("K5: the keychain in the window", () => {
  it("absent, hung, locked and denied are told apart, and each way out leads to the saved key", async () => {
    const { seen, baseUrl } = await startOpenAi();
    const at = await place(baseUrl);
    const first = await launch(at);
    await absentThenSaved(first.page, at.bus);
    await first.stop();
    cleanups.splice(cleanups.indexOf(first.stop), 1);

    const hung = await keyring(at.bus, "unlocked");
    process.kill(hung.pid, "SIGSTOP");
    const { page } = await launch(at);
    await page.getByRole("alert").getByText("The system keychain does not answer.").waitFor();
    await status(page).getByText("Keychain does not answer").waitFor();
    await hung.stop();
    const locked = await keyring(at.bus, "locked");
    await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
    await page.getByRole("alert").getByText("The system keychain is locked.").waitFor();
    await status(page).getByText("Keychain locked").waitFor();
    seen.withKey = 0;

    await page.getByRole("textbox", { name: "Prompt" }).fill("Where?");
    await page.getByRole("button", { name: "Send" }).click();
    const column = page.getByRole("article").filter({ hasText: "The system keychain gives no key." });
    await column
      .getByText("Secret Service is locked. Unlock it, then try again. Nothing is lost.", { exact: true })
      .waitFor();
    await column.getByRole("button", { name: "Use a key for this session" }).click();
    await page.getByRole("heading", { name: "OpenAI", exact: true }).waitFor();
    await deniedThenAllowed(page, at.bus, locked);
    expect(seen.withKey).toBe(0);

    await page.getByRole("link", { name: "Compare" }).click();
    await column.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("article").filter({ hasText: "Café" }).waitFor();
    expect(seen.withKey).toBeGreaterThan(0);
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
    await status(page).getByText("Secret Service", { exact: true }).waitFor();
  });
});

/** Nothing on the bus; then a keyring is started and takes a key. */
async function absentThenSaved(page: Page, bus: Bus): Promise<void> {
  await page.getByRole("button", { name: "Start the demo" }).click();
  await page.getByRole("textbox", { name: "Prompt" }).waitFor();
  // Nobody's key is missed yet, so nothing stands above the view.
  expect(await page.getByRole("alert").count()).toBe(0);
  await status(page).getByText("No keychain").waitFor();
  await page.getByRole("link", { name: "Providers" }).click();
  await block(page).getByText("The system keychain is not available").waitFor();
  await block(page).getByText("Start GNOME Keyring or KWallet, then try again.").waitFor();
  const daemon = await keyring(bus, "unlocked");
  await again(page);
  await block(page).getByText("Secret Service, unlocked").waitFor();
  await provider(page, /OpenAI/).click();
  await page.getByLabel("API key").fill(key);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("In the Secret Service. Saved").waitFor();
  await daemon.stop();
}

/** Ends with the keyring unlocked and allowed, which nobody has told the window yet. */
async function deniedThenAllowed(page: Page, bus: Bus, locked: Daemon): Promise<void> {
  await bus.deny();
  await again(page);
  await block(page).getByText("The system keychain may not be used").waitFor();
  await status(page).getByText("Keychain denied").waitFor();
  await provider(page, /OpenAI.*Can't be read/).waitFor();
  await bus.allow();
  await locked.stop();
  await keyring(bus, "unlocked");
}
