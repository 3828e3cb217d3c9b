import { useMemo } from "react";
import { isRunning, useRunsStore } from "#renderer/stores/runs-store.ts";

/** Comparisons of which an answer streams now, as far as this window knows. */
export function useLiveComparisons(): ReadonlySet<string> {
  // As one text, so that it is the same one as long as the same ones stream.
  const joined = useRunsStore(({ runs }) => {
    const live = Object.values(runs).filter(isRunning);
    return [...new Set(live.map((run) => run.comparisonId))].join(" ");
  });
  return useMemo(() => new Set(joined === "" ? [] : joined.split(" ")), [joined]);
}
