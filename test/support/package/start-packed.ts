import { fork } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { app, BrowserWindow, seen, UtilityChild, utilityProcess } from "#test/support/electron-double.ts";
import { type Facts, factsMark } from "./facts.ts";

/**
 * Starts the packed program's own main.js and preload.cjs under the double of Electron and tells what they did. Its
 * threads, its key process, its database and its demo providers are real. Arguments: the folder with what the archive
 * holds, and one for the data.
 */

const [folder = "", dataDir = ""] = process.argv.slice(2);
const patienceMs = 60_000;

type Bridge = { request(request: unknown): Promise<unknown>; onBatch(listener: (batch: unknown) => void): void };

/** Electron's utility processes are processes; under the double they must be real ones to load machine code. */
utilityProcess.fork = (entry, values, options) => {
  const real = fork(entry, values, { env: { ...options.env }, stdio: ["ignore", "ignore", "ignore", "ipc"] });
  const child = new UtilityChild(entry, options);
  child.postMessage = (message) => void real.send(Object(message));
  child.kill = () => real.kill("SIGKILL");
  real.on("message", (message) => child.emit("message", message));
  real.on("exit", () => child.emit("exit"));
  return child;
};

async function until<T>(what: string, look: () => T | undefined): Promise<T> {
  const endMs = performance.now() + patienceMs;
  while (performance.now() < endMs) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`${what} did not come. Error boxes: ${JSON.stringify(seen.errorBoxes)}`);
}

function isBridge(value: unknown): value is Bridge {
  return typeof value === "object" && value !== null && "request" in value && "onBatch" in value;
}

async function serve(url: string, initiatorOrigin?: string): Promise<Response> {
  const request = new Request(url);
  if (initiatorOrigin !== undefined) Object.assign(request, { initiatorOrigin });
  const response = await seen.served.get("app")?.(request);
  if (response === undefined) throw new Error("Nothing serves app://.");
  return response;
}

const toldOf = (response: Response) => ({
  status: response.status,
  policy: response.headers.get("content-security-policy"),
});

/** Every file that a served file names, from the page on. */
async function readAssets(): Promise<Facts["assets"]> {
  const assets: Facts["assets"] = {};
  const waiting = ["app://understudy/"];
  for (const url of waiting) {
    const response = await serve(url);
    assets[url] = toldOf(response);
    const text = await response.text();
    for (const [, name] of text.matchAll(
      /["'`(](?:\.\/|assets\/)((?:assets\/)?[\w.-]+\.(?:js|css|svg|woff2))["'`)]/g,
    )) {
      const path = name?.startsWith("assets/") || url === "app://understudy/" ? `${name}` : `assets/${name}`;
      const found = `app://understudy/${path}`;
      if (!waiting.includes(found)) waiting.push(found);
    }
  }
  return assets;
}

function askPermissions(): Facts["permissions"] {
  const names = [
    "media",
    "geolocation",
    "notifications",
    "midi",
    "midiSysex",
    "pointerLock",
    "fullscreen",
    "openExternal",
  ];
  names.push("clipboard-read", "clipboard-sanitized-write", "display-capture", "hid", "idle-detection", "keyboardLock");
  names.push("mediaKeySystem", "serial", "storage-access", "top-level-storage-access", "usb", "window-management");
  const ask: unknown = seen.permissions.request;
  const decided: Facts["permissions"] = {};
  for (const name of names) {
    if (typeof ask === "function")
      ask(null, name, (isGranted: boolean) => Object.assign(decided, { [name]: isGranted }));
  }
  return decided;
}

function tryMoves(contents: BrowserWindow["webContents"]): Facts["moves"] {
  const moves: Facts["moves"] = {};
  const tryOne = (name: string, details: object) => {
    const event = { isHeld: false, preventDefault: () => Object.assign(event, { isHeld: true }) };
    contents.emit(name, Object.assign(event, details));
    moves[`${name} ${JSON.stringify(details)}`] = event.isHeld;
  };
  tryOne("will-attach-webview", {});
  tryOne("will-redirect", { url: "https://evil.test/" });
  for (const url of [
    "https://evil.test/",
    "file:///etc/passwd",
    "javascript:0",
    "app://understudy.evil/",
    "app://understudy/",
  ]) {
    tryOne("will-frame-navigate", { isMainFrame: true, url });
  }
  return moves;
}

let lastId = 0;
async function ask(bridge: Bridge, method: string, input: unknown): Promise<{ ok: boolean; value?: unknown }> {
  lastId += 1;
  const reply: unknown = await bridge.request({ id: lastId, method, input });
  const answer: unknown = typeof reply === "object" && reply !== null && "answer" in reply ? reply.answer : undefined;
  if (typeof answer !== "object" || answer === null || !("ok" in answer)) throw new Error(`${method} gave no answer.`);
  return { ...answer, ok: answer.ok === true };
}

/** A comparison with the demo's providers: it goes through every thread that the package brings along. */
async function runDemo(bridge: Bridge): Promise<{ run: unknown; tokens: unknown }> {
  const ended: unknown[] = [];
  bridge.onBatch((batch) => {
    const text = JSON.stringify(batch);
    if (text.includes('"run-ended"')) ended.push(text);
  });
  await ask(bridge, "settings.save", { demo: true });
  const target = { kind: "model", providerId: "openai", modelId: "gpt-4o-mini" };
  const columns = [{ columnId: "c1", runId: "r1", target }];
  const started = await ask(bridge, "comparison.start", {
    comparisonId: "x1",
    conversationId: "v1",
    prompt: "Hi",
    columns,
  });
  if (!started.ok) return { run: started, tokens: null };
  await until("The end of the run", () => (ended.length > 0 ? true : undefined));
  const tokens = await ask(bridge, "tokens.count", {
    text: "one two three",
    models: [{ providerId: "openai", modelId: "gpt-4o" }],
  });
  return { run: ended[0], tokens };
}

async function askAsStrangers(bridge: Bridge): Promise<Facts["strangers"]> {
  const strangers: Facts["strangers"] = {};
  const frames = {
    "another page": { url: "https://evil.test/", parent: null },
    "a frame in ours": { url: "app://understudy/", parent: {} },
    "a page that is gone": null,
  };
  for (const [name, frame] of Object.entries(frames)) {
    seen.frame = frame;
    strangers[name] = await ask(bridge, "app.snapshot", {});
  }
  seen.frame = { url: "app://understudy/", parent: null };
  const own = seen.windows.at(-1);
  seen.windows.push(new BrowserWindow({}));
  strangers["a window of somebody else"] = await ask(bridge, "app.snapshot", {});
  seen.windows.splice(0, seen.windows.length, ...(own === undefined ? [] : [own]));
  return strangers;
}

async function openLinks(bridge: Bridge): Promise<Facts["links"]> {
  const links: Facts["links"] = {};
  for (const url of [
    "https://example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "smb://host/share",
    "ms-msdt:/id",
  ]) {
    links[url] = await ask(bridge, "link.open", { url });
  }
  return links;
}

function keychainOf(snapshot: unknown): unknown {
  const text = JSON.stringify(snapshot);
  return JSON.parse(/"keychain":(\{[^}]*\})/.exec(text)?.[1] ?? "null");
}

async function start(): Promise<Facts> {
  process.argv = ["electron", join(folder, "dist/electron/main.js"), "--data-dir", dataDir];
  await import(pathToFileURL(join(folder, "dist/electron/main.js")).href);
  const window = await until("The window", () => seen.windows[0]);
  createRequire(import.meta.url)(join(folder, "dist/electron/preload.cjs"));
  const bridge = seen.exposed.get("understudy");
  if (!isBridge(bridge)) throw new Error("The preload script gave no bridge.");
  const told = {
    windows: [{ options: { ...window.options }, loaded: window.calls.filter((call) => call.startsWith("loadURL")) }],
    schemes: seen.schemes.map(({ scheme, privileges }) => ({ scheme, privileges: { ...privileges } })),
    page: toldOf(await serve("app://understudy/")),
    assets: await readAssets(),
    foreign: toldOf(await serve("app://understudy/", "https://evil.test")),
    permissions: askPermissions(),
    checks: [seen.permissions.check, seen.permissions.device].map(
      (check: unknown) => typeof check === "function" && check() === true,
    ),
    openings: window.webContents.openHandlers.map((handler) => handler()),
    moves: tryMoves(window.webContents),
    exposed: Object.fromEntries([...seen.exposed].map(([name, api]) => [name, Object.keys(Object(api))])),
    ...(await runDemo(bridge)),
    links: await openLinks(bridge),
    strangers: await askAsStrangers(bridge),
    snapshot: await ask(bridge, "app.snapshot", {}),
  };
  app.emit("will-quit", { preventDefault: () => undefined });
  await until("The end", () => seen.exits[0]);
  const { calls, errorBoxes, opened, exits } = seen;
  return { ...told, keychain: keychainOf(told.snapshot), calls, errorBoxes, opened, exits };
}

const facts = await start();
// The double records that the program ended and does not end it.
process.stdout.write(`${factsMark}${JSON.stringify(facts)}\n`, () => process.exit(0));
