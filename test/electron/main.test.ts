import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { KeyProcess } from "#electron/keys/key-channel.ts";
import { createFakeHost } from "#test/support/fake-host.ts";

/** The real main.ts over the double of Electron. What Electron does with its options is for the run inside Electron. */

type Composed = { ok: true } | { ok: false; message: string; exitCode: number };

type Options = {
  dataDir: string;
  host: string;
  openLink: (url: string) => Promise<void>;
  openFolder?: (folder: string) => Promise<void>;
  spawnKeyProcess: () => KeyProcess;
  isOffline: () => boolean;
};

type Composing = {
  result: Composed;
  liveRuns: number;
  isGatewayOn: boolean;
  closed: number;
  wakes: number;
  windowless: number;
  hangs: boolean;
  options: Options | null;
  /** How a mistake that nobody caught ends the program. */
  leave: (words: string) => void;
};

const fresh: Composing = {
  result: { ok: true },
  liveRuns: 0,
  isGatewayOn: false,
  closed: 0,
  wakes: 0,
  windowless: 0,
  hangs: false,
  options: null,
  leave: () => undefined,
};
const composing: Composing = { ...fresh };

vi.mock("#electron/compose.ts", () => ({
  compose: async (options: Options) => {
    composing.options = options;
    if (!composing.result.ok) return composing.result;
    const { router, batcher } = createFakeHost();
    const close = async () => {
      composing.closed += 1;
      if (composing.hangs) await new Promise(() => undefined);
    };
    const noteWake = () => {
      composing.wakes += 1;
    };
    const noteNoWindow = () => {
      composing.windowless += 1;
    };
    const gateway = { start: null, isOn: () => composing.isGatewayOn };
    const liveRuns = () => composing.liveRuns;
    const log = { tell: (_: string, words: string) => console.error(words) };
    return { ok: true, app: { router, batcher, liveRuns, gateway, noteWake, noteNoWindow, log, close } };
  },
}));

vi.mock("#electron/log/last-words.ts", () => ({
  // The real one listens to the process, which here is the test's own.
  endOnMistake: ({ leave }: { leave: (words: string) => void }) => {
    composing.leave = leave;
  },
}));

vi.mock("#electron/bridge/static-files.ts", () => ({
  readStaticFiles: async () => new Map([["/", { type: "text/html", bytes: new TextEncoder().encode("page") }]]),
}));

const { argv, platform } = process;
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "understudy-desktop-"));
  Object.assign(composing, fresh);
  process.argv = ["electron", "main.js", "--data-dir", dataDir];
});

afterEach(async () => {
  process.argv = argv;
  Object.defineProperty(process, "platform", { value: platform });
  vi.useRealTimers();
  vi.restoreAllMocks();
  await rm(dataDir, { recursive: true });
});

type Double = typeof import("#test/support/electron-double.ts");

async function startMain(prepare?: (electron: Double) => void) {
  vi.resetModules();
  const electron = await import("#test/support/electron-double.ts");
  prepare?.(electron);
  await import("#electron/main.ts");
  const { seen, app } = electron;
  const isUp = () => seen.windows.length + seen.exits.length > 0 || seen.calls.includes("quit");
  await expect.poll(isUp).toBe(true);
  return { ...electron, seen, app };
}

function preventable() {
  const event = {
    isPrevented: false,
    preventDefault() {
      event.isPrevented = true;
    },
  };
  return event;
}

test("the window is isolated, sandboxed and without Node", async () => {
  const { seen } = await startMain();
  const [window] = seen.windows;
  expect(seen.calls.slice(0, 2)).toEqual(["enableSandbox", "whenReady"]);
  expect(window?.calls).toEqual(["loadURL app://understudy/"]);
  expect(window?.options).toMatchObject({ minWidth: 1024, minHeight: 700 });
  expect(window?.options.webPreferences).toEqual({
    preload: expect.stringMatching(/preload\.cjs$/),
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  });
});

test("the engine hears of the network and of a wake-up from Electron (R4)", async () => {
  const { seen, powerMonitor } = await startMain();
  expect(composing.options?.isOffline()).toBe(false);
  seen.isOnline = false;
  expect(composing.options?.isOffline()).toBe(true);
  powerMonitor.emit("resume");
  expect(composing.wakes).toBe(1);
});

test("the scheme is standard and secure, and passes no policy by", async () => {
  const { seen } = await startMain();
  expect(seen.schemes).toEqual([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  const serve = seen.served.get("app");
  const page = await serve?.(new Request("app://understudy/"));
  expect(await page?.text()).toBe("page");
  const foreign = Object.assign(new Request("app://understudy/"), { initiatorOrigin: "https://evil.test" });
  expect((await serve?.(foreign))?.status).toBe(403);
  const own = Object.assign(new Request("app://understudy/"), { initiatorOrigin: "app://understudy" });
  expect((await serve?.(own))?.status).toBe(200);
});

test("every permission is denied, asked for or checked", async () => {
  const { seen } = await startMain();
  const decisions: boolean[] = [];
  const ask: unknown = seen.permissions.request;
  if (typeof ask !== "function") throw new Error("There is no permission handler.");
  for (const permission of ["media", "geolocation", "notifications", "openExternal", "clipboard-read"]) {
    ask(null, permission, (isGranted: boolean) => decisions.push(isGranted));
  }
  expect(decisions).toEqual([false, false, false, false, false]);
  const checks: unknown[] = [seen.permissions.check, seen.permissions.device];
  for (const check of checks) {
    expect(typeof check === "function" && check()).toBe(false);
  }
});

test("nothing leaves the page: no window, no webview, no other address", async () => {
  const { seen } = await startMain();
  const contents = seen.windows[0]?.webContents;
  expect(contents?.openHandlers.map((handler) => handler())).toEqual([{ action: "deny" }]);
  const tries = [
    ["will-attach-webview", {}, true],
    ["will-redirect", {}, true],
    ["will-frame-navigate", { isMainFrame: true, url: "https://evil.test" }, true],
    ["will-frame-navigate", { isMainFrame: true, url: "file:///etc/passwd" }, true],
    ["will-frame-navigate", { isMainFrame: false, url: "app://understudy/" }, true],
    ["will-frame-navigate", { isMainFrame: true, url: "app://understudy/" }, false],
  ] as const;
  for (const [name, details, isPrevented] of tries) {
    const event = preventable();
    contents?.emit(name, Object.assign(event, details));
    expect(event.isPrevented, `${name} ${JSON.stringify(details)}`).toBe(isPrevented);
  }
});

test("the data folder is the one that was asked for, and Electron's own files lie in a folder of it", async () => {
  const { seen } = await startMain();
  expect(composing.options).toMatchObject({ dataDir, host: "electron" });
  expect(seen.paths.get("userData")).toBe(join(dataDir, "window"));
});

test("a link goes to the system's own browser", async () => {
  const { seen } = await startMain();
  await composing.options?.openLink("https://example.com/");
  expect(seen.opened).toEqual(["https://example.com/"]);
});

test("a folder is shown by the system's file manager, and what it says against it is told", async () => {
  const { seen } = await startMain();
  await composing.options?.openFolder?.("/data");
  expect(seen.opened).toEqual(["/data"]);
  await expect(composing.options?.openFolder?.("/missing")).rejects.toThrow("Failed to open path");
});

test("the keychain is reached in a process of its own, which is given no key by the environment", async () => {
  vi.stubEnv("OPENAI_API_KEY", "sk-proj-CANARY");
  const { seen } = await startMain();
  const keys = composing.options?.spawnKeyProcess();
  const [child] = seen.children;
  expect(child?.entry).toMatch(/key-process\.js$/);
  expect(child?.options).toMatchObject({ stdio: "ignore" });
  expect(JSON.stringify(child?.options)).not.toContain("CANARY");
  vi.unstubAllEnvs();
  const heard: unknown[] = [];
  const ends: string[] = [];
  keys?.onMessage((message) => heard.push(message));
  keys?.onExit(() => ends.push("early"));
  keys?.send({ id: 1, operation: "get", account: "openai|https://api.openai.com" });
  child?.emit("message", { id: 1, ok: true, value: null });
  expect(child?.received).toEqual([{ id: 1, operation: "get", account: "openai|https://api.openai.com" }]);
  expect(heard).toEqual([{ id: 1, ok: true, value: null }]);
  keys?.kill();
  keys?.onExit(() => ends.push("late"));
  expect(ends).toEqual(["early", "late"]);
});

test("a second start ends, and brings the first window to the front", async () => {
  const second = await startMain(({ seen }) => {
    seen.isFirstInstance = false;
  });
  expect(second.seen.windows).toEqual([]);
  expect(second.seen.calls).toContain("quit");
  const first = await startMain();
  const [window] = first.seen.windows;
  if (window === undefined) throw new Error("There is a window.");
  window.isMinimised = true;
  first.app.emit("second-instance");
  expect(first.seen.windows).toHaveLength(1);
  expect(window.calls.slice(-2)).toEqual(["restore", "focus"]);
});

test("a start that fails says why and ends with the code", async () => {
  composing.result = { ok: false, message: "The database is from a newer version.", exitCode: 1 };
  const { seen } = await startMain();
  expect(seen.errorBoxes).toEqual(["Understudy cannot start: The database is from a newer version."]);
  expect(seen.exits).toEqual([1]);
});

test("a data folder that cannot be made says so", async () => {
  process.argv = ["electron", "main.js", "--data-dir", "/dev/null/x"];
  const { seen } = await startMain();
  expect(seen.errorBoxes[0]).toContain("/dev/null/x cannot be made");
  expect(seen.exits).toEqual([1]);
});

test.each([
  { name: "linux", runs: 0, choice: 0, isHeld: false, questions: 0 },
  { name: "linux", runs: 2, choice: 0, isHeld: true, questions: 1 },
  { name: "linux", runs: 2, choice: 1, isHeld: false, questions: 1 },
  { name: "win32", runs: 1, choice: 0, isHeld: true, questions: 1 },
  { name: "darwin", runs: 2, choice: 0, isHeld: false, questions: 0 },
])("on $name, with $runs runs and the answer $choice, closing is held back: $isHeld", async (one) => {
  Object.defineProperty(process, "platform", { value: one.name });
  composing.liveRuns = one.runs;
  const { seen } = await startMain((electron) => {
    electron.seen.choice = one.choice;
  });
  const event = preventable();
  seen.windows[0]?.emit("close", event);
  expect(event.isPrevented).toBe(one.isHeld);
  expect(seen.questions).toHaveLength(one.questions);
});

test("a gateway that is on is not closed without a question", async () => {
  Object.defineProperty(process, "platform", { value: "linux" });
  composing.isGatewayOn = true;
  const { seen } = await startMain();
  seen.windows[0]?.emit("close", preventable());
  expect(JSON.stringify(seen.questions)).toContain("The gateway is on for other programs.");
});

test("the flags of the gateway reach the program", async () => {
  process.argv = [...process.argv, "--gateway", "--gateway-port", "5000"];
  await startMain();
  expect(composing.options).toMatchObject({ gateway: { port: 5000 } });
});

test("without a window, macOS stays and opens one again, the others quit", async () => {
  Object.defineProperty(process, "platform", { value: "darwin" });
  const mac = await startMain();
  expect(composing.windowless).toBe(0);
  mac.seen.windows[0]?.emit("closed");
  // What only a window sees, as a drill, ends with the last one.
  expect(composing.windowless).toBe(1);
  mac.app.emit("window-all-closed");
  expect(mac.seen.calls).not.toContain("quit");
  mac.app.emit("activate");
  expect(mac.seen.windows).toHaveLength(2);
  Object.defineProperty(process, "platform", { value: "linux" });
  const linux = await startMain();
  linux.app.emit("window-all-closed");
  expect(linux.seen.calls).toContain("quit");
});

test("quitting waits for partial answers to be saved, once", async () => {
  const { app, seen } = await startMain();
  const events = [preventable(), preventable()];
  for (const event of events) app.emit("will-quit", event);
  await expect.poll(() => seen.exits).toEqual([0]);
  expect(events.map((event) => event.isPrevented)).toEqual([true, true]);
  expect(composing.closed).toBe(1);
});

test("a disk that hangs keeps the program open for two seconds and no longer", async () => {
  composing.hangs = true;
  const { app, seen } = await startMain();
  vi.useFakeTimers();
  app.emit("will-quit", preventable());
  await vi.advanceTimersByTimeAsync(1999);
  expect(seen.exits).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(seen.exits).toEqual([0]);
});

test("a page that crashed is loaded again into the same window, and what only it saw ends", async () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { seen } = await startMain();
  const [window] = seen.windows;
  if (window === undefined) throw new Error("There is a window.");
  window.webContents.hasCrashed = true;
  window.webContents.emit("render-process-gone", {}, { reason: "crashed", exitCode: 5 });
  await expect.poll(() => window.calls).toEqual(["loadURL app://understudy/", "loadURL app://understudy/"]);
  expect(composing.windowless).toBe(1);
  expect(logged.mock.calls.flat()).toEqual(["The page of the window is gone: crashed, code 5."]);
  expect(seen.questions).toEqual([]);
});

test("a page that never comes ends in a question, and Quit saves what there is", async () => {
  Object.defineProperty(process, "platform", { value: "linux" });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { seen, app } = await startMain((electron) => {
    electron.seen.choice = 1;
    for (let times = 0; times < 4; times += 1) electron.seen.loadTroubles.push(new Error("ERR_FAILED (-2)"));
  });
  await expect.poll(() => seen.calls).toContain("quit");
  expect(seen.questions.join()).toContain("keeps crashing");
  expect(seen.windows[0]?.calls.filter((call) => call.startsWith("loadURL"))).toHaveLength(4);
  expect(seen.windows[0]?.calls.at(-1)).toBe("destroy");
  app.emit("will-quit", preventable());
  await expect.poll(() => seen.exits).toEqual([0]);
  expect(composing.closed).toBe(1);
});

test("a page that hangs is asked about without holding the program, ended and loaded again", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { seen } = await startMain((electron) => {
    electron.seen.choice = 1;
  });
  const [window] = seen.windows;
  window?.emit("unresponsive");
  await expect.poll(() => window?.calls).toHaveLength(2);
  expect(window?.webContents.hasCrashed).toBe(false);
  expect(seen.questions.join()).toContain("does not answer");
});

test("another process that ends is told in words", async () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { app } = await startMain();
  app.emit("child-process-gone", {}, { type: "GPU", reason: "crashed", exitCode: 139 });
  app.emit("child-process-gone", {}, { type: "Utility", reason: "clean-exit", exitCode: 0, name: "Audio Service" });
  expect(logged.mock.calls.flat()).toEqual([expect.stringMatching(/^The GPU process ended: crashed, code 139\./)]);
});

test("a mistake that nobody caught is told in a box, and ends the program", async () => {
  const { seen } = await startMain();
  composing.leave("Understudy made a mistake.");
  expect(seen.errorBoxes).toEqual([expect.stringContaining("Understudy made a mistake.")]);
  expect(seen.exits).toEqual([1]);
});
