import type { Log } from "#electron/log/log.ts";
import type { Redact } from "#electron/manager/dependencies.ts";
import { openStore, type Store } from "#electron/storage/store.ts";
import type { Loaded } from "#electron/storage/worker-protocol.ts";
import { systemClock, systemIds } from "#electron/system.ts";
import { messageOf } from "#shared/failure.ts";
import type { Session } from "#shared/session.ts";
import type { SpendSums } from "#shared/spend.ts";
import { readSpent } from "./budgets.ts";
import { closeAll } from "./close-all.ts";
import { beginLog, noteNews } from "./log.ts";

/** Where trouble of the parts is told: to the log until there is a window to tell it to. */
export type Trouble = { tell: (title: string, message: string) => void };

/** The disk, and what was on it. */
export type OpenedData = {
  readonly store: Store;
  readonly loaded: Loaded;
  readonly spent: SpendSums;
  readonly session: Session;
};

/** `exitCode` 3: another program has this data folder; 1: anything else. */
export type DataRefusal = { readonly ok: false; readonly message: string; readonly exitCode: 1 | 3 };

export type DataParts = {
  readonly dataDir: string;
  readonly entries: { readonly storageWorker: URL; readonly backupWorker: URL };
  readonly redact: Redact;
  readonly trouble: Trouble;
  readonly log: Log;
};

/** Opens the data folder and begins a session. Never rejects for foreseen trouble: a folder in use, a damaged file. */
export async function openData(parts: DataParts): Promise<({ readonly ok: true } & OpenedData) | DataRefusal> {
  const { dataDir, log } = parts;
  const opened = await openWith(parts);
  // What cannot be made or belongs to another program gets no log.
  const isOurs = opened.ok || (opened.reason !== "in-use" && opened.reason !== "folder");
  if (isOurs) await beginLog(log, dataDir);
  if (!opened.ok) {
    await noteRefusal(log, opened.reason);
    return { ok: false, message: opened.message, exitCode: opened.reason === "in-use" ? 3 : 1 };
  }
  const { store } = opened;
  const session = { id: systemIds.next(), name: null, startedAtMs: systemClock.epochMs(), endedAtMs: null };
  try {
    const loaded = await store.load();
    await store.startSession(session);
    const spent = await readSpent(store, session.id, session.startedAtMs);
    return { ok: true, store, session, loaded, spent };
  } catch (error) {
    await closeAll([store], log);
    await noteRefusal(log, "database");
    return { ok: false, message: `The database in "${dataDir}" cannot be used. ${messageOf(error)}`, exitCode: 1 };
  }
}

function openWith({ dataDir, entries, redact, trouble, log }: DataParts) {
  return openStore({
    workerUrl: entries.storageWorker,
    dataDir,
    clock: systemClock,
    onFailure: (message) => trouble.tell("Answers cannot be saved", redact(message)),
    upkeep: {
      workerUrl: entries.backupWorker,
      tell: (title, body) => trouble.tell(title, redact(body)),
    },
    onNews: noteNews(log),
  });
}

async function noteRefusal(log: Log, reason: string): Promise<void> {
  log.note({ level: "error", area: "storage", message: "The data folder cannot be used", detail: { reason } });
  await log.close();
}
