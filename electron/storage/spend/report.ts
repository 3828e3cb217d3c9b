import { numberIn } from "#electron/storage/row-numbers.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { loadSession } from "#electron/storage/tables/sessions.ts";
import type { SpendQuestion, SpendReport } from "#shared/spend.ts";
import { answersOf } from "./answers.ts";
import { loadGroups, spendIn, spendInTime, sumOf, type Where } from "./groups.ts";
import { listsOf } from "./lists.ts";
import { pointsOf } from "./points.ts";

const paceMs = 600_000;

/** What was spent, as far as it is on disk. */
export function spendReport(database: Database, question: SpendQuestion): SpendReport {
  const { range, isDemo } = question;
  const groups = loadGroups(database, question);
  const points = pointsOf(database, question);
  return {
    range,
    isDemo,
    ...spanOf(database, question, points.at(-1)?.atMs ?? null),
    total: sumOf(groups),
    ...answersOf(database, question),
    ...listsOf(groups),
    points,
    pace: paceOf(database, question),
  };
}

type Ends = Pick<SpendReport, "fromMs" | "toMs">;

function spanOf(database: Database, question: SpendQuestion, lastMs: number | null): Ends {
  const { range, sinceMs, isDemo, nowMs } = question;
  if (range.kind === "days") return { fromMs: sinceMs, toMs: nowMs };
  if (range.kind === "all") return { fromMs: firstIn(database, spendInTime(isDemo, {})), toMs: nowMs };
  const session = loadSession(database, range.sessionId);
  const fromMs = session?.startedAtMs ?? firstIn(database, spendIn(question));
  if (range.sessionId === question.currentSessionId) return { fromMs, toMs: nowMs };
  // One that a crash ended has ended with its last attempt.
  return { fromMs, toMs: session?.endedAtMs ?? lastMs ?? fromMs ?? nowMs };
}

/** The first point of a line may stand for more than the first attempt. */
function firstIn(database: Database, { sql, values }: Where): number | null {
  const firstMs = database.get(`SELECT MIN(at_ms) AS atMs FROM ${sql}`, ...values)?.atMs;
  return typeof firstMs === "number" ? firstMs : null;
}

/** Only of the current session: the others do not go on. */
function paceOf(database: Database, question: SpendQuestion): SpendReport["pace"] {
  const { range, currentSessionId, nowMs } = question;
  if (range.kind !== "session" || range.sessionId !== currentSessionId) return null;
  const startedAtMs = loadSession(database, currentSessionId)?.startedAtMs ?? nowMs;
  const { sql, values } = spendIn(question);
  const sums = `SELECT SUM(nano_usd) AS nanoUsd, SUM(is_answer) AS answers FROM ${sql} AND at_ms >= ?`;
  const row = database.get(sums, ...values, nowMs - paceMs) ?? {};
  const overMs = Math.max(0, Math.min(paceMs, nowMs - startedAtMs));
  return { nanoUsd: numberIn(row, "nanoUsd"), answers: numberIn(row, "answers"), overMs };
}
