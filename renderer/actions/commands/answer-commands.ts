import { focusColumnAt } from "#renderer/actions/compare-layout.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import type { Run } from "#shared/run.ts";
import type { Command } from "./command.ts";

/** Answers on screen that another link than the first gave: a fallback is never silent. */
export function answerCommands(): readonly Command[] {
  const { columns, title } = useColumnsStore.getState();
  const state = useRunsStore.getState();
  return columns.flatMap((column, index) => {
    const run = runOfColumn(state, column.id);
    const link = run === undefined ? 0 : answeringLink(run);
    if (run === undefined || link === 0) return [];
    return [
      {
        id: `answer.${run.id}`,
        label: title,
        group: "answers",
        sign: "answer",
        detail: `${run.title} · link ${link + 1} of ${run.links.length}`,
        words: "fell through fallback answer",
        run: () => focusColumnAt(index),
      },
    ];
  });
}

/** The place of the link that answered or streams now; 0 for the first, and where none did. */
function answeringLink(run: Run): number {
  const answering = run.attempts.find((attempt) => attempt.id === run.answeredBy) ?? run.attempts.at(-1);
  const hasText = answering?.status === "running" || answering?.status === "answered";
  return answering !== undefined && hasText ? answering.linkIndex : 0;
}
