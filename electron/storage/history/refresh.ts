import { isDamage, isPermanent } from "#electron/storage/failure-words.ts";
import { target } from "#electron/storage/send-schemas.ts";
import type { Database, Row } from "#electron/storage/sqlite.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import { jsonOf, textsOfJson } from "./json.ts";
import { keyOf } from "./keys.ts";
import { planOf, rowTextsOf, shortPlanOf } from "./repeated.ts";
import { attemptRows, runRows, type Summary, summaryOf, textsOf } from "./summary.ts";
import { addWords } from "./words.ts";

/**
 * Brings the list and the index up to what is stored of a comparison: after it was sent, changed, tried again, and
 * when a run of it began or ended. Belongs into the same transaction. Nothing where there is none of this id.
 */
export function refreshHistory(database: Database, comparisonId: string): void {
  const comparison = database.get(
    `SELECT prompt, system, session_id AS sessionId, started_at_ms AS startedAtMs, is_demo AS isDemo, client, title,
       is_pinned AS isPinned, tags_json AS tags, repeat_json AS repeat FROM comparisons WHERE id = ?`,
    comparisonId,
  );
  if (comparison === undefined) return;
  const runs = runRows(database, comparisonId);
  const attempts = attemptRows(database, comparisonId);
  const position = placeOf(database, comparisonId, Number(comparison.startedAtMs));
  saveSummary(
    database,
    { comparisonId, position, startedAtMs: Number(comparison.startedAtMs) },
    summaryOf(runs, attempts),
  );
  const plan = planOf(comparison.repeat);
  saveShortPlan(database, position, plan);
  saveTags(database, comparisonId, textsOfJson(comparison.tags));
  const words = new Set<string>();
  for (const text of [...textsToFind(comparison, runs, attempts), ...rowTextsOf(plan)]) addWords(words, text);
  for (const { text } of database.all("SELECT text FROM runs WHERE comparison_id = ?", comparisonId)) {
    if (typeof text === "string") addWords(words, text);
  }
  for (const providerId of textsOf(attempts, "providerId")) addWords(words, nameOfProvider(database, providerId));
  for (const key of keysOf(comparison, runs, attempts)) words.add(key);
  if (plan !== null) words.add(keyOf.repeats());
  database.run("INSERT OR REPLACE INTO history_words (rowid, words) VALUES (?, ?)", position, [...words].join(" "));
  database.run("UPDATE history SET has_words = 1 WHERE position = ? AND has_words = 0", position);
}

/** Tells a new index for about so long what it has to know. True where nothing is left to tell. */
export function refillIndex(database: Database, forMs: number): boolean {
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    const id = database.get("SELECT comparison_id AS id FROM history WHERE has_words = 0 LIMIT 1")?.id;
    if (typeof id !== "string") return true;
    refreshHistory(database, id);
  }
  return false;
}

/** How long a list that is asked for waits at most for that. */
const catchUpMs = 50;

/**
 * Brings the list up to date before it is read, where something was put off (`keep-history.ts`). A disk that cannot be
 * written keeps nobody from reading what is listed.
 */
export function catchUp(database: Database): void {
  if (database.get("SELECT 1 FROM history WHERE has_words = 0 LIMIT 1") === undefined) return;
  try {
    database.transaction(() => refillIndex(database, catchUpMs));
  } catch (error) {
    if (isPermanent(error) || isDamage(error)) throw error;
  }
}

/** What is stored of it is told later: by `catchUp`, or by the next start. */
export function putOffRefresh(database: Database, comparisonId: string): void {
  database.run("UPDATE history SET has_words = 0 WHERE comparison_id = ? AND has_words = 1", comparisonId);
}

/** The list alone, where no word changed: a run began, or a cost was learned. */
export function refreshSummary(database: Database, comparisonId: string): void {
  const known = database.get(
    "SELECT position, started_at_ms AS startedAtMs FROM history WHERE comparison_id = ?",
    comparisonId,
  );
  if (typeof known?.position !== "number") {
    refreshHistory(database, comparisonId);
    return;
  }
  const { position, startedAtMs } = known;
  const summary = summaryOf(runRows(database, comparisonId), attemptRows(database, comparisonId));
  saveSummary(database, { comparisonId, position, startedAtMs: Number(startedAtMs) }, summary);
}

/** Where it stands already, else the first free place from its time on. */
function placeOf(database: Database, comparisonId: string, startedAtMs: number): number {
  const known = database.get("SELECT position FROM history WHERE comparison_id = ?", comparisonId)?.position;
  if (typeof known === "number") return known;
  const wanted = Number.isFinite(startedAtMs) ? Math.max(0, Math.floor(startedAtMs)) : 0;
  const taken = database.get("SELECT 1 FROM history WHERE position = ?", wanted);
  if (taken === undefined) return wanted;
  const free = database.get(
    `SELECT position + 1 AS free FROM history AS one WHERE position >= ?
       AND NOT EXISTS (SELECT 1 FROM history WHERE position = one.position + 1) ORDER BY position LIMIT 1`,
    wanted,
  );
  return Number(free?.free);
}

type Place = { readonly comparisonId: string; readonly position: number; readonly startedAtMs: number };

function saveSummary(database: Database, { comparisonId, position, startedAtMs }: Place, summary: Summary): void {
  database.run(
    `INSERT INTO history (position, comparison_id, started_at_ms, runs, answered, failed, fell_through, furthest_link,
       nano_usd, unknown_costs, is_estimate, provider_ids_json, titles_json)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (position) DO UPDATE SET runs = excluded.runs, answered = excluded.answered,
       failed = excluded.failed, fell_through = excluded.fell_through, furthest_link = excluded.furthest_link,
       nano_usd = excluded.nano_usd, unknown_costs = excluded.unknown_costs, is_estimate = excluded.is_estimate,
       provider_ids_json = excluded.provider_ids_json, titles_json = excluded.titles_json`,
    position,
    comparisonId,
    startedAtMs,
    summary.runs,
    summary.answered,
    summary.failed,
    summary.fellThrough,
    summary.furthestLink,
    Math.round(summary.cost.nanoUsd),
    summary.cost.unknownCount,
    Number(summary.cost.isEstimate),
    JSON.stringify(summary.providerIds),
    JSON.stringify(summary.titles),
  );
}

/** Of a comparison that is not repeated there is nothing to write. */
function saveShortPlan(database: Database, position: number, plan: RepeatPlan | null): void {
  const short = plan === null ? null : JSON.stringify(shortPlanOf(plan));
  database.run("UPDATE history SET repeat_json = ?1 WHERE position = ?2 AND repeat_json IS NOT ?1", short, position);
}

function saveTags(database: Database, comparisonId: string, tags: readonly string[]): void {
  database.run("DELETE FROM history_tags WHERE comparison_id = ?", comparisonId);
  for (const tag of tags) database.run("INSERT OR IGNORE INTO history_tags VALUES (?, ?)", tag, comparisonId);
}

/** What people know of a comparison beside its answers: prompt, title, tags, names, and what went wrong. */
function textsToFind(comparison: Row, runs: readonly Row[], attempts: readonly Row[]): readonly string[] {
  const own = [comparison.title, comparison.prompt, comparison.system, comparison.client];
  return [
    ...own.filter((value) => typeof value === "string"),
    ...textsOfJson(comparison.tags),
    ...errorsOf(runs, attempts),
    ...namesOf(runs, attempts),
  ];
}

/** What went wrong in its runs and attempts, each once. */
export function errorsOf(runs: readonly Row[], attempts: readonly Row[]): readonly string[] {
  const messages = [...runs, ...attempts].map(({ failure }) => jsonOf(failure)?.message);
  return [...new Set(messages.filter((message) => typeof message === "string"))];
}

/** What it was asked of and who answered. */
export function namesOf(runs: readonly Row[], attempts: readonly Row[]): readonly string[] {
  const columns = ["providerId", "modelId", "modelServed", "upstreamProvider"];
  return [...new Set([...textsOf(runs, "title"), ...columns.flatMap((name) => textsOf(attempts, name))])];
}

/** As the user named it; nothing for one that is built in, which is known by its id. */
function nameOfProvider(database: Database, providerId: string): string {
  const name = database.get("SELECT name FROM providers WHERE id = ?", providerId)?.name;
  return typeof name === "string" ? name : "";
}

function keysOf(comparison: Row, runs: readonly Row[], attempts: readonly Row[]): readonly string[] {
  const sent = attempts.filter(({ kind }) => kind !== "skip");
  const targets = runs.flatMap((run) => {
    const read = target.safeParse(jsonOf(run.target));
    return read.success ? [read.data] : [];
  });
  return [
    keyOf.demo(comparison.isDemo === 1),
    keyOf.client(typeof comparison.client === "string" ? comparison.client : null),
    ...[...textsOf([comparison], "sessionId"), ...textsOf(runs, "sessionId")].map(keyOf.session),
    ...textsOf(runs, "status").map(keyOf.status),
    ...textsOf(sent, "providerId").map(keyOf.provider),
    ...targets.map(keyOf.target),
    ...(comparison.isPinned === 1 ? [keyOf.pinned()] : []),
    ...textsOfJson(comparison.tags).map(keyOf.tag),
  ];
}
