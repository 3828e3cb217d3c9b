import { useEffect } from "react";
import { loadRepeat } from "#renderer/actions/repeat-control.ts";
import { useRepeatsStore } from "#renderer/stores/repeats-store.ts";
import type { RepeatState } from "#shared/repeat.ts";

/** How far a repeat is; asked for where the host did not tell of it, as of one that ended long ago. */
export function useRepeatState(comparisonId: string): RepeatState | undefined {
  const state = useRepeatsStore(({ byComparison }) => byComparison[comparisonId]);
  const isKnown = state !== undefined;
  useEffect(() => {
    if (!isKnown) void loadRepeat(comparisonId);
  }, [isKnown, comparisonId]);
  return state;
}
