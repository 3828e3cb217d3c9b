import { appendFileSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "#electron/storage/data-files.ts";
import { archiveFolders, unfinishedEnd } from "./archive-paths.ts";

const ownerOnly = 0o600;

export type Uploads = {
  /** False where a slice is missing before it. */
  add(slice: { readonly uploadId: string; readonly index: number; readonly text: string }): boolean;
  remove(uploadId: string): void;
  /** Null where there is none of this id. */
  path(uploadId: string): string | null;
};

/** One archive at a time waits in the data folder while it is looked at; a new one takes its place. */
export function createUploads(dataDir: string): Uploads {
  const folder = archiveFolders(dataDir).imports;
  // Ids are letters, digits, - and _ (bridge/schema-parts.ts): no path leads out of the folder.
  const pathOf = (uploadId: string) => join(folder, `${uploadId}${unfinishedEnd}`);
  let current: { readonly uploadId: string; slices: number } | null = null;
  const remove = (uploadId: string) => {
    rmSync(pathOf(uploadId), { force: true });
    if (current?.uploadId === uploadId) current = null;
  };
  return {
    add({ uploadId, index, text }) {
      if (index === 0) {
        if (current !== null) remove(current.uploadId);
        makeFolder(folder);
        writeFileSync(pathOf(uploadId), text, { mode: ownerOnly, flag: "wx" });
        current = { uploadId, slices: 1 };
        return true;
      }
      if (current?.uploadId !== uploadId || current.slices !== index) return false;
      appendFileSync(pathOf(uploadId), text);
      current.slices += 1;
      return true;
    },
    remove,
    path: (uploadId) => (current?.uploadId === uploadId && existsSync(pathOf(uploadId)) ? pathOf(uploadId) : null),
  };
}
