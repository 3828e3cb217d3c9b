import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inject } from "vitest";
import type { ComposeOptions } from "#electron/compose.ts";
import { forkKeyProcess } from "#electron/keys/fork-key-process.ts";

type ProgramName =
  | "storage-worker"
  | "backup-worker"
  | "demo-worker"
  | "tokenizer-worker"
  | "key-process"
  | "engine-child"
  | "streaming-child"
  | "writing-child"
  | "disk-child"
  | "mistaken-child"
  | "threads-child";

/** Where the bundle of a thread or process lies (bundle-programs.ts). */
export const programPath = (name: ProgramName): string => join(inject("programs"), `${name}.js`);

export const programUrl = (name: ProgramName): URL => pathToFileURL(programPath(name));

/** What `compose` needs to start real threads and a real key process; on Linux nothing there finds a keychain. */
export const realPrograms = (): Pick<ComposeOptions, "entries" | "spawnKeyProcess"> => ({
  entries: {
    storageWorker: programUrl("storage-worker"),
    backupWorker: programUrl("backup-worker"),
    demoWorker: programUrl("demo-worker"),
    tokenizerWorker: programUrl("tokenizer-worker"),
  },
  spawnKeyProcess: () => forkKeyProcess({ entry: programPath("key-process"), environment: {} }),
});
