import { createHandlers, type Handlers } from "#electron/storage/handlers.ts";
import { openDatabase } from "#electron/storage/open-database.ts";
import type { Database } from "#electron/storage/sqlite.ts";

/** The storage worker's side in this thread, with its connection in the test's hands. */
export type Faulty = {
  readonly handlers: Handlers;
  readonly database: Database;
  /** As on a full disk: the file may not grow by more pages than that. */
  fill(sparePages: number): void;
  free(): void;
  /** Every statement and commit from the so many-th on fails; 0: none. */
  failFrom(call: number): void;
  /** Statements since the last `failFrom`. */
  calls(): number;
};

const unlimitedPages = 1_073_741_823;

/** Opens a data folder as the worker does, on a disk that fails when the test says so. */
export function openFaulty(dataDir: string): Faulty {
  let inner: Database | null = null;
  let failing = 0;
  let calls = 0;
  const count = <T>(work: () => T): T => {
    calls += 1;
    if (failing > 0 && calls >= failing) throw diskError();
    return work();
  };
  const handlers = createHandlers((request) => {
    const opened = openDatabase(request);
    if (!opened.ok) return opened;
    inner = opened.database;
    return { ...opened, database: watched(opened.database, count) };
  });
  const answer = handlers.open({ dataDir, nowMs: Date.now() });
  if (!answer.ok) throw new Error(answer.message);
  const database = (): Database => {
    if (inner === null) throw new Error("Nothing is open.");
    return inner;
  };
  return {
    handlers,
    database: database(),
    fill(sparePages) {
      const pages = Number(database().get("PRAGMA page_count")?.page_count);
      database().exec(`PRAGMA max_page_count = ${pages + sparePages}`);
    },
    free: () => database().exec(`PRAGMA max_page_count = ${unlimitedPages}`),
    failFrom(call) {
      failing = call;
      calls = 0;
    },
    calls: () => calls,
  };
}

/** The end of a transaction counts as a call, too: its last statement did its work, and the commit fails. */
function watched(database: Database, count: <T>(work: () => T) => T): Database {
  return {
    exec: (sql) => count(() => database.exec(sql)),
    run: (sql, ...values) => count(() => database.run(sql, ...values)),
    all: (sql, ...values) => count(() => database.all(sql, ...values)),
    get: (sql, ...values) => count(() => database.get(sql, ...values)),
    transaction: (work) =>
      database.transaction(() => {
        const result = work();
        return count(() => result);
      }),
    close: () => database.close(),
  };
}

/** As node:sqlite throws where a write or a sync fails. */
function diskError(): Error {
  return Object.assign(new Error("disk I/O error"), { errcode: 10 });
}
