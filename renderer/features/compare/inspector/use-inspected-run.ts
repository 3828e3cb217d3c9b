import { useRef } from "react";
import { isSameShape } from "#renderer/parts/use-run.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import type { Run } from "#shared/run.ts";

/** A run by its id, drawn anew when anything but its text changed; undefined where it is not known. */
export function useInspectedRun(runId: string | null): Run | undefined {
  const last = useRef<Run>(undefined);
  return useRunsStore((state) => {
    const next = runId === null ? undefined : state.runs[runId];
    if (last.current === undefined || next === undefined || !isSameShape(last.current, next)) last.current = next;
    return last.current;
  });
}
