import { useMemo, useRef } from "react";
import { useColumnNames } from "#renderer/features/compare/column-names.ts";
import { columnStateOf } from "#renderer/parts/column-state.ts";
import { sentTokens } from "#renderer/parts/sent-tokens.ts";
import { isSameShape } from "#renderer/parts/use-run.ts";
import { usePrompts } from "#renderer/parts/use-sending.ts";
import { type ColumnDraft, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useCompareLayoutStore } from "#renderer/stores/compare-layout-store.ts";
import { promptNumber, shownPrompt } from "#renderer/stores/prompts.ts";
import { runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import type { Comparison, Run } from "#shared/run.ts";
import { type Best, bestOf, numbersOf } from "#shared/run-numbers.ts";
import { type AnswerRow, sortRows } from "./answer-rows.ts";

/** The answers in the order of the list. New whenever a run changes in more than its text. */
export function useAnswerRows(): readonly AnswerRow[] {
  const columns = useColumnsStore((state) => state.columns);
  const runs = useRunShapes(columns);
  const names = useColumnNames();
  const sort = useCompareLayoutStore((state) => state.sort);
  const prompts = usePrompts();
  const shownId = useColumnsStore((state) => state.shownId);
  return useMemo(() => {
    const nowMs = Date.now();
    const rows = columns.map((column, index): AnswerRow => {
      const run = runs[index];
      return {
        column,
        name: names.get(column.id) ?? "",
        run,
        state: columnStateOf(column.target !== null, run),
        numbers: run === undefined ? null : numbersOf(run, sentTokens(run), nowMs),
        otherPrompt: run === undefined ? null : otherPromptOf(run, prompts, shownId),
      };
    });
    return sortRows(rows, sort);
  }, [columns, runs, names, sort, prompts, shownId]);
}

function otherPromptOf(run: Run, prompts: readonly Comparison[], shownId: string | null): number | null {
  return run.comparisonId === shownPrompt(prompts, shownId)?.id ? null : promptNumber(prompts, run.comparisonId);
}

/** The runs of all columns, the same list as long as only texts grow. */
function useRunShapes(columns: readonly ColumnDraft[]): readonly (Run | undefined)[] {
  const last = useRef<readonly (Run | undefined)[]>([]);
  return useRunsStore((state) => {
    const next = columns.map((column) => runOfColumn(state, column.id));
    const isSame = next.length === last.current.length && next.every((run, index) => isAlike(run, last.current[index]));
    if (!isSame) last.current = next;
    return last.current;
  });
}

function isAlike(one: Run | undefined, other: Run | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && isSameShape(one, other));
}

/** Column → which of its figures are best; only finished answers to the same prompt are compared. */
export function bestByColumn(rows: readonly AnswerRow[]): ReadonlyMap<string, Best> {
  const finished = rows.flatMap(({ column, state, numbers, run }) =>
    state.kind === "done" && numbers !== null ? [{ id: column.id, numbers, promptId: run?.comparisonId }] : [],
  );
  return new Map(
    finished.map(({ id, numbers, promptId }) => {
      const comparable = finished.filter((one) => one.promptId === promptId).map((one) => one.numbers);
      return [id, bestOf(numbers, comparable)];
    }),
  );
}
