import { call } from "#renderer/bridge/host.ts";
import { useHistoryStore } from "#renderer/stores/history-store.ts";
import { keepReadRuns } from "#renderer/stores/runs-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import { problemOf } from "./answers.ts";

/** Somebody who holds an arrow key down goes past many: only what they stop at is read. */
const readAfterMs = 80;

let waiting: ReturnType<typeof setTimeout> | undefined;

/** Shows a comparison of the list; null shows none. */
export function selectComparison(comparisonId: string | null): void {
  if (useHistoryStore.getState().selectedId === comparisonId) return;
  clearTimeout(waiting);
  const kind = comparisonId === null ? "none" : "loading";
  const { asking } = useHistoryStore.getState();
  useHistoryStore.setState({
    selectedId: comparisonId,
    detail: { kind },
    // Whether to delete was asked of the one before, never of this one.
    asking: asking === "delete" ? null : asking,
  });
  if (comparisonId === null) keepReadRuns([]);
  else waiting = setTimeout(() => void readComparison(comparisonId), readAfterMs);
}

/** A repeated comparison may hold thousands of runs; those that begin meanwhile come as events. */
const readRepeatEveryMs = 3_000;

let lastReadMs = Number.NEGATIVE_INFINITY;
let refreshing: ReturnType<typeof setTimeout> | undefined;

/** Reads what is selected anew, as it is now; what is on show stays until it is here. */
export async function refreshDetail(): Promise<void> {
  clearTimeout(refreshing);
  const { selectedId, detail } = useHistoryStore.getState();
  // What was just selected is read anyway.
  if (selectedId === null || detail.kind === "loading") return;
  const isLarge = detail.kind === "known" && detail.comparison.repeat !== undefined;
  const restMs = lastReadMs + readRepeatEveryMs - performance.now();
  if (isLarge && restMs > 0) refreshing = setTimeout(() => void refreshDetail(), restMs);
  else await readComparison(selectedId);
}

export async function readComparison(comparisonId: string): Promise<void> {
  const answer = await call("history.get", { comparisonId });
  lastReadMs = performance.now();
  const { selectedId, detail } = useHistoryStore.getState();
  if (selectedId !== comparisonId) return;
  if (!answer.ok) {
    // What is on show stays where only the connection is lost.
    const isLost = answer.failure.code === "disconnected" && detail.kind === "known";
    if (!isLost) useHistoryStore.setState({ detail: { kind: "failed", message: problemOf(answer) ?? "" } });
    return;
  }
  const { comparison, runs, entry } = answer.value;
  keepReadRuns(runs);
  useHistoryStore.setState({ detail: { kind: "known", comparison, entry, runIds: runs.map((run) => run.id) } });
}

/** Stops every answer of a comparison that still streams. */
export async function stopComparison(comparisonId: string): Promise<void> {
  const answer = await call("comparison.stop", { comparisonId });
  if (!answer.ok) tell({ text: `It still streams. ${problemOf(answer)}`, tone: "bad" });
}
