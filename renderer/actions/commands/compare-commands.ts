import { showCompareView, toggleScrollTogether } from "#renderer/actions/compare-layout.ts";
import { focusWhenDrawn, promptSelector } from "#renderer/actions/focus.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { sendDraft } from "#renderer/actions/start-comparison.ts";
import { stopAll } from "#renderer/actions/stop.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { compareViews } from "#renderer/stores/compare-layout-store.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { isRunning, runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import { keymap } from "#shared/keymap.ts";
import { type Command, unless } from "./command.ts";

/** What is done with the prompt and with all columns at once. */
export function compareCommands(): readonly Command[] {
  return [...sendCommands(), ...layoutCommands()];
}

function sendCommands(): readonly Command[] {
  return [
    {
      id: "compare.send",
      label: "Send the prompt",
      group: "commands",
      sign: "send",
      keys: keymap["compare.send"],
      words: "ask run submit",
      ...whyNotSent(),
      run: () => void sendDraft(),
    },
    {
      id: "compare.stop-all",
      label: "Stop all",
      group: "commands",
      sign: "stop",
      keys: keymap["compare.stop-all"],
      words: "cancel abort answers",
      ...unless(isAnythingRunning(), "No answer is streaming"),
      run: () => void stopAll(),
    },
    {
      id: "compare.write",
      label: "Write a prompt",
      group: "commands",
      sign: "edit",
      keys: keymap["compare.write"],
      words: "focus composer message",
      run: () => {
        openView("compare");
        focusWhenDrawn(promptSelector);
      },
    },
  ];
}

function whyNotSent(): { readonly unavailable?: string } {
  const { columns } = useColumnsStore.getState();
  if (useAppStore.getState().connection !== "connected") return { unavailable: "Understudy does not answer" };
  if (isAnythingRunning()) return { unavailable: "Answers are streaming" };
  if (!columns.some((column) => column.target !== null)) return { unavailable: "No column has a model or a chain" };
  return unless(useComposerStore.getState().draft.trim() !== "", "The prompt is empty");
}

function isAnythingRunning(): boolean {
  const state = useRunsStore.getState();
  return useColumnsStore.getState().columns.some((column) => isRunning(runOfColumn(state, column.id)));
}

const viewWords = { columns: "side by side", list: "table sort scatter", diff: "difference words lines baseline" };

function layoutCommands(): readonly Command[] {
  const views = compareViews.map(
    (view): Command => ({
      id: `compare.view-${view}`,
      label: `Show answers as ${view === "columns" ? "columns" : `a ${view}`}`,
      group: "commands",
      sign: "layout",
      words: viewWords[view],
      run: () => showCompareView(view),
    }),
  );
  return [
    ...views,
    {
      id: "compare.scroll-together",
      label: "Scroll columns together",
      group: "commands",
      sign: "layout",
      words: "sync synchronise lock",
      run: toggleScrollTogether,
    },
  ];
}
