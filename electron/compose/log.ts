import { join } from "node:path";
import { createEventBatcher, type EventBatcher } from "#electron/bridge/event-batcher.ts";
import { createLog, type Log } from "#electron/log/log.ts";
import { logEvents, noticeNote } from "#electron/log/log-events.ts";
import { logFilesIn } from "#electron/log/log-files.ts";
import { createRunNotes } from "#electron/log/run-notes.ts";
import type { Redact } from "#electron/manager/dependencies.ts";
import type { ManagerDependencies } from "#electron/manager/manager-dependencies.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import type { StoreNews } from "#electron/storage/store-news.ts";
import { systemClock, systemIds } from "#electron/system.ts";
import type { Capabilities, Notice } from "#shared/contract.ts";

export function logFolderOf(dataDir: string): string {
  return join(dataDir, "logs");
}

/** The one door to stderr, with the log behind it. */
export function openLog(redact: Redact): Log {
  return createLog({ clock: systemClock, redact, tell: (words) => console.error(words) });
}

/** Only for who holds the folder's lock: another program's log is not written into. */
export function beginLog(log: Log, dataDir: string): Promise<void> {
  return log.begin(logFilesIn(logFolderOf(dataDir)));
}

/** Providers by their ids that come with the program. */
export const builtInIds: ReadonlySet<string> = new Set(builtInProviders.map(({ id }) => id));

/** Everything that windows are told passes here, and what is worth a line gets one. `notices`: those of the start. */
export function loggedBatcher(log: Log, notices: readonly Notice[]): EventBatcher {
  const batcher = createEventBatcher(systemClock);
  const hear = logEvents({ note: log.note });
  hear({ topic: "notices", notices });
  return {
    ...batcher,
    emit(event) {
      hear(event);
      batcher.emit(event);
    },
  };
}

type Sink = ManagerDependencies["sink"];

/** Every run's events pass here, those of programs, too; failures of attempts get a line. */
export function loggedSink(sink: Sink, log: Pick<Log, "note">): Sink {
  const runs = createRunNotes(builtInIds);
  return {
    ...sink,
    emit(event) {
      const note = runs.noteOf(event);
      if (note !== null) log.note(note);
      sink.emit(event);
    },
  };
}

/** Where trouble of the parts is told while there is no window to tell it to: words of the system, maybe with a key. */
export function tellTrouble(log: Pick<Log, "note">, redact: Redact): (title: string, message: string) => void {
  return (title, body) => {
    console.error(redact(body));
    log.note(noticeNote({ id: systemIds.next(), tone: "danger", title, body }));
  };
}

export function noteNews({ note }: Log): (news: StoreNews) => void {
  return (news) => {
    if (news.kind === "migrated") {
      const detail = { fromVersion: news.fromVersion };
      note({ level: "info", area: "storage", message: "The database was brought to a newer version", detail });
    } else if (news.kind === "backed-up") {
      note({ level: "info", area: "storage", message: "The daily backup was made" });
    } else {
      const detail = { method: news.method, tookMs: news.tookMs };
      note({ level: "warning", area: "storage", message: "The disk took long", detail });
    }
  };
}

type Started = { readonly version: string; readonly host: Capabilities["host"]; readonly startMs: number };

export function noteStart({ note }: Log, { version, host, startMs }: Started): void {
  const { node, electron = null, chrome = null } = process.versions;
  const { platform, arch } = process;
  const tookMs = Math.round(systemClock.monotonicMs() - startMs);
  const detail = { version, host, platform, arch, node, electron, chromium: chrome, tookMs };
  note({ level: "info", area: "host", message: "Understudy started", detail });
}
