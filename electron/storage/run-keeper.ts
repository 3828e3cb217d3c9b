import { reduceRun } from "#shared/reduce-run.ts";
import type { Run, RunEvent } from "#shared/run.ts";
import { failureWords, isPermanent } from "./failure-words.ts";
import { withIndex } from "./history/index-table.ts";
import { type ComparisonChange, createHistoryKeeper, type HistoryKeeper } from "./history/keep-history.ts";
import { bookRun, isBooked } from "./spend/book.ts";
import { bookFoundCost } from "./spend/book-found.ts";
import type { Database } from "./sqlite.ts";
import { saveAttempt, saveFoundCost } from "./tables/attempts.ts";
import {
  appendText,
  comparisonOfRun,
  insertRun,
  isRunStored,
  joinText,
  type RunText,
  removeText,
  saveRunState,
} from "./tables/runs.ts";

/** Events of one run, in their order. */
export type RunBatch = { readonly runId: string; readonly events: readonly RunEvent[] };

/** What became of one batch. A permanent failure would fail again, whatever the user does about the disk. */
export type BatchResult =
  | { readonly runId: string; readonly ok: true; readonly hasEnded: boolean }
  | { readonly runId: string; readonly ok: false; readonly isPermanent: boolean; readonly message: string };

export type RunKeeper = {
  append(batches: readonly RunBatch[]): BatchResult[];
  /** Runs that have not ended. */
  liveIds(): readonly string[];
};

/** A run that streams: as it is on disk, text included. */
type LiveRun = { readonly run: Run; readonly lastEventMs: number };

type Change = LiveRun & {
  readonly before: Run | undefined;
  readonly hadReset: boolean;
  /** Text since `before`, or since the last reset. */
  readonly added: readonly RunText[];
};

/** A change of null: its run had ended before. */
type BatchChange = { readonly batch: RunBatch; readonly change: Change | null };

/** Turns events into rows, by the same `reduceRun` that the window uses, so that saved and shown cannot differ. */
export function createRunKeeper(database: Database): RunKeeper {
  const live = new Map<string, LiveRun>();
  const history = createHistoryKeeper(database);

  /** All of them or none. */
  function write(batches: readonly RunBatch[]): BatchChange[] {
    return withIndex(database, () => {
      const changes = batches.map((batch) => ({ batch, change: writeBatch(database, live.get(batch.runId), batch) }));
      keepHistory(database, history, changes);
      return changes;
    });
  }

  /** Only after the commit: what is not on disk must not count as known. */
  function remember({ batch, change }: BatchChange): BatchResult {
    const hasEnded = change === null || change.run.endMs !== null;
    if (change === null || hasEnded) live.delete(batch.runId);
    else live.set(batch.runId, { run: change.run, lastEventMs: change.lastEventMs });
    return { runId: batch.runId, ok: true, hasEnded };
  }

  function appendAlone(batch: RunBatch): BatchResult[] {
    try {
      return write([batch]).map(remember);
    } catch (error) {
      return [{ runId: batch.runId, ok: false, isPermanent: isPermanent(error), message: failureWords(error) }];
    }
  }

  return {
    append(batches) {
      let changes: BatchChange[];
      try {
        changes = write(batches);
      } catch {
        // One bad run must not cost the others their text; alone, each says for itself what is wrong.
        return batches.flatMap(appendAlone);
      }
      return changes.map(remember);
    },
    liveIds: () => [...live.keys()],
  };
}

function writeBatch(database: Database, known: LiveRun | undefined, { runId, events }: RunBatch): Change | null {
  // Stored and not live: it has ended, and after an end only a cost can still be learned. What was spent is known also
  // where the history of it was deleted.
  if (known === undefined && (isRunStored(database, runId) || isBooked(database, runId))) {
    for (const event of events) if (event.type === "cost-found") bookFound(database, event);
    return null;
  }
  const change = applyEvents(known, events);
  if (change === null) throw new Error("The beginning of this run was not saved.");
  writeChange(database, change);
  return change;
}

/** Each comparison once, however many of its runs began or ended, or learned a cost. */
function keepHistory(database: Database, history: HistoryKeeper, changes: readonly BatchChange[]): void {
  const told = new Map<string, ComparisonChange>();
  for (const { batch, change } of changes) {
    const hasBegun = change === null || change.before === undefined;
    const hasEnded = change !== null && change.run.endMs !== null;
    if (!hasBegun && !hasEnded) continue;
    const id = change?.run.comparisonId ?? comparisonOfRun(database, batch.runId);
    if (id === null) continue;
    const before = told.get(id);
    told.set(id, { runs: (before?.runs ?? 0) + 1, hasNewWords: hasEnded || before?.hasNewWords === true });
  }
  for (const [comparisonId, one] of told) history.changed(comparisonId, one);
}

function bookFound(database: Database, event: Extract<RunEvent, { type: "cost-found" }>): void {
  saveFoundCost(database, event);
  bookFoundCost(database, event);
}

/** Null where the run is not known and the events do not begin it. */
function applyEvents(known: LiveRun | undefined, events: readonly RunEvent[]): Change | null {
  let run = known?.run;
  let lastEventMs = known?.lastEventMs ?? 0;
  let hadReset = false;
  const added = { text: "", reasoning: "" };
  for (const event of events) {
    const next = reduceRun(run, event);
    if (next === undefined || next === run) continue;
    run = next;
    lastEventMs = Math.max(lastEventMs, timeOf(event));
    if (event.type === "delta" && event.channel !== "tool") added[event.channel] += event.text;
    if (event.type === "reset") {
      hadReset = true;
      added.text = "";
      added.reasoning = "";
    }
  }
  if (run === undefined) return null;
  const parts: RunText[] = [
    { channel: "reasoning", text: added.reasoning },
    { channel: "text", text: added.text },
  ];
  return { before: known?.run, run, lastEventMs, hadReset, added: parts.filter((part) => part.text !== "") };
}

function timeOf(event: RunEvent): number {
  if ("atMs" in event) return event.atMs;
  if (event.type === "attempt-ended") return event.end.endMs;
  return "attempt" in event ? event.attempt.startMs : 0;
}

function writeChange(database: Database, { before, run, lastEventMs, hadReset, added }: Change): void {
  if (before === undefined) insertRun(database, run);
  saveRunState(database, run, lastEventMs);
  // reduceRun keeps what did not change, so that identity tells.
  const changed = run.attempts.filter((attempt, position) => before?.attempts[position] !== attempt);
  for (const attempt of changed) saveAttempt(database, run, run.attempts.indexOf(attempt));
  bookRun(database, run, changed);
  if (run.endMs !== null) {
    joinText(database, run);
    return;
  }
  if (hadReset) removeText(database, run.id);
  for (const part of added) appendText(database, run.id, part);
}
