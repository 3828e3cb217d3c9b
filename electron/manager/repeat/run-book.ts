import { isMeasured } from "#shared/repeat.ts";
import type { Run, RunEvent } from "#shared/run.ts";
import { type Cost, type CostSum, sumCosts } from "#shared/usage.ts";
import type { Cell } from "./work.ts";

/** What a repeated comparison keeps of each of its runs. */
export type KeptRun = {
  /** −1 for one of no place in the plan. */
  readonly column: number;
  /** `nothing`: stopped, interrupted or kept back by a budget. */
  readonly outcome: "going" | "answered" | "failed" | "nothing";
  readonly cost: CostSum;
};

export type RunBook = {
  begin(runId: string, cell: Cell): void;
  /** Also of what a run cost that is learned after its end. */
  note(event: RunEvent): void;
  all(): readonly KeptRun[];
};

type Entry = { readonly column: number; outcome: KeptRun["outcome"]; readonly costs: Map<string, Cost> };

export function createRunBook(runs: readonly Run[], columnOf: (run: Run) => number): RunBook {
  const entries = new Map<string, Entry>();
  for (const run of runs) {
    const costs = new Map(run.attempts.map((attempt) => [attempt.id, attempt.cost]));
    entries.set(run.id, { column: columnOf(run), outcome: outcomeOf(run), costs });
  }
  return {
    begin: (runId, { column }) => void entries.set(runId, { column, outcome: "going", costs: new Map() }),
    note: (event) => {
      const entry = event.type === "run-started" ? undefined : entries.get(event.runId);
      if (entry === undefined) return;
      if (event.type === "attempt-ended") entry.costs.set(event.attemptId, event.end.cost);
      // What the provider reported with the answer is what was paid, as reduceRun has it.
      if (event.type === "cost-found" && entry.costs.get(event.attemptId)?.source !== "reported") {
        entry.costs.set(event.attemptId, event.cost);
      }
      if (event.type === "run-ended") entry.outcome = outcomeOf(event);
    },
    all: () =>
      [...entries.values()].map(({ column, outcome, costs }) => ({
        column,
        outcome,
        cost: sumCosts([...costs.values()]),
      })),
  };
}

function outcomeOf(run: Pick<Run, "status" | "failure">): KeptRun["outcome"] {
  if (!isMeasured(run)) return "nothing";
  return run.status === "done" ? "answered" : "failed";
}
