import { resolve } from "node:path";

/**
 * @typedef {object} Flags
 * @property {boolean} help
 * @property {boolean} web The loopback host even where Electron is there.
 * @property {number | null} port Port of the loopback host; null and 0 mean a free one.
 * @property {boolean} open Whether a browser is opened on the loopback host.
 * @property {boolean} gateway Whether the gateway is on for this start, whatever the saved switch says.
 * @property {number | null} gatewayPort Port of the gateway; null means its default, 0 a free one.
 * @property {string | null} dataDir Absolute path; null means the platform's usual place.
 */

/** @typedef {{ ok: true, flags: Flags } | { ok: false, message: string }} ParsedFlags */

export const helpText = `Usage: npm start -- [flags]

  --web           run the loopback host and a browser even where Electron is there
  --port N        port of the loopback host on 127.0.0.1 (default: a free one)
  --no-open       do not open a browser, only print the address
  --data-dir DIR  folder for the database (default: the platform's usual place)
  --gateway       let programs of this machine use the chains, for this start
  --gateway-port N
                  port of the gateway on 127.0.0.1 (default: 4747; 0: a free one)
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
  const flags = {
    help: false,
    web: false,
    port: null,
    open: true,
    gateway: false,
    gatewayPort: null,
    dataDir: null,
  };
  const rest = [...args];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    const [name, inlineValue] = splitFlag(argument);
    if (name === "--port" || name === "--gateway-port" || name === "--data-dir") {
      const value = inlineValue ?? rest.shift();
      const problem = name === "--data-dir" ? setDataDir(flags, value, workingDir) : setPort(flags, name, value);
      if (problem !== null) return { ok: false, message: problem };
    } else if (!setSwitch(flags, argument)) {
      return { ok: false, message: `Unknown flag: ${argument}` };
    }
  }
  if (flags.gatewayPort !== null && !flags.gateway) {
    return { ok: false, message: "--gateway-port goes with --gateway, which turns the gateway on" };
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
  return [...port, ...(flags.open ? [] : ["--no-open"]), ...appArguments(flags)];
}

/**
 * What both hosts are told.
 * @param {Flags} flags
 * @returns {string[]}
 */
export function appArguments(flags) {
  const gatewayPort = flags.gatewayPort === null ? [] : ["--gateway-port", String(flags.gatewayPort)];
  const gateway = flags.gateway ? ["--gateway", ...gatewayPort] : [];
  return [...gateway, ...(flags.dataDir === null ? [] : ["--data-dir", flags.dataDir])];
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
  else if (argument === "--gateway") flags.gateway = true;
  else return false;
  return true;
}

/**
 * @param {Flags} flags
 * @param {"--port" | "--gateway-port"} name
 * @param {string | undefined} value
 */
function setPort(flags, name, value) {
  if (isMissing(value)) return `${name} needs a number, as in ${name} 4173`;
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    return `${name} takes a number from 0 to 65535, not "${value}"`;
  flags[name === "--port" ? "port" : "gatewayPort"] = Number(value);
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
