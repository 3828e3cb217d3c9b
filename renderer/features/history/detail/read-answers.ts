import { useMemo, useRef } from "react";
import { type ColumnState, columnStateOf } from "#renderer/parts/column-state.ts";
import { isSameShape } from "#renderer/parts/use-run.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import { numberRepeats } from "#renderer/stores/targets.ts";
import type { Comparison, Run } from "#shared/run.ts";
import { estimateTokens } from "#shared/run-numbers.ts";

/** What one column of a comparison answered. */
export type ReadAnswer = {
  readonly columnId: string;
  readonly name: string;
  /** Every time it was asked, in the order of time; never empty. */
  readonly tries: readonly Run[];
  readonly run: Run;
  readonly state: ColumnState;
};

/** The runs as they are now; the same list as long as only texts grow. */
export function useReadRuns(runIds: readonly string[]): readonly Run[] {
  const last = useRef<readonly Run[]>([]);
  return useRunsStore((state) => {
    const next = runIds.flatMap((id) => state.runs[id] ?? []);
    const known = last.current;
    const isSame = next.length === known.length && next.every((run, index) => isAlike(run, known[index]));
    if (!isSame) last.current = next;
    return last.current;
  });
}

function isAlike(one: Run, other: Run | undefined): boolean {
  return one === other || (other !== undefined && isSameShape(one, other));
}

/** One answer for each column: its newest, or the try that was gone to. */
export function useReadAnswers(runIds: readonly string[], shown: Readonly<Record<string, string>>) {
  const runs = useReadRuns(runIds);
  return useMemo(() => answersOf(runs, shown), [runs, shown]);
}

/** `shown`: column → run, where an earlier one than the newest was gone to. */
export function answersOf(runs: readonly Run[], shown: Readonly<Record<string, string>>): readonly ReadAnswer[] {
  const byColumn = new Map<string, Run[]>();
  for (const run of runs) byColumn.set(run.columnId, [...(byColumn.get(run.columnId) ?? []), run]);
  const answers = [...byColumn].flatMap(([columnId, tries]): readonly Omit<ReadAnswer, "name">[] => {
    const run = tries.find((one) => one.id === shown[columnId]) ?? tries.at(-1);
    return run === undefined ? [] : [{ columnId, tries, run, state: columnStateOf(true, run) }];
  });
  const names = numberRepeats(answers.map(({ run }) => run.title));
  return answers.map((answer, index) => ({ ...answer, name: names[index] ?? answer.run.title }));
}

/** What went out with a run, for what still runs: as the host counted it, else by a rule of thumb. */
export function tokensSentWith(run: Run, { prompt, system = "" }: Comparison): number {
  const counted = run.attempts.findLast((attempt) => attempt.promptTokens !== undefined)?.promptTokens;
  return counted ?? estimateTokens(prompt) + estimateTokens(run.overrides?.system ?? system);
}
