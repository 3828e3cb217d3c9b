import type { Database, SqlValue } from "#electron/storage/sqlite.ts";
import {
  type HistoryFilters,
  type HistoryPage,
  type HistoryQuery,
  historyPageSize,
  mostCounted,
} from "#shared/history.ts";
import { loadEntries } from "./entries.ts";
import { keysOfFilters } from "./keys.ts";
import { soughtWords } from "./words.ts";

/** Places of the list are times; so far one may be moved on where many began in the same millisecond. */
const mostMovedMs = 60_000;

/** A part of a query: SQL and the values for its question marks. */
type Part = { readonly sql: string; readonly values: readonly SqlValue[] };

/** A page of what was ever sent, newest first. Any text is a safe one: what is no word finds nothing. */
export function searchHistory(database: Database, query: HistoryQuery, nowMs: number): HistoryPage {
  const sought = soughtWords(query.text);
  const isFirst = query.cursor === null;
  const total = isFirst ? totalOf(database) : null;
  if (sought.length === 0 && query.text.trim() !== "") {
    return { entries: [], cursor: null, count: isFirst ? 0 : null, total };
  }
  const words = [
    ...keysOfFilters(query.filters).map((key) => `"${key}"`),
    ...sought.map(({ word, isBeginning }) => `"${word}"${isBeginning ? "*" : ""}`),
  ];
  const found = foundBy(words.join(" AND "), query.filters);
  // The index takes as long to begin as to give so many: the first page and the count are one reading of it.
  const most = isFirst ? mostCounted : historyPageSize + 1;
  const positions = positionsOf(database, found, { cursor: cursorOf(query.cursor), most });
  const shown = positions.slice(0, historyPageSize);
  const last = positions.length > historyPageSize ? shown.at(-1) : undefined;
  return {
    entries: loadEntries(database, shown, { sought, nowMs }),
    cursor: last === undefined ? null : String(last),
    count: isFirst ? positions.length : null,
    total,
  };
}

/** The rows that pass, from the words to the list and never the other way round. */
function foundBy(match: string, filters: HistoryFilters): Part {
  const { fromMs, untilMs, atLeastNanoUsd, atMostNanoUsd } = filters;
  const place = match === "" ? "position" : "history_words.rowid";
  const parts: Part[] = [
    { sql: "undo_id IS NULL", values: [] },
    ...bound(`${place} >= CAST(? AS INTEGER)`, fromMs === undefined ? undefined : Math.floor(fromMs)),
    ...bound("started_at_ms >= ?", fromMs),
    ...bound(`${place} < CAST(? AS INTEGER)`, untilMs === undefined ? undefined : Math.ceil(untilMs) + mostMovedMs),
    ...bound("started_at_ms < ?", untilMs),
    ...bound("nano_usd >= ?", atLeastNanoUsd),
    // What is not known in full may be more: it is at least so much, never at most.
    ...bound("unknown_costs = 0 AND nano_usd <= ?", atMostNanoUsd),
  ];
  const from = "history_words CROSS JOIN history ON position = history_words.rowid";
  if (match !== "") parts.unshift({ sql: "history_words MATCH ?", values: [match] });
  return {
    sql: `FROM ${match === "" ? "history" : from} WHERE ${parts.map(({ sql }) => sql).join(" AND ")}`,
    values: parts.flatMap(({ values }) => values),
  };
}

function bound(sql: string, value: number | undefined): Part[] {
  return value === undefined ? [] : [{ sql, values: [value] }];
}

/** The index takes a bound for a place only where it is an integer, and numbers come to it as floats. */
function positionsOf(database: Database, { sql, values }: Part, { cursor, most }: Reading): readonly number[] {
  const place = sql.includes("MATCH") ? "history_words.rowid" : "position";
  const before = cursor === null ? "" : ` AND ${place} < CAST(? AS INTEGER)`;
  const rows = database.all(
    `SELECT position ${sql}${before} ORDER BY ${place} DESC LIMIT ${most}`,
    ...values,
    ...(cursor === null ? [] : [cursor]),
  );
  return rows.flatMap(({ position }) => (typeof position === "number" ? [position] : []));
}

type Reading = { readonly cursor: number | null; readonly most: number };

/** All but the removed: SQLite counts a whole table, and these few, without reading the rows between. */
function totalOf(database: Database): number {
  const count = database.get(
    `SELECT (SELECT count(*) FROM history) - (SELECT count(*) FROM history WHERE undo_id IS NOT NULL) AS count`,
  )?.count;
  return typeof count === "number" ? count : 0;
}

/** What is no cursor of ours begins at the newest. */
function cursorOf(cursor: string | null): number | null {
  return cursor !== null && /^\d{1,16}$/.test(cursor) ? Number(cursor) : null;
}
