import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Says whether the Electron of this project still gets security fixes and has the newest ones (B5). It asks the
 * registry, so it is for a workflow that runs each week and not for `npm test`.
 */

/** Electron keeps this many majors in repair. */
const supportedMajors = 3;
const mostDaysBehind = 14;
const dayMs = 86_400_000;

/**
 * @param {string} version
 * @returns {readonly number[]}
 */
function partsOf(version) {
  return version.split(".").map(Number);
}

/**
 * @param {string} one
 * @param {string} other
 */
function compare(one, other) {
  const [a, b] = [partsOf(one), partsOf(other)];
  return (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || (a[2] ?? 0) - (b[2] ?? 0);
}

/**
 * @param {{ ours: string, releases: Record<string, string>, nowMs: number }} facts `releases`: when each version came.
 * @returns {string | null} Why it has to be renewed; null where it need not be.
 */
export function whyOutdated({ ours, releases, nowMs }) {
  const stable = Object.keys(releases).filter((version) => /^\d+\.\d+\.\d+$/.test(version));
  const newest = stable.toSorted(compare).at(-1);
  if (newest === undefined) return "The registry names no release of Electron.";
  const ourMajor = partsOf(ours)[0] ?? 0;
  if (ourMajor <= (partsOf(newest)[0] ?? 0) - supportedMajors) {
    return `Electron ${ours} gets no fixes any more; ${newest} is the newest.`;
  }
  const missed = stable.filter((version) => partsOf(version)[0] === ourMajor && compare(version, ours) > 0);
  const late = missed.find((version) => nowMs - Date.parse(releases[version] ?? "") > mostDaysBehind * dayMs);
  if (late === undefined) return null;
  return `Electron ${ours} is behind ${late}, which came more than ${mostDaysBehind} days ago and may mend a hole.`;
}

function main() {
  const { devDependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const times = execFileSync("npm", ["view", "electron", "time", "--json"], { encoding: "utf8" });
  const why = whyOutdated({ ours: devDependencies.electron, releases: JSON.parse(times), nowMs: Date.now() });
  console.log(why ?? `Electron ${devDependencies.electron} is supported and up to date.`);
  process.exitCode = why === null ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
