import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";

export type StaticFile = { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** URL path → file. What is not in this map does not exist: no path from outside ever reaches the disk. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

/**
 * Reads the built window once, at start. Files of a type the window does not use (source maps) are left out.
 * Throws where the folder cannot be read or holds no `index.html`: then the program was not built.
 */
export async function readStaticFiles(folder: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>();
  await addFiles(folder, "", files);
  const index = files.get("/index.html");
  if (index === undefined) throw new Error(`The built window has no index.html in ${folder}.`);
  return files.set("/", index);
}

/**
 * Folder by folder, and paths put together here: what Electron gives for a folder inside `app.asar` has names and
 * kinds, but not the `parentPath` that a recursive listing needs.
 */
async function addFiles(folder: string, path: string, files: Map<string, StaticFile>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    const type = contentTypes[extname(entry.name)];
    if (entry.isDirectory()) await addFiles(file, `${path}/${entry.name}`, files);
    else if (entry.isFile() && type !== undefined) {
      files.set(`${path}/${entry.name}`, { type, bytes: new Uint8Array(await readFile(file)) });
    }
  }
}
