import { mkdirSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { build } from "./bundle.mjs";
import { programNode, root, run } from "./children.mjs";
import { findElectron, findOrFetchElectron } from "./electron-binary.mjs";
import { installMissing } from "./install.mjs";
import { installSystemPackages } from "./system-packages.mjs";
import { countTests, sum } from "./test-results.mjs";

/** @typedef {{ name: string, run: () => Promise<import("./test-results.mjs").Counts> }} Step */

const reports = join(root, "test-results");
/** By what it says, some tests try more in the soak; only these are run there, for the others would do what they always do. */
const growing = "test/support/runs.ts";
const modes = new Set(["--checks", "--electron", "--soak"]);

/** @param {string | undefined} mode */
async function test(mode) {
  if (!(await installMissing())) return { passed: 0, failed: 1, skipped: 0 };
  if (mode !== "--checks" && !(await installSystemPackages())) return { passed: 0, failed: 1, skipped: 0 };
  if (mode === "--electron" && !(await hasElectron())) return { passed: 0, failed: 1, skipped: 0 };
  const env = testEnvironment(mode);
  const counts = [];
  for (const step of stepsOf(mode, env)) counts.push(await timed(step));
  return sum(counts);
}

/**
 * A failing step does not hide the ones after it.
 * @param {string | undefined} mode
 * @param {NodeJS.ProcessEnv} env
 * @returns {Step[]}
 */
function stepsOf(mode, env) {
  const checks = [
    check("format and lint", ["@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."], env),
    check("types", ["typescript/bin/tsc", "-b"], env),
    check("unused code", ["knip/bin/knip.js"], env),
  ];
  const bundle = { name: "build", run: async () => oneTest(await build({ loud: false })) };
  if (mode === "--checks") return checks;
  // More than a small machine has cores: half of their time they wait for sockets, clocks and answers that stream.
  const workers = 4;
  // Some of them measure time, so nothing else runs beside them; each has processes of a browser and of a host.
  const browser = { projects: ["e2e"], workers: 3 };
  if (mode === "--electron") return [bundle, vitest("end-to-end tests", browser, env)];
  const rest = { projects: ["node", "replacing", "renderer"], workers };
  const endurance = { projects: ["endurance"], workers: 1 };
  if (mode === "--soak") {
    return [
      bundle,
      vitest("whole corpora", { ...rest, ofImporters: growing }, env),
      // What measures how late a program is has the machine to itself.
      vitest("whole corpora in the browser", { ...browser, workers: 1, ofImporters: growing }, env),
      vitest("endurance", endurance, env),
    ];
  }
  const quick = { ...rest, projects: [...rest.projects, ...endurance.projects] };
  return [
    ...checks,
    bundle,
    vitest("unit and integration tests", quick, env),
    vitest("end-to-end tests", browser, env),
  ];
}

/**
 * @param {string} name
 * @param {readonly string[]} args A script inside node_modules, and its arguments.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Step}
 */
function check(name, args, env) {
  return { name, run: async () => oneTest((await runTool(args, env)) === 0) };
}

/**
 * @param {string} name
 * @param {{ readonly projects: readonly string[], readonly workers: number, readonly ofImporters?: string }} what
 *   `ofImporters`: only the files that import this one, themselves or through others.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Step}
 */
function vitest(name, { projects, workers, ofImporters }, env) {
  const report = join(reports, `${projects.join("-")}.json`);
  const which = ofImporters === undefined ? ["run"] : ["related", "--run", "--passWithNoTests", ofImporters];
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  const args = ["vitest/vitest.mjs", ...which, `--maxWorkers=${workers}`, ...reporters];
  const run = async () => {
    rmSync(report, { force: true });
    const code = await runTool([...args, ...projects.flatMap((project) => ["--project", project])], env);
    return countTests(report, code);
  };
  return { name, run };
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function runTool([script = "", ...args], env) {
  const node = programNode();
  if (node === null) return 1;
  return (await run(node, [join(root, "node_modules", script), ...args], { env })).code;
}

/** @param {Step} step */
async function timed(step) {
  const startedAtMs = Date.now();
  console.log(`\n── ${step.name} ──`);
  const counts = await step.run();
  const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`── ${step.name}: ${counts.failed === 0 ? "ok" : `${counts.failed} failed`}, ${seconds} s ──`);
  return counts;
}

/**
 * @param {boolean} passed
 * @returns {import("./test-results.mjs").Counts}
 */
function oneTest(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/**
 * @param {string | undefined} mode
 * @returns {NodeJS.ProcessEnv}
 */
function testEnvironment(mode) {
  const binaries = join(root, "node_modules", ".bin");
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, PATH: [binaries, process.env.PATH ?? ""].join(delimiter) };
  // Hundreds of processes load the same code: a tenth less time where it is compiled once.
  env.NODE_COMPILE_CACHE ??= join(reports, "compile-cache");
  // Where the output is read later, colours are thousands of escape codes.
  if (!process.stdout.isTTY) env.NO_COLOR = "1";
  if (mode === "--soak") env.UNDERSTUDY_SOAK = "1";
  if (mode === "--electron") env.UNDERSTUDY_E2E_HOST = "electron";
  // Requiring electron in plain Node starts a download; this makes a stray one give back a path instead.
  if (findElectron(process.env).path === null) env.ELECTRON_OVERRIDE_DIST_PATH = join(reports, "no-electron");
  return env;
}

async function hasElectron() {
  const electron = await findOrFetchElectron(process.env);
  if (electron.path === null) console.error(`Electron is not here: ${electron.reason}.`);
  return electron.path !== null;
}

const [mode, ...rest] = process.argv.slice(2);
if ((mode !== undefined && !modes.has(mode)) || rest.length > 0) {
  console.error(`Unknown arguments: ${process.argv.slice(2).join(" ")}. Known: ${[...modes].join(", ")}.`);
  process.exitCode = 2;
} else {
  mkdirSync(reports, { recursive: true });
  const counts = await test(mode);
  if (counts.skipped > 0) console.log(`\n${counts.skipped} skipped`);
  console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}
