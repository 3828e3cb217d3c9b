import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, type Store } from "#electron/storage/store.ts";
import { programUrl } from "#test/support/programs.ts";

/** Real time: the worker is a real thread. */
export const clock = {
  epochMs: () => Date.now(),
  after(ms: number, callback: () => void) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** An empty folder and a function that takes it away again. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "understudy-storage-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A failure that no test expects must not pass unseen. */
function unexpected(message: string): never {
  throw new Error(message);
}

export function open(dataDir: string, onFailure: (message: string) => void = unexpected) {
  return openStore({ workerUrl: programUrl("storage-worker"), dataDir, clock, onFailure });
}

/** For tests that are not about opening. */
export async function openWell(dataDir: string, onFailure?: (message: string) => void): Promise<Store> {
  const opened = await open(dataDir, onFailure);
  if (!opened.ok) throw new Error(opened.message);
  return opened.store;
}

/** A store that is closed again, whatever became of its use. */
export async function withStore<T>(dataDir: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openWell(dataDir);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
