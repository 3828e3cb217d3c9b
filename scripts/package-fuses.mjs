import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from "@electron/fuses";
import { parse } from "yaml";
import { root } from "./children.mjs";

/** @typedef {Record<string, boolean>} Fuses A fuse by electron-builder's name for it → whether it is on. */

/** @returns {Fuses} What electron-builder.yml asks for. */
export function wantedFuses() {
  return parse(readFileSync(join(root, "electron-builder.yml"), "utf8")).electronFuses;
}

/**
 * @param {string} program The executable, or the `.app`.
 * @returns {Promise<Fuses>} What the packed program has. A fuse that this Electron no longer has is left out.
 */
export async function readFuses(program) {
  const wire = await getCurrentFuseWire(program);
  if (wire.version !== FuseVersion.V1) throw new Error(`The fuses of ${program} are of an unknown kind.`);
  /** @type {Fuses} */
  const fuses = {};
  for (const [name, index] of Object.entries(FuseV1Options)) {
    if (typeof index !== "number") continue;
    const state = wire[index];
    if (state === FuseState.ENABLE || state === FuseState.DISABLE) fuses[lowerFirst(name)] = state === FuseState.ENABLE;
  }
  return fuses;
}

/**
 * @param {Fuses} wanted
 * @param {Fuses} found
 * @returns {string[]} What is not as it should be, in words.
 */
export function fuseTroubles(wanted, found) {
  return Object.entries(wanted)
    .filter(([name, isOn]) => found[name] !== isOn)
    .map(([name, isOn]) => `${name} is ${stateWord(found[name])}, not ${stateWord(isOn)}`);
}

/**
 * @param {string} folder electron-builder's output.
 * @returns {string[]} The packed programs in it: executables on Linux and Windows, `.app` folders on macOS.
 */
export function packedPrograms(folder) {
  const unpacked = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && /^(linux|win)(-\w+)?-unpacked$|^mac(-\w+)?$/.test(entry.name),
  );
  return unpacked.flatMap(({ name }) => {
    const program = name.startsWith("mac")
      ? "Understudy.app"
      : name.startsWith("win")
        ? "Understudy.exe"
        : "understudy";
    return readdirSync(join(folder, name)).includes(program) ? [join(folder, name, program)] : [];
  });
}

/** @param {boolean | undefined} isOn */
function stateWord(isOn) {
  if (isOn === undefined) return "absent";
  return isOn ? "on" : "off";
}

/** @param {string} name */
function lowerFirst(name) {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
