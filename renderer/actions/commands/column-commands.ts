import { closeColumn } from "#renderer/actions/close-column.ts";
import { addColumn } from "#renderer/actions/columns.ts";
import { focusColumnAt, focusNextColumn, moveColumn } from "#renderer/actions/compare-layout.ts";
import { columnInFocus } from "#renderer/actions/focus.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { stopRun } from "#renderer/actions/stop.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { type ColumnDraft, mostColumns, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { isRunning, runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import { numberRepeats, targetTitle } from "#renderer/stores/targets.ts";
import { askForTarget } from "#renderer/stores/view-store.ts";
import { columnKeys, keymap } from "#shared/keymap.ts";
import { type Command, unless } from "./command.ts";

/** What is done with one column: the one in focus, or the one that the command names. */
export function columnCommands(): readonly Command[] {
  const { columns } = useColumnsStore.getState();
  const names = namesOf(columns);
  const index = columns.findIndex((column) => column.id === columnInFocus());
  const own = ownCommands(columns[index]?.id ?? "", index).map((command) => ({
    ...command,
    detail: names[index] ?? "",
    ...(index === -1 ? { unavailable: "There is no column" } : {}),
  }));
  return [addCommand(columns.length), ...own, ...columns.map(focusCommand(names))];
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
        openView("compare");
        askForTarget(columnId);
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
    ...moveCommands(columnId, index),
    ...stepCommands(),
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
