import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { programNode, root, run } from "./children.mjs";

/** @typedef {{ path: string } | { path: null, reason: string }} ElectronSearch */
/** @typedef {{ version: string, failedAtMs: number, reason: string }} FailedDownload */

const dayMs = 24 * 60 * 60 * 1000;
const cacheDir = join(root, "node_modules", ".cache", "understudy");
const failureStamp = join(cacheDir, "electron-download.json");
const electronDir = join(root, "node_modules", "electron");

/** Ms without a new byte after which a download is given up. */
const patienceMs = 20_000;

/**
 * Looks, never downloads.
 * @param {NodeJS.ProcessEnv} env
 * @returns {ElectronSearch}
 */
export function findElectron(env) {
  const name = binaryName(process.platform);
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const path = join(override, name);
    return existsSync(path) ? { path } : { path: null, reason: "ELECTRON_OVERRIDE_DIST_PATH holds no Electron" };
  }
  const path = join(electronDir, "dist", name);
  // npm's package writes path.txt last, so a half-unpacked download has none.
  const complete = existsSync(path) && existsSync(join(electronDir, "path.txt"));
  return complete ? { path } : { path: null, reason: "its binary is not installed" };
}

/**
 * Finds Electron or fetches it, once a day at most where that fails.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<ElectronSearch>}
 */
export async function findOrFetchElectron(env) {
  const found = findElectron(env);
  if (found.path !== null || env.ELECTRON_OVERRIDE_DIST_PATH) return found;
  const { version } = JSON.parse(readFileSync(join(electronDir, "package.json"), "utf8"));
  const earlier = readFailure();
  if (earlier !== null && isFresh(earlier, version, Date.now())) {
    return { path: null, reason: `${earlier.reason}; the next try is in ${hoursLeft(earlier, Date.now())} h` };
  }
  console.log(`Fetching Electron ${version} …`);
  const reason = await fetchElectron(env);
  const fetched = findElectron(env);
  if (fetched.path !== null) return fetched;
  mkdirSync(cacheDir, { recursive: true });
  /** @type {FailedDownload} */
  const failure = { version, failedAtMs: Date.now(), reason: reason ?? "its download left no binary" };
  writeFileSync(failureStamp, JSON.stringify(failure));
  return { path: null, reason: failure.reason };
}

/**
 * @param {FailedDownload} failure
 * @param {string} version
 * @param {number} nowMs
 */
export function isFresh(failure, version, nowMs) {
  const ageMs = nowMs - failure.failedAtMs;
  return failure.version === version && ageMs >= 0 && ageMs < dayMs;
}

/**
 * Where the binary lies inside Electron's folder, as its own npm package has it.
 * @param {NodeJS.Platform} platform
 */
export function binaryName(platform) {
  if (platform === "darwin") return "Electron.app/Contents/MacOS/Electron";
  return platform === "win32" ? "electron.exe" : "electron";
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | null>} Why it failed; null where it did not.
 */
async function fetchElectron(env) {
  const node = programNode();
  if (node === null) return "Node 24 is missing";
  const temporary = join(cacheDir, "download");
  // A start that was stopped midway leaves its part behind.
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const stalled = new AbortController();
  const watch = watchGrowth([temporary, join(electronDir, "dist")], () => stalled.abort());
  try {
    const { code, output } = await run(node, [join(electronDir, "install.js")], {
      // The download grows in the temporary folder: a private one shows its progress.
      env: { ...env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, ELECTRON_GET_NO_PROGRESS: "1" },
      quiet: true,
      signal: stalled.signal,
    });
    if (stalled.signal.aborted) return `its download made no progress for ${patienceMs / 1000} s`;
    return code === 0 ? null : `its download failed: ${firstError(output)}`;
  } finally {
    clearInterval(watch);
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * @param {readonly string[]} folders
 * @param {() => void} onStall
 */
function watchGrowth(folders, onStall) {
  let size = -1;
  let changedAtMs = Date.now();
  return setInterval(() => {
    const now = folders.reduce((sum, folder) => sum + sizeOf(folder), 0);
    if (now !== size) changedAtMs = Date.now();
    size = now;
    if (Date.now() - changedAtMs >= patienceMs) onStall();
  }, 500);
}

/**
 * @param {string} path
 * @returns {number} Bytes; files may come and go while this looks.
 */
function sizeOf(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

/** @returns {FailedDownload | null} */
function readFailure() {
  if (!existsSync(failureStamp)) return null;
  try {
    return JSON.parse(readFileSync(failureStamp, "utf8"));
  } catch {
    // A torn stamp says nothing: try the download again.
    return null;
  }
}

/**
 * @param {FailedDownload} failure
 * @param {number} nowMs
 */
function hoursLeft(failure, nowMs) {
  return Math.ceil((failure.failedAtMs + dayMs - nowMs) / (60 * 60 * 1000));
}

/** @param {string} output */
function firstError(output) {
  const line = output.split("\n").find((text) => /error|failed/i.test(text)) ?? output.split("\n")[0] ?? "";
  return line.trim().replace(/^\w*Error: /, "") || "no reason given";
}
