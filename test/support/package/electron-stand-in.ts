import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { emptyArchive } from "./asar.ts";

/**
 * A folder in the form of an unpacked Electron for Linux, for machines that cannot fetch the real one. Its program does
 * nothing; its fuses are where and what Electron ships, so that setting and reading them is proven, not what they do.
 */

const sentinel = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
/** Version 1, nine fuses: Electron's own setting, with the mark by which they are found. */
export const fuseWire = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, 9]), Buffer.from("101100101")]);

export const electronFuses = {
  runAsNode: true,
  enableCookieEncryption: false,
  enableNodeOptionsEnvironmentVariable: true,
  enableNodeCliInspectArguments: true,
  enableEmbeddedAsarIntegrityValidation: false,
  onlyLoadAppFromAsar: false,
  loadBrowserProcessSpecificV8Snapshot: true,
  grantFileProtocolExtraPrivileges: false,
  wasmTrapHandlers: true,
};

export async function writeElectronStandIn(folder: string): Promise<void> {
  const files: Readonly<Record<string, string | Buffer>> = {
    electron: Buffer.concat([Buffer.from("#!/bin/sh\nexit 0\n"), fuseWire]),
    version: "45.4.1",
    LICENSE: "stand-in",
    "LICENSES.chromium.html": "stand-in",
    "chrome-sandbox": "stand-in",
    chrome_crashpad_handler: "stand-in",
    "locales/en-US.pak": "stand-in",
    "resources/default_app.asar": emptyArchive(),
  };
  for (const name of ["locales", "resources"]) await mkdir(join(folder, name), { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  for (const name of ["electron", "chrome-sandbox", "chrome_crashpad_handler"]) await chmod(join(folder, name), 0o755);
}
