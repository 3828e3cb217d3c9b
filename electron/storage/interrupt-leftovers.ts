import { failureOf } from "#shared/failure.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import type { Attempt, Run, RunEvent } from "#shared/run.ts";
import { unknownCost } from "#shared/usage.ts";
import type { Database } from "./sqlite.ts";
import { saveAttempt } from "./tables/attempts.ts";
import { joinText, lastEventMs, loadUnfinishedRuns, saveRunState } from "./tables/runs.ts";

const interrupted = failureOf("LOCAL", "Understudy ended while this answer was streaming.", { reason: "interrupted" });

/**
 * Ends the runs that a crash left without an end, with the text they had. They end at the last event that reached
 * the disk. Call it at opening, before any run is live. Returns problems in words.
 */
export function interruptLeftovers(database: Database, nowMs: number): readonly string[] {
  return database.transaction(() => {
    const leftovers = loadUnfinishedRuns(database, nowMs);
    for (const run of leftovers.values) endLeftover(database, run);
    return leftovers.problems;
  });
}

function endLeftover(database: Database, run: Run): void {
  const endMs = lastEventMs(database, run.id);
  const ended = endingOf(run, endMs).reduce<Run | undefined>(reduceRun, run);
  if (ended === undefined) throw new Error("A run that began cannot become none.");
  for (const position of ended.attempts.keys()) saveAttempt(database, ended, position);
  saveRunState(database, ended, endMs);
  joinText(database, ended);
}

/** The events that the crash kept from happening. */
function endingOf(run: Run, atMs: number): RunEvent[] {
  const events: RunEvent[] = run.attempts
    .filter((attempt) => attempt.endMs === null)
    .map((attempt) => ({ type: "attempt-ended", runId: run.id, attemptId: attempt.id, end: cutOff(attempt, atMs) }));
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

function cutOff(attempt: Attempt, atMs: number): Extract<RunEvent, { type: "attempt-ended" }>["end"] {
  return {
    status: "failed",
    endMs: Math.max(attempt.startMs, atMs),
    firstAnswerMs: attempt.firstAnswerMs,
    lastContentMs: attempt.firstContentMs === null ? null : atMs,
    finish: null,
    nativeFinish: null,
    failure: interrupted,
    usage: null,
    // The provider may have charged for what it sent; only it knows.
    cost: unknownCost,
    modelServed: attempt.modelServed,
    upstreamProvider: attempt.upstreamProvider,
    generationId: attempt.generationId,
    malformedEvents: attempt.malformedEvents,
  };
}
