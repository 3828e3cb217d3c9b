import { clearSearch } from "#renderer/actions/history.ts";
import { selectedEntry, togglePin } from "#renderer/actions/history-change.ts";
import { openInCompare, runAgain } from "#renderer/actions/history-open.ts";
import { openSearch } from "#renderer/actions/history-search.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { askHistory, isNarrowed, useHistoryStore } from "#renderer/stores/history-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import type { HistoryEntry } from "#shared/history.ts";
import { keymap } from "#shared/keymap.ts";
import { type Command, unless } from "./command.ts";

/** What was sent before: found, opened, sent again, kept in order. */
export function historyCommands(): readonly Command[] {
  const isHere = useViewStore.getState().view === "history";
  const entry = isHere ? selectedEntry() : undefined;
  return [...searchCommands(isHere), ...(entry === undefined ? [] : entryCommands(entry)), clearCommand()];
}

/** Elsewhere the keys of finding on a page are the surrounding browser's. */
function searchCommands(isHere: boolean): readonly Command[] {
  const find: Command = {
    id: "history.search",
    label: "Search history",
    group: "commands",
    sign: "history",
    keys: keymap["history.search"],
    words: "find past prompts answers comparisons",
    run: openSearch,
  };
  if (!isHere) return [find];
  const here: Command = { ...find, id: "history.find", label: "Find in History", keys: keymap["history.find"] };
  const clear: Command = {
    id: "history.clear-search",
    label: "Clear search and filters",
    group: "commands",
    sign: "history",
    words: "reset all",
    ...unless(isNarrowed(useHistoryStore.getState()), "Nothing narrows the list"),
    run: clearSearch,
  };
  return [find, here, clear];
}

/** What is done with the comparison on show. */
function entryCommands(entry: HistoryEntry): readonly Command[] {
  const { comparisonId, isPinned, client } = entry;
  const common = { group: "commands", detail: entry.title.text } as const;
  return [
    {
      ...common,
      id: "history.open",
      label: "Open this comparison in Compare",
      sign: "column",
      words: "continue conversation",
      ...unless(client === null, "A program asked this"),
      run: () => void openInCompare(comparisonId),
    },
    {
      ...common,
      id: "history.run-again",
      label: "Run this comparison again",
      sign: "retry",
      words: "repeat resend same prompt other targets",
      run: () => void runAgain(comparisonId),
    },
    {
      ...common,
      id: "history.pin",
      label: isPinned ? "Unpin this comparison" : "Pin this comparison",
      sign: "history",
      words: "star keep favourite",
      run: () => togglePin(entry),
    },
    {
      ...common,
      id: "history.delete",
      label: "Delete this comparison…",
      sign: "remove",
      words: "remove trash",
      run: () => askHistory("delete"),
    },
  ];
}

function clearCommand(): Command {
  return {
    id: "history.clear",
    label: "Clear a range of the history…",
    group: "commands",
    sign: "remove",
    words: "delete all everything old days privacy",
    run: () => {
      openView("history");
      askHistory("clear");
    },
  };
}
