import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {{ name: string, version: string, licence: string, text: string }} Component */

/** What each build says of the packages in it (vite.config.ts names these files), relative to `dist`. */
const parts = ["renderer/.licences.json", "electron/.licences-main.json", "electron/.licences-preload.json"];

/** Where the window finds them, relative to `dist`. */
const output = "renderer/licences.json";

/** Shipped, but no module of a bundle: keytar with what is compiled into it, and what the bundler adds of its own. */
const besideBundles = ["keytar", "node-addon-api", "electron", "vite", "rolldown"];

/**
 * Writes the licences of everything that ships into one file of the window, in place of those that the builds wrote.
 * Throws where a package has no licence text: without it, it may not be shipped.
 * @param {string} folder The project's.
 */
export function writeLicences(folder) {
  const bundled = parts.flatMap((part) => takePart(join(folder, "dist", part)));
  const beside = besideBundles.map((name) => readPackage(join(folder, "node_modules", name)));
  const all = [...bundled, ...beside, ...partsOfElectron(beside)];
  const byKey = new Map(all.map((one) => [`${one.name}@${one.version}`, one]));
  const components = [...byKey.values()].sort((a, b) => a.name.localeCompare(b.name, "en"));
  const missing = components.filter(({ licence, text }) => licence === "" || text === "").map(({ name }) => name);
  if (missing.length > 0) throw new Error(`No licence was found of what is to be shipped: ${missing.join(", ")}.`);
  writeFileSync(join(folder, "dist", output), JSON.stringify({ components }));
}

/**
 * @param {string} path
 * @returns {Component[]}
 */
function takePart(path) {
  /** @type {{ name: string, version: string, identifier?: string, text?: string }[]} */
  const entries = JSON.parse(readFileSync(path, "utf8"));
  rmSync(path);
  return entries.map(({ name, version, identifier = "", text = "" }) => ({ name, version, licence: identifier, text }));
}

/**
 * @param {string} folder
 * @returns {Component}
 */
function readPackage(folder) {
  /** @type {{ name: string, version: string, license?: string }} */
  const { name, version, license = "" } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = ["LICENSE", "LICENSE.md"].map((one) => join(folder, one)).find((path) => existsSync(path));
  return { name, version, licence: license, text: file === undefined ? "" : readFileSync(file, "utf8").trim() };
}

/**
 * What Electron has in it has hundreds of licences of its own; Electron ships them as a file.
 * @param {readonly Component[]} beside
 * @returns {Component[]}
 */
function partsOfElectron(beside) {
  const version = beside.find(({ name }) => name === "electron")?.version ?? "";
  const text = (/** @type {string} */ name) =>
    `The desktop app carries ${name} as a part of Electron ${version}. Its licence and the licences of everything in it stand in the file LICENSES.chromium.html in the folder of the installed program. In a browser of your own, Understudy carries none of it.`;
  return [
    { name: "Chromium", version: `of Electron ${version}`, licence: "BSD-3-Clause and others", text: text("Chromium") },
    { name: "Node.js", version: `of Electron ${version}`, licence: "MIT and others", text: text("Node.js") },
  ];
}
