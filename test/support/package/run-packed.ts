import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bundleForNode } from "#test/support/bundle-child.ts";
import { cleanEnvironment } from "#test/support/processes.ts";
import { type Facts, factsMark, factsSchema } from "./facts.ts";

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Starts what was taken out of an archive, in a folder that knows nothing of this project: `electron` is the double,
 * put where Node looks for packages, and there is no other package.
 */
export async function runPacked(app: string, dataDir: string): Promise<Facts> {
  const folder = join(app, "..", "node_modules", "electron");
  await mkdir(folder, { recursive: true });
  await bundleForNode(folder, { electron: source("../electron-double.ts"), "start-packed": source("start-packed.ts") });
  await writeFile(join(folder, "package.json"), '{ "name": "electron", "type": "module", "main": "electron.js" }');
  const args = [join(folder, "start-packed.js"), app, dataDir];
  const options = { env: cleanEnvironment({ NODE_PATH: "" }), cwd: app, timeout: 60_000, maxBuffer: 32 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, args, options);
  const line = stdout.split("\n").find((text) => text.startsWith(factsMark));
  if (line === undefined) throw new Error(`The packed program told nothing:\n${stdout}`);
  return factsSchema.parse(JSON.parse(line.slice(factsMark.length)));
}
