import { rmSync } from "node:fs";
import { join } from "node:path";

/** Called by electron-builder, by these names (electron-builder.yml). */

/**
 * Vite has bundled every package but keytar, which comes with its binaries: nothing is to be built anew, and what of
 * node_modules goes in is said in electron-builder.yml.
 */
export function beforeBuild() {
  return false;
}

/**
 * Once the program's folder is put together, before its fuses are set and it is signed. A copy of an installed Electron
 * brings along what only an Electron without a program needs.
 * @param {import("electron-builder").AfterPackContext} context
 */
export function afterPack({ appOutDir, packager }) {
  rmSync(join(packager.getResourcesDir(appOutDir), "default_app.asar"), { force: true });
  if (packager.platform.name !== "mac") rmSync(join(appOutDir, "version"), { force: true });
}
