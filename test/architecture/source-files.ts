import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#test/support/processes.ts";

/** A file of this project; `path` is relative to its root, with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string };

/** Every file under the folder whose name ends with one of the endings. */
export function filesUnder(folder: string, endings: readonly string[]): SourceFile[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesUnder(path, endings);
    if (!endings.some((ending) => entry.name.endsWith(ending))) return [];
    return [{ path, text: readFileSync(join(projectRoot, path), "utf8") }];
  });
}

export function codeUnder(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) => filesUnder(folder, [".ts", ".tsx"]));
}
