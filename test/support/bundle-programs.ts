import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { bundleForNode } from "./bundle-child.ts";
import { projectRoot } from "./processes.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the bundled programs. */
    programs: string;
  }
}

const source = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

// Inside the project, so that keytar is found; of this process, so that two runs at once do not share it.
const folder = join(projectRoot, "test-results", `programs-${process.pid}`);

/**
 * Bundles the host's threads and processes once for all tests. Run from their sources they would be stripped of their
 * types in each thread anew, which is slow, and Node's own stripper is WebAssembly, which ends a process now and then
 * where threads with it come and go (test/electron/threads.test.ts).
 */
export async function setup(project: TestProject): Promise<void> {
  await bundleForNode(folder, {
    "storage-worker": source("electron/storage/storage-worker.ts"),
    "backup-worker": source("electron/storage/backup-worker.ts"),
    "demo-worker": source("electron/demo/demo-worker.ts"),
    "tokenizer-worker": source("electron/tokenizer/tokenizer-worker.ts"),
    "key-process": source("electron/keys/key-process.ts"),
    "engine-child": source("test/electron/storage/crash/engine-child.ts"),
    "streaming-child": source("test/electron/storage/crash/streaming-child.ts"),
    "writing-child": source("test/electron/storage/crash/writing-child.ts"),
    "mistaken-child": source("test/electron/log/mistaken-child.ts"),
    "disk-child": source("test/electron/storage/crash/disk-child.ts"),
    "threads-child": source("test/support/threads-child.ts"),
  });
  project.provide("programs", folder);
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
