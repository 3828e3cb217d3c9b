import { numberIn } from "#electron/storage/row-numbers.ts";
import type { Database } from "#electron/storage/sqlite.ts";

/**
 * The days before the newest one. What is read of them is read again only after something of them was written: a cost
 * that was learned late, an import. It is another object then.
 */
export type Past = {
  /** Epoch ms; exclusive. */
  readonly untilMs: number;
};

const dayMs = 24 * 3_600_000;
/** So much may lie after it before more of it counts as past. */
const longestRecentMs = 4 * dayMs;
/** Later than anything. */
const nothing = Number.MAX_SAFE_INTEGER;

/**
 * SQLite itself notes the oldest moment of which something was written, so that nobody who writes can forget to.
 * The note is the connection's alone, and what a transaction takes back it takes back here, too.
 */
const noteOn = (table: string) => `
CREATE TEMP TRIGGER IF NOT EXISTS ${table}_inserted AFTER INSERT ON main.${table}
BEGIN UPDATE oldest_written SET at_ms = NEW.at_ms WHERE at_ms > NEW.at_ms; END;
CREATE TEMP TRIGGER IF NOT EXISTS ${table}_updated AFTER UPDATE ON main.${table}
BEGIN UPDATE oldest_written SET at_ms = MIN(OLD.at_ms, NEW.at_ms) WHERE at_ms > MIN(OLD.at_ms, NEW.at_ms); END;
CREATE TEMP TRIGGER IF NOT EXISTS ${table}_deleted AFTER DELETE ON main.${table}
BEGIN UPDATE oldest_written SET at_ms = OLD.at_ms WHERE at_ms > OLD.at_ms; END;
`;
const notes = `
CREATE TEMP TABLE IF NOT EXISTS oldest_written (at_ms REAL NOT NULL);
INSERT INTO oldest_written SELECT ${nothing} WHERE NOT EXISTS (SELECT 1 FROM oldest_written);
${noteOn("spend")}${noteOn("spend_runs")}`;

const known = new WeakMap<Database, Past>();

/** Not within a transaction: what it writes and takes back would stay known. */
export function pastOf(database: Database): Past {
  const past = known.get(database);
  if (past === undefined) database.exec(notes);
  const newestMs = Math.max(...[0, 1].map((isDemo) => newestOf(database, isDemo)));
  const writtenMs = numberIn(database.get("SELECT at_ms AS atMs FROM oldest_written") ?? {}, "atMs");
  if (past !== undefined && writtenMs >= past.untilMs && newestMs < past.untilMs + longestRecentMs) return past;
  database.run("UPDATE oldest_written SET at_ms = ?", nothing);
  const next = { untilMs: newestMs - dayMs };
  known.set(database, next);
  return next;
}

function newestOf(database: Database, isDemo: number): number {
  const newest = "SELECT MAX(at_ms) AS atMs FROM spend INDEXED BY spend_by_time WHERE is_demo = ?";
  return numberIn(database.get(newest, isDemo) ?? {}, "atMs");
}

/** What is read of the past, once for each. */
export function rememberedOf<T>(): (past: Past, isDemo: boolean, read: () => T) => T {
  const values = new WeakMap<Past, Map<boolean, T>>();
  return (past, isDemo, read) => {
    const ofPast = values.get(past) ?? new Map<boolean, T>();
    values.set(past, ofPast);
    const found = ofPast.get(isDemo);
    if (found !== undefined) return found;
    const value = read();
    ofPast.set(isDemo, value);
    return value;
  };
}
