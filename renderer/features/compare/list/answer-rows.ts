import { lookOf } from "#renderer/parts/column-look.ts";
import type { ColumnState } from "#renderer/parts/column-state.ts";
import type { ColumnDraft } from "#renderer/stores/columns-store.ts";
import type { ListColumn, ListSort } from "#renderer/stores/compare-layout-store.ts";
import type { Run } from "#shared/run.ts";
import { type RunNumbers, shownAttempt } from "#shared/run-numbers.ts";

/** One answer of the list. */
export type AnswerRow = {
  readonly column: ColumnDraft;
  readonly name: string;
  readonly run: Run | undefined;
  readonly state: ColumnState;
  /** Null before the first Send. As they were when the run last changed its shape; a live row reads them anew. */
  readonly numbers: RunNumbers | null;
  /** The number of the prompt that it answers, where that is not the one on screen: nothing to compare with the others. */
  readonly otherPrompt: number | null;
};

/**
 * Finished answers by the figure, then what still runs, then what has no answer, each in the order of the columns:
 * rows would jump about if they were sorted by numbers that tick. Unknown figures come last in both directions.
 */
export function sortRows(rows: readonly AnswerRow[], sort: ListSort | null): readonly AnswerRow[] {
  if (sort === null) return rows;
  const sign = sort.isDescending ? -1 : 1;
  if (sort.by === "target") return rows.toSorted((one, other) => sign * one.name.localeCompare(other.name));
  const { by } = sort;
  return rows.toSorted((one, other) => {
    const groups = groupOf(one) - groupOf(other);
    if (groups !== 0 || groupOf(one) > 0) return groups;
    const a = figureOf(one.numbers, by);
    const b = figureOf(other.numbers, by);
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return sign * (a - b);
  });
}

function groupOf({ state }: AnswerRow): number {
  if (state.kind === "done") return 0;
  const isLive = state.kind === "streaming" || state.kind === "waiting" || state.kind === "queued";
  return isLive || state.kind === "cooling-down" ? 1 : 2;
}

function figureOf(numbers: RunNumbers | null, by: Exclude<ListColumn, "target">): number | null {
  if (numbers === null) return null;
  switch (by) {
    case "firstToken":
      return numbers.firstTokenMs;
    case "total":
      return numbers.totalMs;
    case "speed":
      return numbers.tokensPerSecond;
    case "cost":
      return numbers.cost.unknownCount > 0 ? null : numbers.cost.nanoUsd;
  }
}

/** `Groq`, `chain, link 2`, `chain, no answer`, `prompt 4, Groq`. */
export function routeOf(row: AnswerRow, providerName: (providerId: string) => string): string {
  const prompt = row.otherPrompt === null ? "" : `prompt ${row.otherPrompt}, `;
  return `${prompt}${wayOf(row, providerName)}`;
}

function wayOf({ column, run, state }: AnswerRow, providerName: (providerId: string) => string): string {
  if (column.target === null) return "";
  const start = column.target.kind === "chain" ? "chain" : providerName(column.target.providerId);
  const { ending } = lookOf(state);
  if (ending !== "") return `${start}, ${ending}`;
  if (column.target.kind !== "chain" || run === undefined) return start;
  const attempt = shownAttempt(run) ?? run.attempts.at(-1);
  return attempt === undefined ? start : `chain, link ${attempt.linkIndex + 1}`;
}
