import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { type ColumnDraft, pickedColumns, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { shownPrompt } from "#renderer/stores/prompts.ts";
import { hasFailed, isRunning, runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import type { Column, Run } from "#shared/run.ts";
import { openPrompts } from "./conversation.ts";
import { clearProblem, showProblem } from "./problem.ts";
import { asWaiting, startColumns } from "./sending.ts";

/**
 * Asks these columns once more what they show an answer to, with the settings that they have now. The other columns,
 * and the answers of before, stay.
 */
export async function retryColumns(columnIds: readonly string[]): Promise<void> {
  const state = useRunsStore.getState();
  const byComparison = new Map<string, Column[]>();
  for (const column of pickedColumns(useColumnsStore.getState().columns)) {
    const run = runOfColumn(state, column.id);
    if (run === undefined || isRunning(run) || !canRetry(run) || !columnIds.includes(column.id)) continue;
    byComparison.set(run.comparisonId, [...(byComparison.get(run.comparisonId) ?? []), column]);
  }
  if (byComparison.size === 0) return;
  clearProblem();
  const refusals = await Promise.all([...byComparison].map(([id, columns]) => retry(id, columns)));
  const refusal = refusals.find((one) => one !== null);
  if (refusal !== undefined) showProblem(refusal);
}

/** A failed run of a repeat is a measurement; what measured nothing is asked again by its repeat. */
export function canRetry(run: Run): boolean {
  return run.round === undefined;
}

async function retry(comparisonId: string, columns: readonly Column[]): Promise<string | null> {
  const template = useAppStore.getState().comparisons.find((one) => one.id === comparisonId)?.template;
  const values = { ...useComposerStore.getState().values, ...template?.values };
  const started = startColumns(columns, values);
  return await asWaiting(comparisonId, started, async () => {
    const answer = await call("comparison.retry", { comparisonId, columns: started });
    return answer.ok ? null : `Not tried again. ${answer.failure.message}`;
  });
}

/** Every column that was asked the prompt on screen and is done with it. */
export async function retryAll(): Promise<void> {
  const prompt = shownPrompt(openPrompts(), useColumnsStore.getState().shownId);
  await retryColumns(columnsWhere((run) => run.comparisonId === prompt?.id && !isRunning(run)));
}

/** Every column that shows no answer, through no doing of the user. */
export async function retryFailed(): Promise<void> {
  await retryColumns(columnsWhere(hasFailed));
}

function columnsWhere(isWanted: (run: Run) => boolean): readonly string[] {
  const state = useRunsStore.getState();
  return useColumnsStore.getState().columns.flatMap(({ id }: ColumnDraft) => {
    const run = runOfColumn(state, id);
    return run !== undefined && isWanted(run) ? [id] : [];
  });
}
