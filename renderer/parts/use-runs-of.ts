import { useEffect, useState } from "react";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import { windowFrames } from "#renderer/ui/frames.ts";
import type { Run } from "#shared/run.ts";

/** Figures of many runs are worked out and drawn anew this often at most, however fast their texts grow. */
const restMs = 1_000;

/**
 * All runs of a comparison, as they are now or were up to a second ago; the same list as long as none of them changed.
 * Another comparison needs a `key` of its own.
 */
export function useRunsOf(comparisonId: string): readonly Run[] {
  const [runs, setRuns] = useState(() => runsOf(comparisonId));
  useEffect(() => followRuns(comparisonId, setRuns), [comparisonId]);
  return runs;
}

/** Tells at once, and then at most every second. Nothing is looked up for what streams in between. */
export function followRuns(comparisonId: string, tell: (runs: readonly Run[]) => void): () => void {
  let told = runsOf(comparisonId);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    timer = undefined;
    const now = runsOf(comparisonId);
    if (isSame(told, now)) return;
    told = now;
    tell(now);
  };
  tell(told);
  const unsubscribe = useRunsStore.subscribe(() => {
    timer ??= setTimeout(() => windowFrames.next(look), restMs);
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}

function runsOf(comparisonId: string): readonly Run[] {
  return Object.values(useRunsStore.getState().runs).filter((run) => run.comparisonId === comparisonId);
}

function isSame(one: readonly Run[], other: readonly Run[]): boolean {
  return one.length === other.length && one.every((run, index) => run === other[index]);
}
