import { resolve } from "node:path";

/**
 * @typedef {object} Flags
 * @property {boolean} help
 * @property {boolean} web The loopback host even where Electron is there.
 * @property {number | null} port Port of the loopback host; null and 0 mean a free one.
 * @property {boolean} open Whether a browser is opened on the loopback host.
 * @property {string | null} dataDir Absolute path; null means the platform's usual place.
 */

/** @typedef {{ ok: true, flags: Flags } | { ok: false, message: string }} ParsedFlags */

export const helpText = `Usage: npm start -- [flags]

  --web           run the loopback host and a browser even where Electron is there
  --port N        port of the loopback host on 127.0.0.1 (default: a free one)
  --no-open       do not open a browser, only print the address
  --data-dir DIR  folder for the database (default: the platform's usual place)
  --help          print this text

Exit codes: 0 ended, 1 trouble, 2 wrong flags, 3 Understudy already runs on this data folder.`;

/**
 * Checks everything before anything is installed, so that a typing error costs no time.
 * @param {readonly string[]} args
 * @param {string} workingDir What a relative `--data-dir` is relative to.
 * @returns {ParsedFlags}
 */
export function parseFlags(args, workingDir) {
  /** @type {Flags} */
  const flags = { help: false, web: false, port: null, open: true, dataDir: null };
  const rest = [...args];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    const [name, inlineValue] = splitFlag(argument);
    if (name === "--port" || name === "--data-dir") {
      const value = inlineValue ?? rest.shift();
      const problem = name === "--port" ? setPort(flags, value) : setDataDir(flags, value, workingDir);
      if (problem !== null) return { ok: false, message: problem };
    } else if (!setSwitch(flags, argument)) {
      return { ok: false, message: `Unknown flag: ${argument}` };
    }
  }
  return { ok: true, flags };
}

/**
 * What the host is started with; it checks again.
 * @param {Flags} flags
 * @returns {string[]}
 */
export function hostArguments(flags) {
  const port = flags.port === null ? [] : ["--port", String(flags.port)];
  const dataDir = flags.dataDir === null ? [] : ["--data-dir", flags.dataDir];
  return [...port, ...(flags.open ? [] : ["--no-open"]), ...dataDir];
}

/**
 * @param {string} argument
 * @returns {[string, string | null]}
 */
function splitFlag(argument) {
  const at = argument.indexOf("=");
  return at === -1 ? [argument, null] : [argument.slice(0, at), argument.slice(at + 1)];
}

/**
 * @param {Flags} flags
 * @param {string} argument
 */
function setSwitch(flags, argument) {
  if (argument === "--help") flags.help = true;
  else if (argument === "--web") flags.web = true;
  else if (argument === "--no-open") flags.open = false;
  else return false;
  return true;
}

/**
 * @param {Flags} flags
 * @param {string | undefined} value
 */
function setPort(flags, value) {
  if (isMissing(value)) return "--port needs a number, as in --port 4173";
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    return `--port takes a number from 0 to 65535, not "${value}"`;
  flags.port = Number(value);
  return null;
}

/**
 * @param {Flags} flags
 * @param {string | undefined} value
 * @param {string} workingDir
 */
function setDataDir(flags, value, workingDir) {
  if (isMissing(value)) return "--data-dir needs a folder, as in --data-dir ./data";
  flags.dataDir = resolve(workingDir, value);
  return null;
}

/**
 * @param {string | undefined} value
 * @returns {value is undefined}
 */
function isMissing(value) {
  return value === undefined || value === "" || value.startsWith("--");
}
