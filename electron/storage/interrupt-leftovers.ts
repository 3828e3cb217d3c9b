import { costOf, estimatedUsage } from "#shared/cost.ts";
import { failureOf } from "#shared/failure.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import type { Attempt, Run, RunEvent } from "#shared/run.ts";
import type { Usage } from "#shared/usage.ts";
import { withIndex } from "./history/index-table.ts";
import { refreshHistory } from "./history/refresh.ts";
import { bookRun } from "./spend/book.ts";
import type { Database } from "./sqlite.ts";
import { saveAttempt } from "./tables/attempts.ts";
import { joinText, lastEventMs, loadUnfinishedRuns, saveRunState } from "./tables/runs.ts";

const interrupted = failureOf("LOCAL", "Understudy ended while this answer was streaming.", { reason: "interrupted" });

/**
 * Ends the runs that a crash left without an end, with the text they had. They end at the last event that reached
 * the disk. Call it at opening, before any run is live. Returns problems in words.
 */
export function interruptLeftovers(database: Database, nowMs: number): readonly string[] {
  return withIndex(database, () => {
    const leftovers = loadUnfinishedRuns(database, nowMs);
    for (const run of leftovers.values) endLeftover(database, run);
    const comparisonIds = new Set(leftovers.values.map((run) => run.comparisonId));
    for (const comparisonId of comparisonIds) refreshHistory(database, comparisonId);
    return leftovers.problems;
  });
}

function endLeftover(database: Database, run: Run): void {
  const endMs = lastEventMs(database, run.id);
  const ended = endingOf(run, endMs).reduce<Run | undefined>(reduceRun, run);
  if (ended === undefined) throw new Error("A run that began cannot become none.");
  for (const position of ended.attempts.keys()) saveAttempt(database, ended, position);
  saveRunState(database, ended, endMs);
  bookRun(database, ended);
  joinText(database, ended);
}

/** The events that the crash kept from happening. */
function endingOf(run: Run, atMs: number): RunEvent[] {
  const events: RunEvent[] = run.attempts
    .filter((attempt) => attempt.endMs === null)
    .map((attempt) => ({
      type: "attempt-ended",
      runId: run.id,
      attemptId: attempt.id,
      end: cutOff(run, attempt, atMs),
    }));
  events.push({
    type: "run-ended",
    runId: run.id,
    atMs,
    status: "interrupted",
    answeredBy: null,
    failure: interrupted,
  });
  return events;
}

function cutOff(run: Run, attempt: Attempt, atMs: number): Extract<RunEvent, { type: "attempt-ended" }>["end"] {
  const { httpStatus, price, firstContentMs } = attempt;
  const usage = usageSoFar(run, attempt);
  // Without headers nothing was accepted as far as is known, and an error bills nothing (engine.md R22).
  const wasAccepted = firstContentMs !== null || (httpStatus !== null && httpStatus >= 200 && httpStatus < 300);
  return {
    status: "failed",
    endMs: Math.max(attempt.startMs, atMs),
    firstAnswerMs: attempt.firstAnswerMs,
    // Text is stored without its time, and the last event came before it: a speed up to then would be too high.
    lastContentMs: null,
    finish: null,
    nativeFinish: null,
    failure: interrupted,
    usage,
    cost: costOf({ usage, reportedCostUsd: null, price, wasAccepted }),
    modelServed: attempt.modelServed,
    upstreamProvider: attempt.upstreamProvider,
    generationId: attempt.generationId,
    malformedEvents: attempt.malformedEvents,
  };
}

/**
 * Of a stream that was cut only what had arrived can be counted, so it is an estimate. Null where it had not begun:
 * the provider may have charged for the prompt, and only it knows. What the run shows is this attempt's: a text that
 * was before it was taken back when it began.
 */
function usageSoFar({ text, reasoning }: Run, { firstContentMs, promptTokens }: Attempt): Usage | null {
  if (firstContentMs === null || promptTokens === undefined) return null;
  return estimatedUsage(promptTokens, { text: text.length, reasoning: reasoning.length });
}
