import { join } from "node:path";
import { openSqlite } from "#electron/storage/sqlite.ts";
import type { Run } from "#shared/run.ts";
import { openWell } from "#test/electron/storage/store-fixtures.ts";
import type { Told } from "./lives.ts";
import { answerers, answerTo } from "./scripted-words.ts";

export type Judged = { readonly runs: number; readonly done: number; readonly wrong: readonly string[] };

/** Opens what killed programs left, and compares it with what they said. `wrong` is empty where nothing was lost. */
export async function judge(dataDir: string, lives: number, told: Told): Promise<Judged> {
  const store = await openWell(dataDir);
  const runs = new Map<string, Run>();
  const comparisons = new Set<string>();
  const wrong: string[] = [...told.broken];
  for (let life = 0; life < lives; life += 1) {
    const state = await store.conversation(`conversation-${life}`);
    wrong.push(...(state?.problems ?? []));
    for (const { comparison, runs: ofComparison } of state?.comparisons ?? []) {
      comparisons.add(comparison.id);
      for (const run of ofComparison) runs.set(run.id, run);
    }
  }
  await store.close();
  for (const id of told.saved) if (!comparisons.has(id)) wrong.push(`comparison ${id} is lost`);
  for (const id of told.done) if (runs.get(id)?.status !== "done") wrong.push(`${id} is ${runs.get(id)?.status}`);
  for (const [id, length] of told.text) {
    const kept = runs.get(id)?.text.length ?? 0;
    if (kept < length) wrong.push(`${id} has ${kept} of ${length} characters`);
  }
  for (const run of runs.values()) wrong.push(...faultsOf(run));
  wrong.push(...faultsOfDatabase(dataDir));
  return { runs: runs.size, done: [...runs.values()].filter(({ status }) => status === "done").length, wrong };
}

function faultsOf(run: Run): string[] {
  const answerer = answerers.find((name) => run.id.endsWith(`/${name}`)) ?? "a";
  const whole = answerTo(run.comparisonId, answerer);
  if (run.status === "done") return run.text === whole ? [] : [`${run.id} is shown as whole with "${run.text}"`];
  const isCut = run.status === "interrupted" && run.endMs !== null && run.failure?.reason === "interrupted";
  const faults = isCut ? [] : [`${run.id} is ${run.status}, ended at ${run.endMs}`];
  if (!whole.startsWith(run.text)) faults.push(`${run.id} has a text that was never sent: "${run.text}"`);
  if (run.attempts.some(({ endMs }) => endMs === null)) faults.push(`${run.id} has an attempt without an end`);
  const unpriced = run.text !== "" && run.attempts.at(-1)?.cost.nanoUsd == null;
  return unpriced ? [...faults, `${run.id} was billed for its text and has no cost`] : faults;
}

function faultsOfDatabase(dataDir: string): string[] {
  const database = openSqlite(join(dataDir, "understudy.db"), 0);
  try {
    const found = database.get("PRAGMA integrity_check")?.integrity_check;
    const uncounted = database.all(
      `SELECT a.run_id AS id FROM attempts a LEFT JOIN spend s ON s.run_id = a.run_id AND s.attempt_id = a.id
       WHERE a.kind <> 'skip' AND (s.run_id IS NULL OR s.nano_usd IS NOT a.cost_nano_usd)`,
    );
    const faults = uncounted.map(({ id }) => `an attempt of ${String(id)} is not in the spend`);
    return found === "ok" ? faults : [...faults, `the database is not well: ${String(found)}`];
  } finally {
    database.close();
  }
}
