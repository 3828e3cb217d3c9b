import { call } from "#renderer/bridge/host.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useInspectorStore } from "#renderer/stores/inspector-store.ts";
import { runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import type { Attempt, Run } from "#shared/run.ts";

/** Opens the inspector on one attempt. What was sent and received comes a moment later. */
export function inspectAttempt(runId: string, attemptId: string): void {
  const { shown } = useInspectorStore.getState();
  const isSame = shown?.runId === runId && shown.attemptId === attemptId;
  useInspectorStore.setState({
    isOpen: true,
    shown: { runId, attemptId },
    ...(isSame ? {} : { exchange: { kind: "loading" } }),
  });
}

export function closeInspector(): void {
  useInspectorStore.setState({ isOpen: false });
}

/** Opens it on the attempt that was on show last, else on one of the focused column, and closes it again. */
export function toggleInspector(): void {
  const { isOpen, shown } = useInspectorStore.getState();
  if (isOpen) {
    closeInspector();
    return;
  }
  const runs = runsOnScreen();
  const isThere = runs.some((run) => run.id === shown?.runId);
  const run = runs[0];
  const attempt = run === undefined ? undefined : attemptToShow(run);
  if (isThere) useInspectorStore.setState({ isOpen: true });
  else if (run !== undefined && attempt !== undefined) inspectAttempt(run.id, attempt.id);
  else useInspectorStore.setState({ isOpen: true, shown: null });
}

/** Asks for what went over the wire, again where more may have come by now. */
export async function loadExchange(runId: string, attemptId: string): Promise<void> {
  const answer = await call("attempt.exchange", { runId, attemptId });
  const { shown } = useInspectorStore.getState();
  // Somebody picked another one meanwhile.
  if (shown?.runId !== runId || shown.attemptId !== attemptId) return;
  useInspectorStore.setState({
    exchange: answer.ok ? { kind: "known", exchange: answer.value } : { kind: "none", words: answer.failure.message },
  });
}

/** What is worth a look: what failed first, else what answers. */
function attemptToShow({ attempts }: Run): Attempt | undefined {
  return attempts.find((attempt) => attempt.status === "failed") ?? attempts.at(-1);
}

/** The runs that the columns show, the focused column's first. */
function runsOnScreen(): readonly Run[] {
  const { columns, focusedId } = useColumnsStore.getState();
  const ordered = columns.toSorted((one, other) => Number(other.id === focusedId) - Number(one.id === focusedId));
  const state = useRunsStore.getState();
  return ordered.flatMap((column) => runOfColumn(state, column.id) ?? []);
}
