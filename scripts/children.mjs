import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const isWindows = process.platform === "win32";

/** How long a child may take to end after Ctrl+C before it is killed. */
const graceMs = 5_000;
/** npm forwards a Ctrl+C that the terminal has sent to us as well: both are one wish. */
const sameWishMs = 1_000;
const orphanLookMs = 500;

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [quiet] Collects the output instead of showing it.
 * @property {(line: string) => void} [onLine] Called for each line of stdout, which is shown all the same.
 * @property {AbortSignal} [signal] Kills the child.
 */

/** @typedef {{ code: number, output: string }} RunResult */

/**
 * The Node that the program runs under: the one from npm's `node` package, else this one where it is new enough.
 * @returns {string | null}
 */
export function programNode() {
  const packaged = join(root, "node_modules", "node", "bin", isWindows ? "node.exe" : "node");
  if (existsSync(packaged)) return packaged;
  return Number(process.versions.node.split(".")[0]) >= 24 ? process.execPath : null;
}

/**
 * Runs a child to its end and hands Ctrl+C on to it; we then end with it, with its exit code. The child stays in our
 * process group, so that what ends the whole group ends it too; a terminal's Ctrl+C therefore reaches it twice.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export async function run(command, args, options = {}) {
  const piped = options.quiet === true || options.onLine !== undefined;
  const child = spawn(command, args, {
    cwd: root,
    env: options.env ?? process.env,
    ...(options.signal === undefined ? {} : { signal: options.signal, killSignal: "SIGKILL" }),
    stdio: ["ignore", piped ? "pipe" : "inherit", options.quiet === true ? "pipe" : "inherit"],
  });
  const collected = collectOutput(child, options);
  const signals = forwardSignals(child);
  try {
    const code = await ended(child);
    if (signals.seen()) process.exit(code);
    return { code, output: collected.text() };
  } catch (error) {
    return { code: 127, output: `${collected.text()}${String(error)}\n` };
  } finally {
    signals.release();
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>} Its exit code, or 128 + the number of the signal that ended it, as shells have it.
 */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {RunOptions} options
 */
function collectOutput(child, options) {
  let text = "";
  let line = "";
  child.stdout?.setEncoding("utf8").on("data", (/** @type {string} */ piece) => {
    if (options.quiet === true) text += piece;
    else process.stdout.write(piece);
    const lines = (line + piece).split("\n");
    line = lines.pop() ?? "";
    for (const whole of lines) options.onLine?.(whole.trimEnd());
  });
  child.stderr?.setEncoding("utf8").on("data", (/** @type {string} */ piece) => {
    text += piece;
  });
  return { text: () => text };
}

/** @param {import("node:child_process").ChildProcess} child */
function forwardSignals(child) {
  let firstAtMs = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let killTimer;
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    const nowMs = Date.now();
    if (firstAtMs > 0 && nowMs - firstAtMs > sameWishMs) child.kill("SIGKILL");
    if (firstAtMs > 0) return;
    firstAtMs = nowMs;
    // On Windows the console has told the child already, and kill() would end it without a chance to save.
    if (!isWindows) child.kill(signal === "SIGINT" ? "SIGINT" : "SIGTERM");
    killTimer = setTimeout(() => child.kill("SIGKILL"), graceMs);
  };
  /** @type {NodeJS.Signals[]} */
  const watched = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of watched) process.on(signal, forward);
  const orphanWatch = watchForOrphaning(() => forward("SIGTERM"));
  return {
    seen: () => firstAtMs > 0,
    release: () => {
      clearTimeout(killTimer);
      clearInterval(orphanWatch);
      for (const signal of watched) process.off(signal, forward);
    },
  };
}

/**
 * A signal to npm alone ends npm and its shell, but never reaches us: that they are gone is all we see of it.
 * @param {() => void} onOrphaned
 */
function watchForOrphaning(onOrphaned) {
  const parent = process.ppid;
  const startedByNpm = process.env.npm_lifecycle_event !== undefined;
  const look = () => {
    if (!startedByNpm || process.ppid === parent) return;
    clearInterval(timer);
    onOrphaned();
  };
  const timer = setInterval(look, orphanLookMs).unref();
  return timer;
}
