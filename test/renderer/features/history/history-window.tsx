import { act } from "react";
import { HistoryView } from "#renderer/features/history/history-view.tsx";
import { emptyHistory, useHistoryStore } from "#renderer/stores/history-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { Toasts } from "#renderer/ui/toast.tsx";
import type { HistoryDetails, HistoryEntry, HistoryQuery } from "#shared/history.ts";
import type { Comparison, Run } from "#shared/run.ts";
import { fakeLayout } from "#test/renderer/fake-layout.ts";
import { find, mount, settle } from "#test/renderer/features/mount.ts";
import { openWindow } from "#test/renderer/features/window-on-host.ts";
import { attemptOf, modelTarget, runOf } from "#test/support/scripted-data.ts";

/** Tests need not wait for long pages. */
const pageSize = 20;

/** The view on a host with these comparisons, newest first; every one has two answers and a try before the second. */
export async function openHistory(entries: HistoryEntry[]) {
  useHistoryStore.setState(emptyHistory, true);
  useViewStore.setState({ view: "history" });
  const endLayout = fakeLayout();
  const window = await openWindow();
  const { history } = window.host;
  const queries: HistoryQuery[] = [];
  const details = new Map<string, HistoryDetails>(entries.map((entry) => [entry.comparisonId, detailsOf(entry)]));
  /** Held back until it is set free, by the text that was searched for. */
  const held = new Map<string, Promise<void>>();
  history.search = async (query) => {
    queries.push(query);
    await held.get(query.text);
    if (window.host.store.trouble !== null) return { ok: false, message: window.host.store.trouble };
    const found = entries.filter(({ title }) => title.text.includes(query.text));
    const from = Number(query.cursor ?? 0);
    const next = from + pageSize < found.length ? String(from + pageSize) : null;
    const isFirst = query.cursor === null;
    const counts = { count: isFirst ? found.length : null, total: isFirst ? entries.length : null };
    return { ok: true, value: { entries: found.slice(from, from + pageSize), cursor: next, ...counts } };
  };
  history.details = async (id) => ({ ok: true, value: details.get(id) ?? null });
  history.change = async ({ comparisonId, title, ...rest }) => {
    const at = entries.findIndex((entry) => entry.comparisonId === comparisonId);
    const known = details.get(comparisonId);
    if (known === undefined) return { ok: true, value: null };
    const named = title == null ? {} : { title: { text: title, marks: [] }, isRenamed: true };
    const entry = { ...known.entry, ...rest, ...named };
    entries.splice(at, 1, entry);
    details.set(comparisonId, { ...known, entry });
    return { ok: true, value: entry };
  };
  for (const { comparison, runs } of details.values()) {
    window.host.store.comparisons.set(comparison.id, comparison);
    for (const run of runs) window.host.store.runs.set(run.id, run);
  }
  const unmount = await mount(
    <>
      <HistoryView />
      <Toasts />
    </>,
  );
  await settle(100);
  const close = async () => {
    await unmount();
    endLayout();
  };
  return { ...window, queries, details, held, close };
}

export function detailsOf(entry: HistoryEntry): HistoryDetails {
  const { comparisonId: id, conversationId, startedAtMs, client } = entry;
  const comparison: Comparison = {
    id,
    conversationId,
    sessionId: "session-1",
    prompt: `Prompt of ${id}`,
    startedAtMs,
    isDemo: false,
    ...(client !== null && { client }),
  };
  return { comparison, entry, runs: [answeredRun(id, "a"), lostRun(id, startedAtMs), answeredRun(id, "b")] };
}

const ref = { providerId: "openai", modelId: "gpt-5" };

function lostRun(id: string, startedAtMs: number): Run {
  return runOf(`${id}-lost`, { comparisonId: id, columnId: `${id}-b`, startedAtMs, status: "interrupted", endMs: 400 });
}

function answeredRun(id: string, column: string): Run {
  const runId = `${id}-${column}`;
  return runOf(runId, {
    comparisonId: id,
    columnId: runId,
    title: "GPT-5",
    target: modelTarget(ref.providerId, ref.modelId),
    text: `Answer of ${runId}`,
    status: "done",
    endMs: 2_000,
    answeredBy: `${runId}-try`,
    attempts: [
      attemptOf(`${runId}-try`, {
        ...ref,
        status: "answered",
        firstContentMs: 520,
        firstAnswerMs: 520,
        lastContentMs: 1_990,
        endMs: 2_000,
        cost: { nanoUsd: 4_340_000, source: "computed" },
      }),
    ],
  });
}

export function optionTitles(): readonly string[] {
  return [...document.querySelectorAll('[role="option"]')].map((one) => one.firstElementChild?.textContent ?? "");
}

export function selectedTitle(): string {
  return find('[role="option"][aria-selected="true"]').firstElementChild?.textContent ?? "";
}

export async function key(name: string, on = find('[role="listbox"]')): Promise<void> {
  await act(async () => {
    on.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
  });
  await settle(10);
}
