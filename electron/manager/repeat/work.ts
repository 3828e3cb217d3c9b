import type { ColumnOverrides, Prompt } from "#shared/prompt.ts";
import type { RepeatColumn, RepeatPlan } from "#shared/repeat.ts";
import type { Comparison, Run } from "#shared/run.ts";

export type RepeatedComparison = Comparison & { readonly repeat: RepeatPlan };

/** What one run is asked: its prompt with the values of its row, and what its column sets for itself. */
export type RepeatAsk = { readonly prompt: Prompt; readonly overrides?: ColumnOverrides };

/** A repeated comparison with what each of its runs is asked. */
export type RepeatWork = {
  readonly comparison: RepeatedComparison;
  readonly ask: (column: RepeatColumn, round: number) => RepeatAsk;
  /** Those that it has by now, in any state. */
  readonly runs: readonly Run[];
};

/** One run to be made: a column, by its index in the plan, in a round. */
export type Cell = { readonly column: number; readonly round: number };

export function isRepeated(comparison: Comparison): comparison is RepeatedComparison {
  return comparison.repeat !== undefined;
}
