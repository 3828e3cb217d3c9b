import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { findChromium, thisMachine } from "./browser.mjs";
import { run } from "./children.mjs";

/**
 * What the tests need of the system. On Debian as root it is installed, else it is named.
 * @typedef {{ debian: string, what: string, isThere: () => boolean }} Need
 */

/** @type {Need[]} */
const linuxNeeds = [
  { debian: "chromium", what: "a browser of the Chromium family", isThere: hasBrowser },
  { debian: "gnome-keyring", what: "gnome-keyring-daemon", isThere: () => onPath("gnome-keyring-daemon") },
  { debian: "dbus", what: "dbus-send", isThere: () => onPath("dbus-send") },
  { debian: "dbus-daemon", what: "dbus-run-session", isThere: () => onPath("dbus-run-session") },
  { debian: "libsecret-1-0", what: "libsecret-1.so.0", isThere: () => hasLibrary("libsecret-1.so.0") },
  { debian: "fonts-inter", what: "the font Inter", isThere: () => hasFont("inter") },
  { debian: "fonts-jetbrains-mono", what: "the font JetBrains Mono", isThere: () => hasFont("jetbrains") },
];

/** @type {Need[]} */
const otherNeeds = [{ debian: "", what: "Chrome, Edge or Chromium", isThere: hasBrowser }];

/** @returns {Promise<boolean>} Whether everything is there afterwards; says what is not. */
export async function installSystemPackages() {
  const needs = process.platform === "linux" ? linuxNeeds : otherNeeds;
  const missing = needs.filter((need) => !need.isThere());
  if (missing.length === 0) return true;
  if (process.platform === "linux" && process.getuid?.() === 0 && onPath("apt-get")) {
    await aptInstall(missing.map((need) => need.debian));
  }
  const stillMissing = missing.filter((need) => !need.isThere());
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
  const update = await run("apt-get", ["update", "-q"], { env, quiet: true });
  const args = ["install", "-y", "-q", "--no-install-recommends", ...packages];
  const install = await run("apt-get", args, { env, quiet: true });
  if (install.code !== 0) console.error(`${update.output}${install.output}apt-get ended with code ${install.code}.`);
}

function hasBrowser() {
  return findChromium(thisMachine()) !== null;
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
