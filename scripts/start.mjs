import { openBrowser } from "./browser.mjs";
import { buildStale } from "./bundle.mjs";
import { programNode, root, run } from "./children.mjs";
import { findOrFetchElectron } from "./electron-binary.mjs";
import { appArguments, helpText, hostArguments, parseFlags } from "./flags.mjs";
import { installMissing } from "./install.mjs";

/** An Electron that fails within this time most likely has no display, libraries or sandbox to run with. */
const failedStartMs = 10_000;
const announcement = /^Understudy is running at (http:\/\/127\.0\.0\.1:\d+\/#token=\S+)$/;

/** @param {import("./flags.mjs").Flags} flags */
async function start(flags) {
  if (!(await installMissing()) || !(await buildStale())) return 1;
  if (flags.web) return startNodeHost(flags);
  const electron = await findOrFetchElectron(process.env);
  if (electron.path === null) {
    console.log(`Not the desktop app but the browser: Electron is not here (${electron.reason}).`);
    return startNodeHost(flags);
  }
  return startElectron(electron.path, flags);
}

/**
 * @param {string} path
 * @param {import("./flags.mjs").Flags} flags
 */
async function startElectron(path, flags) {
  const startedAtMs = Date.now();
  const { code } = await run(path, [root, ...appArguments(flags)]);
  if ([0, 2, 3].includes(code) || Date.now() - startedAtMs > failedStartMs) return code;
  console.log(`Not the desktop app but the browser: Electron could not start here (it ended with code ${code}).`);
  return startNodeHost(flags);
}

/** @param {import("./flags.mjs").Flags} flags */
async function startNodeHost(flags) {
  const node = programNode();
  if (node === null) return 1;
  let opened = !flags.open;
  const { code } = await run(node, ["dist/electron/node-host.js", ...hostArguments(flags)], {
    onLine: (line) => {
      const url = announcement.exec(line)?.[1];
      if (url === undefined || opened) return;
      opened = true;
      openBrowser(url);
    },
  });
  return code;
}

// npm runs scripts in the package's folder and keeps the user's own here.
const parsed = parseFlags(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
if (!parsed.ok) {
  console.error(`${parsed.message}\n\n${helpText}`);
  process.exitCode = 2;
} else if (parsed.flags.help) {
  console.log(helpText);
} else {
  process.exitCode = await start(parsed.flags);
}
