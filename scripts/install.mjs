import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isWindows, programNode, root, run } from "./children.mjs";

/** @typedef {{ packages?: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} Lock */

/**
 * Compares the lockfile with npm's own record of what it installed.
 * @param {string} folder
 * @returns {string | null} Why `npm ci` is needed; null where it is not.
 */
export function whyStale(folder) {
  const record = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return "nothing is installed yet";
  const wanted = packagesOf(join(folder, "package-lock.json"));
  const present = packagesOf(record);
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "" || entry.version === present[path]?.version) continue;
    // Packages for other platforms are in the lockfile but never installed.
    const mayBeAbsent = present[path] === undefined && (entry.optional === true || entry.devOptional === true);
    if (!mayBeAbsent) return `${path.replace("node_modules/", "")} is not at ${entry.version}`;
  }
  return null;
}

/** @returns {Promise<boolean>} Whether everything is there afterwards. */
export async function installMissing() {
  const reason = programNode() === null ? "Node 24 is not installed yet" : whyStale(root);
  if (reason === null) return true;
  if (isLinked(root)) {
    console.error(
      `node_modules is a link to another folder and not what is wanted here (${reason}). Installing would empty that ` +
        "folder: remove the link, then try again.",
    );
    return false;
  }
  console.log(`Installing packages (${reason}) …`);
  const { code } = await runNpm(installArguments());
  if (code === 0 && programNode() !== null) return true;
  console.error(`Installing failed: npm ended with code ${code}. Its message is above.`);
  return false;
}

/**
 * @param {string} folder
 * @returns {boolean} Whether its packages belong to somebody else.
 */
export function isLinked(folder) {
  return lstatSync(join(folder, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function installArguments() {
  // Dev dependencies hold the build and Node itself, so they are wanted under NODE_ENV=production too. The level is
  // named because a silent npm, as in .ci/run, would hand its silence on and hide why it failed.
  const flags = ["--include=dev", "--strict-allow-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const ownNode = process.execPath.startsWith(join(root, "node_modules"));
  // `npm ci` removes node_modules first; Windows cannot remove the Node that runs us.
  return isWindows && ownNode ? ["install", "--no-save", ...flags] : ["ci", ...flags];
}

/**
 * Runs the npm that started us, or the one on the path.
 * @param {readonly string[]} args
 * @param {import("./children.mjs").RunOptions} [options]
 */
export function runNpm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith("npm-cli.js") && existsSync(cli)) {
    return run(process.env.npm_node_execpath ?? process.execPath, [cli, ...args], options);
  }
  return isWindows ? run("cmd.exe", ["/d", "/s", "/c", "npm", ...args], options) : run("npm", args, options);
}

/**
 * @param {string} path
 * @returns {NonNullable<Lock["packages"]>}
 */
function packagesOf(path) {
  /** @type {Lock} */
  const lock = JSON.parse(readFileSync(path, "utf8"));
  return lock.packages ?? {};
}
