import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { findChromium, findHeadlessShell, thisMachine } from "./browser.mjs";
import { run } from "./children.mjs";

/**
 * What the tests need of the system. On Debian as root it is installed, else it is named. `isBest` is asked where the
 * tests run with something else, too, but not as well.
 * @typedef {{ debian: string, what: string, isThere: () => boolean, isBest?: () => boolean }} Need
 */

/** @type {Need[]} */
const linuxNeeds = [
  {
    debian: "chromium-headless-shell",
    what: "a browser of the Chromium family",
    isThere: hasBrowser,
    isBest: () => findHeadlessShell(thisMachine()) !== null,
  },
  { debian: "gnome-keyring", what: "gnome-keyring-daemon", isThere: () => onPath("gnome-keyring-daemon") },
  { debian: "dbus", what: "dbus-send", isThere: () => onPath("dbus-send") },
  { debian: "dbus-daemon", what: "dbus-run-session", isThere: () => onPath("dbus-run-session") },
  { debian: "libsecret-1-0", what: "libsecret-1.so.0", isThere: () => hasLibrary("libsecret-1.so.0") },
  { debian: "fonts-inter", what: "the font Inter", isThere: () => hasFont("inter") },
  { debian: "fonts-jetbrains-mono", what: "the font JetBrains Mono", isThere: () => hasFont("jetbrains") },
  { debian: "python3-httpx", what: "Python 3 with httpx", isThere: () => pythonWithHttpx() !== null },
];

/** @type {Need[]} */
const otherNeeds = [
  { debian: "", what: "Chrome, Edge or Chromium", isThere: hasBrowser },
  { debian: "", what: "Python 3 with httpx", isThere: () => pythonWithHttpx() !== null },
];

/** @returns {Promise<boolean>} Whether everything is there afterwards; says what is not. */
export async function installSystemPackages() {
  const needs = process.platform === "linux" ? linuxNeeds : otherNeeds;
  const wanted = needs.filter((need) => !(need.isBest ?? need.isThere)());
  if (wanted.length > 0 && process.platform === "linux" && process.getuid?.() === 0 && onPath("apt-get")) {
    await aptInstall(wanted.map((need) => need.debian));
  }
  const stillMissing = wanted.filter((need) => !need.isThere());
  if (stillMissing.length > 0) console.error(explain(stillMissing));
  return stillMissing.length === 0;
}

/**
 * @param {readonly Need[]} missing
 * @returns {string}
 */
export function explain(missing) {
  const names = missing.map((need) => need.what).join(", ");
  const debian = missing.flatMap((need) => need.debian || []).join(" ");
  const command = debian === "" ? "" : `\nOn Debian and Ubuntu: sudo apt-get install --no-install-recommends ${debian}`;
  return `The tests need what is not installed here: ${names}.${command}`;
}

/** @param {readonly string[]} packages */
async function aptInstall(packages) {
  console.log(`Installing system packages: ${packages.join(" ")} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  // Without a network each start would else wait for minutes, also for what the tests can do without.
  const patience = ["-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20"];
  const apt = (/** @type {readonly string[]} */ args) =>
    run("apt-get", [...patience, "-q", ...args], { env, quiet: true });
  await apt(["update"]);
  const install = ["install", "-y", "--no-install-recommends"];
  const all = await apt([...install, ...packages]);
  if (all.code === 0) return;
  // One that is not to be had keeps all others back.
  for (const name of packages) {
    const { code, output } = packages.length === 1 ? all : await apt([...install, name]);
    if (code !== 0) console.error(`${name} could not be installed:\n${output.trim()}`);
  }
}

function hasBrowser() {
  return findHeadlessShell(thisMachine()) !== null || findChromium(thisMachine()) !== null;
}

/**
 * The fonts of the reference pictures (test/e2e/looks). Without any font Chromium lays out no text, and every browser
 * test fails without saying why.
 * @param {string} family
 */
function hasFont(family) {
  const folders = ["/usr/share/fonts", "/usr/local/share/fonts", join(homedir(), ".local/share/fonts")];
  return folders.filter((folder) => existsSync(folder)).some((folder) => holdsFont(folder, family));
}

/**
 * @param {string} folder
 * @param {string} family
 */
function holdsFont(folder, family) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).some((name) => name.toLowerCase().includes(family));
}

/**
 * Chains leave the program as code, and the tests run it. The first Python on the path may be another than the
 * system's, which has the packages.
 * @returns {string | null}
 */
export function pythonWithHttpx() {
  const hasHttpx = (/** @type {string} */ python) =>
    spawnSync(python, ["-c", "import httpx"], { stdio: "ignore" }).status === 0;
  return ["python3", "/usr/bin/python3", "python"].find(hasHttpx) ?? null;
}

/** @param {string} name */
function onPath(name) {
  const folders = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), "/usr/bin", "/usr/sbin", "/sbin"];
  return folders.some((folder) => existsSync(join(folder, name)));
}

/** @param {string} name */
function hasLibrary(name) {
  if (!onPath("ldconfig")) return false;
  const ldconfig = existsSync("/sbin/ldconfig") ? "/sbin/ldconfig" : "ldconfig";
  return execFileSync(ldconfig, ["-p"], { encoding: "utf8" }).includes(name);
}
