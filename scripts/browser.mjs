import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { posix, win32 } from "node:path";

/**
 * @typedef {object} Machine What the choice of a browser depends on.
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} isRoot
 * @property {(path: string) => boolean} exists
 */

/** @typedef {{ command: string, args: string[] } | { command: null, reason: string }} Opening */

const linuxNames = [
  "google-chrome",
  "google-chrome-stable",
  "chromium",
  "chromium-browser",
  "microsoft-edge",
  "microsoft-edge-stable",
  "brave-browser",
  "vivaldi",
];
const macApps = ["Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser", "Vivaldi"];
const windowsPrograms = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
  "BraveSoftware\\Brave-Browser\\Application\\brave.exe",
  "Chromium\\Application\\chrome.exe",
  "Vivaldi\\Application\\vivaldi.exe",
];

/**
 * The installed browser of the Chromium family that has an `--app` window; the tests drive it too.
 * @param {Machine} machine
 * @returns {string | null}
 */
export function findChromium(machine) {
  return chromiumPlaces(machine).find((path) => machine.exists(path)) ?? null;
}

/**
 * The browser without its own window: the same engine as the whole one, at a fifth of its processor time for each page
 * that is opened.
 * @param {Pick<Machine, "platform" | "exists">} machine
 * @returns {string | null}
 */
export function findHeadlessShell(machine) {
  const path = "/usr/bin/chromium-headless-shell";
  return machine.platform === "linux" && machine.exists(path) ? path : null;
}

/**
 * How the address is opened, best way first, or why it is not. The address holds the token and is an argument of the
 * browser and of nothing else.
 * @param {string} url
 * @param {Machine} machine
 * @returns {Opening}
 */
export function chooseOpening(url, machine) {
  const linux = machine.platform !== "darwin" && machine.platform !== "win32";
  if (linux && !machine.env.DISPLAY && !machine.env.WAYLAND_DISPLAY) {
    return { command: null, reason: "There is no display here, so no browser is opened." };
  }
  if (linux && machine.isRoot) {
    return { command: null, reason: "Browsers run as root only without their sandbox, so none is opened." };
  }
  const chromium = findChromium(machine);
  if (chromium !== null) return { command: chromium, args: [`--app=${url}`] };
  if (machine.platform === "darwin") return { command: "open", args: [url] };
  if (machine.platform === "win32") return { command: "rundll32", args: ["url.dll,FileProtocolHandler", url] };
  return { command: "xdg-open", args: [url] };
}

/** @returns {Machine} */
export function thisMachine() {
  const isRoot = process.getuid?.() === 0;
  return { platform: process.platform, env: process.env, isRoot, exists: existsSync };
}

/**
 * Opens the address and does not wait for the browser, which may outlive the program.
 * @param {string} url
 */
export function openBrowser(url) {
  const opening = chooseOpening(url, thisMachine());
  if (opening.command === null) {
    console.log(`${opening.reason} Open the address above yourself.`);
    return;
  }
  const env = withoutKeys(process.env);
  const browser = spawn(opening.command, opening.args, { env, detached: true, stdio: "ignore" });
  browser.on("error", () => console.log("No browser could be started. Open the address above yourself."));
  browser.unref();
}

/**
 * Keys are for the host alone; whatever runs in a browser has no business with them.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function withoutKeys(environment) {
  const names = Object.keys(environment).filter((name) => !/_API_KEY$|^UNDERSTUDY_GATEWAY_TOKEN$/i.test(name));
  return Object.fromEntries(names.map((name) => [name, environment[name]]));
}

/**
 * @param {Machine} machine
 * @returns {string[]}
 */
function chromiumPlaces({ platform, env }) {
  if (platform === "darwin") {
    const folders = ["/Applications", posix.join(env.HOME ?? "/", "Applications")];
    return macApps.flatMap((app) => folders.map((folder) => `${folder}/${app}.app/Contents/MacOS/${app}`));
  }
  if (platform === "win32") {
    const folders = [env.ProgramFiles, env["ProgramFiles(x86)"], env.LOCALAPPDATA];
    return windowsPrograms.flatMap((program) =>
      folders.flatMap((folder) => (folder ? [win32.join(folder, program)] : [])),
    );
  }
  const folders = [...(env.PATH ?? "").split(":").filter(Boolean), "/usr/bin", "/usr/local/bin", "/snap/bin"];
  return linuxNames.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
}
