import { readRow } from "#electron/storage/row-schemas.ts";
import type { Database, Row } from "#electron/storage/sqlite.ts";
import { readRows } from "#electron/storage/tables/json-rows.ts";
import type { HistoryEntry } from "#shared/history.ts";
import { titleOf } from "#shared/title.ts";
import { entryRow } from "./entry-row.ts";
import { textsOfJson } from "./json.ts";
import { errorsOf, namesOf } from "./refresh.ts";
import { planOf, rowTextsOf } from "./repeated.ts";
import { beginningOf, markedText, snippetOf } from "./snippet.ts";
import { attemptRows, runRows } from "./summary.ts";
import type { Sought } from "./words.ts";

const select = `SELECT comparison_id AS id, conversation_id AS conversationId, title, prompt, system,
  is_pinned AS isPinned, tags_json AS tags, comparisons.started_at_ms AS startedAtMs, session_id AS sessionId,
  is_demo AS isDemo, client, runs, answered, failed, fell_through AS fellThrough, furthest_link AS furthestLink,
  nano_usd AS nanoUsd, unknown_costs AS unknownCount, is_estimate AS isEstimate,
  provider_ids_json AS providerIds, titles_json AS titles, history.repeat_json AS repeat
  FROM history CROSS JOIN comparisons ON comparisons.id = comparison_id WHERE undo_id IS NULL`;

export type EntryReading = {
  /** What is marked in them. */
  readonly sought: readonly Sought[];
  readonly nowMs: number;
};

/** Entries of the list at these places, in their order. One that cannot be read is left out and kept aside. */
export function loadEntries(
  database: Database,
  positions: readonly number[],
  reading: EntryReading,
): readonly HistoryEntry[] {
  return positions.flatMap((position) => {
    const row = database.get(`${select} AND position = ?`, position);
    return row === undefined ? [] : entriesOf(database, row, reading);
  });
}

/** Null where there is none of this id, or where it was removed. */
export function loadEntry(database: Database, comparisonId: string, nowMs: number): HistoryEntry | null {
  const row = database.get(`${select} AND comparison_id = ?`, comparisonId);
  return row === undefined ? null : (entriesOf(database, row, { sought: [], nowMs })[0] ?? null);
}

function entriesOf(database: Database, row: Row, { sought, nowMs }: EntryReading): readonly HistoryEntry[] {
  const reading = {
    source: "history",
    word: "entry of the history",
    read: (one: Row) => readRow(entryRow, one),
    nowMs,
  };
  return readRows(database, [row], reading).values.map((read) => {
    const { id, title, prompt, system, tags, providerIds, titles, nanoUsd, unknownCount, isEstimate, ...entry } = read;
    const texts = () => textsOf(database, { comparisonId: id, prompt, system });
    return {
      ...entry,
      comparisonId: id,
      title: markedText(title ?? titleOf(prompt), sought),
      isRenamed: title !== null,
      snippet: (sought.length === 0 ? null : snippetOf(texts(), sought)) ?? beginningOf(prompt),
      tags: textsOfJson(tags),
      providerIds: textsOfJson(providerIds),
      titles: textsOfJson(titles),
      cost: { nanoUsd, unknownCount, isEstimate },
    };
  });
}

type Found = { readonly comparisonId: string; readonly prompt: string; readonly system: string | null };

/** Where words may have been found, what is quickly read first: most are in the prompt or in the first answers. */
function* textsOf(database: Database, { comparisonId, prompt, system }: Found): Generator<string> {
  yield prompt;
  const repeat = database.get("SELECT repeat_json AS plan FROM comparisons WHERE id = ?", comparisonId)?.plan;
  yield* rowTextsOf(planOf(repeat));
  for (const { row } of database.all("SELECT row FROM runs WHERE comparison_id = ? ORDER BY row", comparisonId)) {
    const text = typeof row === "number" ? database.get("SELECT text FROM runs WHERE row = ?", row)?.text : null;
    if (typeof text === "string") yield text;
  }
  if (system !== null) yield system;
  const runs = runRows(database, comparisonId);
  const attempts = attemptRows(database, comparisonId);
  yield* errorsOf(runs, attempts);
  yield namesOf(runs, attempts).join(" · ");
}
