import { act } from "react";
import { showPrompt } from "#renderer/actions/conversation.ts";
import { sendDraft } from "#renderer/actions/start-comparison.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { changeComposer, setDraft, setImages, useComposerStore } from "#renderer/stores/composer-store.ts";
import { isRunning, runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import type { Run } from "#shared/run.ts";
import { settle } from "#test/renderer/features/mount.ts";
import { openWindow } from "#test/renderer/features/window-on-host.ts";
import { attemptOf, modelTarget } from "#test/support/scripted-data.ts";

/** A window on the fake host with two columns `a` and `b`, in a conversation of its own. */
export async function openConversation() {
  sessionStorage.clear();
  useComposerStore.setState({ imageProblem: null });
  changeComposer({ system: "", systemOf: null, values: {}, editingId: null, replyOnlyTo: null, setAside: null });
  setDraft("");
  setImages([]);
  const window = await openWindow();
  useColumnsStore.setState({
    conversationId: crypto.randomUUID(),
    title: "New comparison",
    columns: [
      { id: "a", target: modelTarget("openai", "gpt-5") },
      { id: "b", target: modelTarget("anthropic", "claude") },
    ],
    shownId: null,
    settingsId: null,
  });
  useAppStore.setState({ comparisons: [] });
  showPrompt(null);
  const { manager } = window.host;
  /** Ends everything that runs on screen: with a text, or without an answer. */
  const answer = async (text: string | null, columnId?: string) => {
    await act(async () => {
      for (const run of Object.values(useRunsStore.getState().runs)) {
        if (!isRunning(run) || (columnId !== undefined && run.columnId !== columnId)) continue;
        const attemptId = `${run.id}-try`;
        manager.play({ type: "attempt-started", runId: run.id, attempt: attemptOf(attemptId, {}) });
        if (text !== null) manager.play({ type: "delta", runId: run.id, attemptId, atMs: 1, channel: "text", text });
        const status = text === null ? "failed" : "done";
        manager.play({ type: "run-ended", runId: run.id, atMs: 2, status, answeredBy: attemptId, failure: null });
      }
    });
    await settle();
  };
  const send = async (text: string) => {
    await act(async () => {
      setDraft(text);
      await sendDraft();
    });
    await settle();
  };
  return { ...window, answer, send };
}

/** What a column shows. */
export function shown(columnId: string): Run | undefined {
  return runOfColumn(useRunsStore.getState(), columnId);
}
