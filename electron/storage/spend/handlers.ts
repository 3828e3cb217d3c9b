import type { Database } from "#electron/storage/sqlite.ts";
import { changeSession, endSession, renameSession, startSession } from "#electron/storage/tables/sessions.ts";
import type { StorageInput, StorageOutput } from "#electron/storage/worker-protocol.ts";
import { spendReport } from "./report.ts";
import { loadSessions } from "./session-list.ts";
import { spendSums } from "./sums.ts";
import { whatIf } from "./what-if.ts";

type Method =
  | "startSession"
  | "endSession"
  | "changeSession"
  | "renameSession"
  | "sessions"
  | "spendReport"
  | "spendSums"
  | "whatIf";

type Handlers = { readonly [M in Method]: (input: StorageInput<M>) => StorageOutput<M> };

/** Sessions and what was spent in them. `database` is asked at each call: it is opened later. */
export function spendHandlers(database: () => Database): Handlers {
  const write = <T>(work: () => T): T => database().transaction(work);
  const done = (work: () => void) => {
    write(work);
    return null;
  };
  return {
    startSession: (session) => done(() => startSession(database(), session)),
    endSession: (end) => done(() => endSession(database(), end)),
    changeSession: (change) => write(() => changeSession(database(), change)),
    renameSession: ({ sessionId, name }) => write(() => renameSession(database(), sessionId, name)),
    sessions: (question) => loadSessions(database(), question),
    spendReport: (question) => spendReport(database(), question),
    spendSums: (question) => spendSums(database(), question),
    whatIf: (question) => whatIf(database(), question),
  };
}
