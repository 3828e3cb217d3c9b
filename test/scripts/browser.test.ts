import { expect, test } from "vitest";
import { chooseOpening, findChromium, findHeadlessShell, withoutKeys } from "#scripts/browser.mjs";

const url = "http://127.0.0.1:4173/#token=abc";

type Machine = Parameters<typeof findChromium>[0];

function machine(
  platform: NodeJS.Platform,
  change: Partial<Machine> & { readonly files?: readonly string[] },
): Machine {
  const { files = [], ...rest } = change;
  const env = { PATH: "/usr/bin", HOME: "/home/someone", DISPLAY: ":0" };
  return { platform, env, isRoot: false, exists: (path) => files.includes(path), ...rest };
}

test("a Chromium-family browser opens the address as a window of its own", () => {
  const linux = machine("linux", { files: ["/usr/bin/chromium"] });
  expect(chooseOpening(url, linux)).toEqual({ command: "/usr/bin/chromium", args: [`--app=${url}`] });
});

test("each platform's usual places are searched", () => {
  const edge = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";
  const windows = machine("win32", { env: { "ProgramFiles(x86)": "C:\\Program Files (x86)" }, files: [edge] });
  expect(findChromium(windows)).toBe(edge);
  const chrome = "/home/someone/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  expect(findChromium(machine("darwin", { files: [chrome] }))).toBe(chrome);
  expect(findChromium(machine("linux", { files: ["/snap/bin/chromium"] }))).toBe("/snap/bin/chromium");
});

test("a browser without a window is for tests: no address is ever opened with it", () => {
  const shell = machine("linux", { files: ["/usr/bin/chromium-headless-shell"] });
  expect(findHeadlessShell(shell)).toBe("/usr/bin/chromium-headless-shell");
  expect(findHeadlessShell(machine("linux", {}))).toBeNull();
  expect(chooseOpening(url, shell).command).toBe("xdg-open");
});

test("without one the platform's own opener takes it", () => {
  const openers = (["linux", "darwin", "win32"] as const).map((platform) => chooseOpening(url, machine(platform, {})));
  expect(openers.map((opening) => opening.command)).toEqual(["xdg-open", "open", "rundll32"]);
});

test("the sandbox is never given up: root on Linux opens nothing and is told why", () => {
  const root = machine("linux", { isRoot: true, files: ["/usr/bin/chromium"] });
  expect(chooseOpening(url, root)).toEqual({ command: null, reason: expect.stringContaining("sandbox") });
  expect(chooseOpening(url, machine("darwin", { isRoot: true })).command).toBe("open");
});

test("without a display nothing is opened, and Wayland is a display", () => {
  const bare = machine("linux", { env: { PATH: "/usr/bin" }, files: ["/usr/bin/chromium"] });
  expect(chooseOpening(url, bare)).toEqual({ command: null, reason: expect.stringContaining("no display") });
  const wayland = machine("linux", { env: { PATH: "/usr/bin", WAYLAND_DISPLAY: "wayland-0" } });
  expect(chooseOpening(url, wayland).command).toBe("xdg-open");
});

test("a browser gets no key of the environment", () => {
  const kept = { PATH: "/usr/bin", DISPLAY: ":0", OPENAI_BASE_URL: "https://example.com" };
  const keys = { OPENAI_API_KEY: "sk-1", openrouter_api_key: "sk-2", UNDERSTUDY_GATEWAY_TOKEN: "us-3" };
  expect(withoutKeys({ ...kept, ...keys })).toEqual(kept);
});
