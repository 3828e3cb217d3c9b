import { DatabaseSync, type StatementSync } from "node:sqlite";

/** What the tables hold: text and numbers, so that a database can be read by eye and by any tool; bytes for images. */
export type SqlValue = string | number | null | Uint8Array;

/** A row as it comes from the file: to be checked before it is believed. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * One connection. Calls are synchronous and block their thread, which is why they are made in the storage worker
 * only. Each throws where SQLite refuses; `failure-words.ts` puts that into words.
 */
export type Database = {
  /** One or more statements without values. */
  exec(sql: string): void;
  /** Returns the number of rows that changed. */
  run(sql: string, ...values: SqlValue[]): number;
  all(sql: string, ...values: SqlValue[]): Row[];
  get(sql: string, ...values: SqlValue[]): Row | undefined;
  /** All of `work` or nothing of it. Inside another transaction it is a part of that one. */
  transaction<T>(work: () => T): T;
  close(): void;
};

/**
 * The only door to SQLite. `busyTimeoutMs` is how long a call waits for another connection's lock. A connection that
 * only reads leaves the file and its log as they are when it closes; the others empty the log into the file.
 */
export function openSqlite(path: string, busyTimeoutMs: number, access?: "read-only"): Database {
  const connection = new DatabaseSync(path, {
    timeout: busyTimeoutMs,
    enableForeignKeyConstraints: true,
    readOnly: access === "read-only",
  });
  const statements = new Map<string, StatementSync>();

  function statement(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const prepared = connection.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  }

  return {
    exec: (sql) => connection.exec(sql),
    run: (sql, ...values) => Number(statement(sql).run(...values).changes),
    all: (sql, ...values) => statement(sql).all(...values),
    get: (sql, ...values) => statement(sql).get(...values),
    transaction: (work) => (connection.isTransaction ? work() : inTransaction(connection, work)),
    close() {
      statements.clear();
      connection.close();
    },
  };
}

function inTransaction<T>(connection: DatabaseSync, work: () => T): T {
  // Always IMMEDIATE: a plain BEGIN that later wants to write fails at once, whatever the busy timeout (security.md §4).
  connection.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    connection.exec("COMMIT");
    return result;
  } catch (error) {
    // A full disk has already rolled back by itself; a second ROLLBACK would hide the reason.
    if (connection.isTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}
