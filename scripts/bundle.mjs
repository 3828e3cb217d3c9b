import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { programNode, root, run } from "./children.mjs";
import { writeLicences } from "./licences.mjs";

const sources = [
  "electron",
  "renderer",
  "shared",
  "scripts/licences.mjs",
  "vite.config.ts",
  "package.json",
  "package-lock.json",
];
const outputs = [
  "electron/main.js",
  "electron/node-host.js",
  "electron/preload.cjs",
  "renderer/index.html",
  "renderer/licences.json",
];

/**
 * One hash over the names and contents of all sources, so that neither a checkout nor a copy makes a build stale.
 * @param {string} folder
 */
export function hashSources(folder) {
  const hash = createHash("sha256");
  for (const path of sources.flatMap((source) => filesIn(folder, source)).sort()) {
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(folder, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** @param {string} folder */
export function isBuilt(folder) {
  const stamp = join(folder, "dist", ".stamp");
  if (!existsSync(stamp) || !outputs.every((output) => existsSync(join(folder, "dist", output)))) return false;
  return readFileSync(stamp, "utf8") === hashSources(folder);
}

/**
 * Always builds; shows what the build says only where it fails, unless `loud`.
 * @param {{ loud: boolean }} options
 * @returns {Promise<boolean>}
 */
export async function build({ loud }) {
  const node = programNode();
  if (node === null) return false;
  const hash = hashSources(root);
  rmSync(join(root, "dist", ".stamp"), { force: true });
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  // With another one from outside, React's own development build goes in, and the places of this machine's sources with it.
  const env = { ...process.env, NODE_ENV: "production" };
  const { code, output } = await run(node, [vite, "build", "--app"], { quiet: !loud, env });
  if (code === 0) {
    writeLicences(root);
    mkdirSync(join(root, "dist"), { recursive: true });
    writeFileSync(join(root, "dist", ".stamp"), hash);
  } else {
    console.error(`${output}The build failed with code ${code}.`);
  }
  return code === 0;
}

/** @returns {Promise<boolean>} */
export async function buildStale() {
  if (isBuilt(root)) return true;
  console.log("Building …");
  return build({ loud: false });
}

/**
 * @param {string} folder
 * @param {string} path
 * @returns {string[]} Paths relative to `folder`, with forward slashes.
 */
function filesIn(folder, path) {
  const found = statSync(join(folder, path), { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(join(folder, path)).flatMap((name) => filesIn(folder, `${path}/${name}`));
}
