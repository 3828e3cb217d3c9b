import { showCompareView, toggleScrollTogether } from "#renderer/actions/compare-layout.ts";
import { focusWhenDrawn, promptSelector } from "#renderer/actions/focus.ts";
import { toggleInspector } from "#renderer/actions/inspector.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { canRetry, retryAll, retryFailed } from "#renderer/actions/retry.ts";
import { sendDraft } from "#renderer/actions/start-comparison.ts";
import { stopAll } from "#renderer/actions/stop.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { type CompareView, compareViews } from "#renderer/stores/compare-layout-store.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { useInspectorStore } from "#renderer/stores/inspector-store.ts";
import { hasFailed, isRunning, runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import { keymap } from "#shared/keymap.ts";
import { type Command, unless } from "./command.ts";

/** What is done with the prompt and with all columns at once. */
export function compareCommands(): readonly Command[] {
  return [...sendCommands(), ...retryCommands(), ...layoutCommands()];
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

function retryCommands(): readonly Command[] {
  const state = useRunsStore.getState();
  const runs = useColumnsStore.getState().columns.flatMap((column) => runOfColumn(state, column.id) ?? []);
  return [
    {
      id: "compare.retry-failed",
      label: "Try failed again",
      group: "commands",
      sign: "retry",
      words: "retry resend repeat columns",
      ...unless(
        runs.some((run) => hasFailed(run) && canRetry(run)),
        "No answer failed",
      ),
      run: () => void retryFailed(),
    },
    {
      id: "compare.retry-all",
      label: "Try all again",
      group: "commands",
      sign: "retry",
      words: "retry resend repeat columns",
      ...unless(
        runs.some((run) => !isRunning(run) && canRetry(run)),
        "No answer has ended",
      ),
      run: () => void retryAll(),
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

const viewLabels: Readonly<Record<CompareView, string>> = {
  columns: "Show answers as columns",
  list: "Show answers as a list",
  diff: "Show answers as a diff",
  runs: "Show all runs",
  routes: "Compare routes to a model",
};

const viewWords: Readonly<Record<CompareView, string>> = {
  columns: "side by side",
  list: "table sort scatter",
  diff: "difference words lines baseline",
  runs: "repeats distribution median p50 p95 evidence",
  routes: "direct openrouter endpoint measure evidence",
};

function layoutCommands(): readonly Command[] {
  const views = compareViews.map(
    (view): Command => ({
      id: `compare.view-${view}`,
      label: viewLabels[view],
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
    {
      id: "compare.inspector",
      label: useInspectorStore.getState().isOpen ? "Close the attempt inspector" : "Open the attempt inspector",
      group: "commands",
      sign: "layout",
      keys: keymap["compare.inspector"],
      words: "raw request response headers timing",
      run: () => {
        openView("compare");
        toggleInspector();
      },
    },
  ];
}
