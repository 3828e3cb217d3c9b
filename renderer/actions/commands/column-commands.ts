import { closeColumn } from "#renderer/actions/close-column.ts";
import { addColumn } from "#renderer/actions/columns.ts";
import { focusColumnAt, focusNextColumn, moveColumn } from "#renderer/actions/compare-layout.ts";
import { replyOnlyTo } from "#renderer/actions/conversation.ts";
import { copyAnswer, copyCurl } from "#renderer/actions/copy.ts";
import { columnInFocus, focusWhenDrawn, pressWhenDrawn, promptSelector } from "#renderer/actions/focus.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { retryColumns } from "#renderer/actions/retry.ts";
import { stopRun } from "#renderer/actions/stop.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { type ColumnDraft, openSettings, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { isRunning, runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import { numberRepeats, targetTitle } from "#renderer/stores/targets.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { columnKeys, keymap } from "#shared/keymap.ts";
import { mostColumns } from "#shared/repeat.ts";
import type { Run } from "#shared/run.ts";
import { type Command, unless } from "./command.ts";

/** What is done with one column: the one in focus, or the one that the command names. */
export function columnCommands(): readonly Command[] {
  const { columns } = useColumnsStore.getState();
  const names = namesOf(columns);
  const index = columns.findIndex((column) => column.id === columnInFocus());
  const own = ownCommands(columns[index]?.id ?? "", index).map((command) => ({
    ...command,
    detail: names[index] ?? "",
    ...whyNotOf(command.id, index),
  }));
  return [addCommand(columns.length), ...own, ...columns.map(focusCommand(names))];
}

/** These show Compare first; with the others nobody would see what happened to which. */
const leadsToCompare: readonly string[] = ["column.change-model", "column.settings", "column.reply-only"];

function whyNotOf(id: string, index: number): { readonly unavailable?: string } {
  if (index === -1) return { unavailable: "There is no column" };
  const isSeen = useViewStore.getState().view === "compare" || leadsToCompare.includes(id);
  return unless(isSeen, "It is on the Compare view");
}

function addCommand(count: number): Command {
  return {
    id: "column.add",
    label: "Add column",
    group: "commands",
    sign: "add",
    keys: keymap["column.add"],
    words: "target new model chain",
    ...unless(count < mostColumns, `There are ${mostColumns} columns`),
    run: () => {
      openView("compare");
      addColumn();
    },
  };
}

/** Of the column in focus. */
function ownCommands(columnId: string, index: number): readonly Command[] {
  const run = runOfColumn(useRunsStore.getState(), columnId);
  return [
    {
      id: "column.change-model",
      label: "Change model",
      group: "commands",
      sign: "model",
      keys: keymap["column.change-model"],
      words: "pick target chain column",
      run: () => {
        focusColumnAt(index);
        pressWhenDrawn(`[data-column="${columnId}"] button[title="Change model"]`);
      },
    },
    {
      id: "column.remove",
      label: "Remove column",
      group: "commands",
      sign: "remove",
      keys: keymap["column.remove"],
      words: "close delete",
      run: () => closeColumn(columnId),
    },
    {
      id: "column.stop",
      label: "Stop column",
      group: "commands",
      sign: "stop",
      words: "cancel abort answer",
      ...unless(isRunning(run), "It does not stream"),
      run: () => void (run === undefined ? undefined : stopRun(run.id)),
    },
    ...askCommands(columnId, run),
    ...copyCommands(run),
    ...moveCommands(columnId, index),
    ...stepCommands(),
  ];
}

function askCommands(columnId: string, run: Run | undefined): readonly Command[] {
  return [
    {
      id: "column.retry",
      label: "Try column again",
      group: "commands",
      sign: "retry",
      words: "retry resend repeat",
      ...unless(run !== undefined && !isRunning(run), "It has no answer that ended"),
      run: () => void retryColumns([columnId]),
    },
    {
      id: "column.reply-only",
      label: "Reply only to this column",
      group: "commands",
      sign: "send",
      words: "alone single answer",
      run: () => {
        openView("compare");
        replyOnlyTo(columnId);
        focusWhenDrawn(promptSelector);
      },
    },
    {
      id: "column.settings",
      label: "Settings of this column",
      group: "commands",
      sign: "settings",
      words: "temperature tokens effort seed schema system prompt override",
      run: () => {
        openView("compare");
        openSettings(columnId);
      },
    },
  ];
}

function copyCommands(run: Run | undefined): readonly Command[] {
  const common = {
    group: "commands",
    sign: "copy",
    words: "clipboard",
    ...unless(run !== undefined, "It has no answer"),
  } as const;
  const id = run?.id ?? "";
  return [
    {
      ...common,
      id: "column.copy",
      label: "Copy answer",
      keys: keymap["column.copy"],
      words: "clipboard markdown",
      run: () => void copyAnswer(id, "markdown"),
    },
    { ...common, id: "column.copy-text", label: "Copy answer as plain text", run: () => void copyAnswer(id, "text") },
    { ...common, id: "column.copy-curl", label: "Copy request as cURL", run: () => void copyCurl(id) },
  ];
}

function moveCommands(columnId: string, index: number): readonly Command[] {
  const { length } = useColumnsStore.getState().columns;
  return [
    {
      id: "column.move-left",
      label: "Move column left",
      group: "commands",
      sign: "move",
      keys: keymap["column.move-left"],
      ...unless(index > 0, "It is the first"),
      run: () => moveColumn(columnId, -1),
    },
    {
      id: "column.move-right",
      label: "Move column right",
      group: "commands",
      sign: "move",
      keys: keymap["column.move-right"],
      ...unless(index < length - 1, "It is the last"),
      run: () => moveColumn(columnId, 1),
    },
  ];
}

function stepCommands(): readonly Command[] {
  const hasOthers = useColumnsStore.getState().columns.length > 1;
  return [
    {
      id: "column.previous",
      label: "Previous column",
      group: "commands",
      sign: "column",
      keys: keymap["column.previous"],
      ...unless(hasOthers, "There is one column"),
      run: () => focusNextColumn(-1),
    },
    {
      id: "column.next",
      label: "Next column",
      group: "commands",
      sign: "column",
      keys: keymap["column.next"],
      ...unless(hasOthers, "There is one column"),
      run: () => focusNextColumn(1),
    },
  ];
}

/** Nine digits are on the keyboard. */
const mostKeys = 9;

function focusCommand(names: readonly string[]): (column: ColumnDraft, index: number) => Command {
  const platform = useAppStore.getState().capabilities?.platform ?? "other";
  return (column, index) => ({
    id: `column.focus-${column.id}`,
    label: `Go to column ${names[index] ?? ""}`,
    group: "columns",
    sign: column.target?.kind === "chain" ? "chain" : "column",
    words: "focus show answer",
    ...(index < mostKeys ? { keys: columnKeys(index + 1, platform) } : {}),
    run: () => focusColumnAt(index),
  });
}

function namesOf(columns: readonly ColumnDraft[]): readonly string[] {
  const app = useAppStore.getState();
  return numberRepeats(columns.map(({ target }) => (target === null ? "New column" : targetTitle(app, target))));
}
