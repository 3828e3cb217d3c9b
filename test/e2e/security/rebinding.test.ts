import { createServer, type Server } from "node:http";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { launchBrowser } from "#test/support/browser.ts";
import { type BuiltHost, settledState, startBuiltHost } from "#test/support/built-host.ts";
import { attacks } from "./page-attacks.ts";

/**
 * H6: a live rebinding in a real browser. No name server is at hand, so Chromium is told by `--host-resolver-rules`
 * that `evil.test` is `localhost`, a name of two addresses: its page comes from a server on ::1. Then that server
 * closes, and the page, still of the same origin, reaches 127.0.0.1 on the same port: the program.
 */
const gatewayKey = "rebinding-canary-0123456789";
const page = "<!doctype html><title>Evil</title><h1>You have won</h1>";
/** A frame that may not be shown never says that it loaded, nor does one that a form is sent to. */
const silentAttacks = new Set(["a frame", "a form"]);
/** A frame that hears nothing by then hears nothing. */
const longestFrameMs = 5_000;
const secret = "a careless server's secret";

let browser: Browser;
let host: BuiltHost;

beforeAll(async () => {
  host = await startBuiltHost({ gatewayKey });
  browser = await launchBrowser(["--host-resolver-rules=MAP evil.test localhost"]);
});

afterAll(async () => {
  await browser.close();
  await host.stop();
});

function listen(server: Server, address: string, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => {
      const at = server.address();
      if (at === null || typeof at === "string") throw new Error("It does not listen on a port.");
      resolve(at.port);
    });
  });
}

/** A page of evil.test whose next request goes to 127.0.0.1 on this port. */
async function reboundPage(port: number): Promise<Page> {
  const evil = createServer((_, response) => response.setHeader("content-type", "text/html").end(page));
  await listen(evil, "::1", port);
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const opened = await context.newPage();
  await opened.goto(`http://evil.test:${port}/`);
  expect(await opened.title()).toBe("Evil");
  await new Promise((resolve) => {
    evil.close(resolve);
    evil.closeAllConnections();
  });
  return opened;
}

async function stateOf(built: BuiltHost): Promise<string> {
  const window = await built.window();
  const state = await settledState(window);
  window.close();
  return state;
}

/** What each attack of the page could read; null for nothing. */
async function loot(attacker: Page, origin = ""): Promise<Readonly<Record<string, string | null>>> {
  const tried = Object.entries(attacks).map(async ([name, attack]) => {
    const read = attacker.evaluate(attack, origin).catch((error: unknown) => refusalOf(error));
    if (!silentAttacks.has(name)) return [name, await read] as const;
    const longest = new Promise<null>((resolve) => setTimeout(() => resolve(null), longestFrameMs));
    return [name, await Promise.race([read, longest])] as const;
  });
  return Object.fromEntries(await Promise.all(tried));
}

/** The browser's own no: the page learns that it failed and nothing else. */
function refusalOf(error: unknown): null {
  if (error instanceof Error && /Failed to fetch|SecurityError|Blocked a frame/.test(error.message)) return null;
  throw error;
}

const isRefusal = (said: string) =>
  /^(421 )?(Misdirected Request|\{"error":\{.*"misdirected_request".*\}\})$/s.test(said);

/** What came back from where nothing may: of the program's own words its refusal alone. */
function taken(read: Readonly<Record<string, string | null>>): readonly string[] {
  return Object.entries(read).flatMap(([name, said]) => (said === null || isRefusal(said) ? [] : [`${name}: ${said}`]));
}

describe("H6: a page whose name is made to mean 127.0.0.1", () => {
  it("robs a server that looks at nothing: the rebinding is real", async () => {
    const careless = createServer((_, response) => response.end(secret));
    onTestFinished(() => void careless.close());
    const port = await listen(careless, "127.0.0.1");
    const rebound = await reboundPage(port);
    const read = await loot(rebound);
    expect(read["a request"]).toBe(`200 ${secret}`);
    // Only what is no script, no picture and no stream for the browser gives it nothing.
    expect(taken(read).length).toBeGreaterThan(7);
  });

  it("gets nothing of the window's server, by none of a page's ways", async () => {
    const before = await stateOf(host);
    const read = await loot(await reboundPage(host.port));
    expect(taken(read)).toEqual([]);
    // It was the program that answered, and said that it is not meant.
    expect(read["a request"]).toBe("421 Misdirected Request");
    expect(await stateOf(host)).toBe(before);
  });

  it("gets nothing of the gateway, even with its key", async () => {
    const before = await stateOf(host);
    const rebound = await reboundPage(host.gatewayPort ?? 0);
    const read = await loot(rebound);
    expect(taken(read)).toEqual([]);
    expect(read["a request"]).toContain("misdirected_request");
    const asked = await rebound.evaluate(async (key) => {
      const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
      const models = await fetch("/v1/models", { headers });
      const body = JSON.stringify({ model: "chain/smart", messages: [{ role: "user", content: "Hello" }] });
      const chat = await fetch("/v1/chat/completions", { method: "POST", headers, body });
      return [models.status, chat.status];
    }, gatewayKey);
    expect(asked).toEqual([421, 421]);
    expect(await stateOf(host)).toBe(before);
  });

  it("gets nothing by the program's own address, either", async () => {
    const before = await stateOf(host);
    const careless = createServer((_, response) => response.end(secret));
    onTestFinished(() => void careless.close());
    const rebound = await reboundPage(await listen(careless, "127.0.0.1"));
    const names = ["127.0.0.1", "localhost", "0.0.0.0"];
    const origins = [host.port, host.gatewayPort].flatMap((port) => names.map((name) => `http://${name}:${port}`));
    const tried = origins.map(async (origin) => [origin, taken(await loot(rebound, origin))] as const);
    expect(await Promise.all(tried)).toEqual(origins.map((origin) => [origin, []]));
    expect(await stateOf(host)).toBe(before);
  });
});
