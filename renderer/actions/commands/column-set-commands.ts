import { recallColumnSet, removeColumnSet } from "#renderer/actions/column-sets.ts";
import { pressWhenDrawn } from "#renderer/actions/focus.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import type { Command } from "./command.ts";

/** Columns that were saved under a name: use, rename, remove. Saving them is a command of the prompt's tools. */
export function columnSetCommands(): readonly Command[] {
  return useAppStore.getState().columnSets.flatMap(commandsOf);
}

function commandsOf(set: ColumnSet): readonly Command[] {
  const detail = set.columns.length === 1 ? "1 column" : `${set.columns.length} columns`;
  const common = { group: "columns", detail } as const;
  return [
    {
      ...common,
      id: `column-set.recall-${set.id}`,
      label: `Use column set ${set.name}`,
      sign: "column",
      words: "recall saved",
      run: () => {
        openView("compare");
        recallColumnSet(set.id);
      },
    },
    {
      ...common,
      id: `column-set.rename-${set.id}`,
      label: `Rename column set ${set.name}`,
      sign: "edit",
      words: "name saved",
      isRare: true,
      run: () => {
        openView("compare");
        pressWhenDrawn("button[aria-label='Column sets']");
        pressWhenDrawn(`[data-rename-set="${set.id}"]`);
      },
    },
    {
      ...common,
      id: `column-set.remove-${set.id}`,
      label: `Remove column set ${set.name}`,
      sign: "remove",
      words: "delete saved",
      isRare: true,
      run: () => void removeColumnSet(set.id),
    },
  ];
}
