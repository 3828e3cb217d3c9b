import type { HistoryChoice, HistoryPort } from "#electron/bridge/history-port.ts";
import type { Found } from "#electron/bridge/outcome.ts";
import type { HistoryEntry } from "#shared/history.ts";
import type { Comparison } from "#shared/run.ts";
import { titleOf } from "#shared/title.ts";
import type { FakeStore } from "./fake-store.ts";

export type FakeHistory = HistoryPort & {
  /** What the windows asked for, in order. */
  readonly chosen: HistoryChoice[];
  /** The disk finds that one of them is still being answered. */
  isRunning: boolean;
};

/** The history of a fake store: every comparison in it, newest last, found by its prompt. */
export function createFakeHistory(store: FakeStore): FakeHistory {
  const removed = new Map<string, readonly Comparison[]>();
  const entries = new Map<string, Partial<HistoryEntry>>();
  const answer = async <T>(value: () => T): Promise<Found<T>> => {
    await Promise.resolve();
    return store.trouble === null ? { ok: true, value: value() } : { ok: false, message: store.trouble };
  };
  const entryOf = (comparison: Comparison): HistoryEntry => ({
    ...plainEntry(comparison),
    ...entries.get(comparison.id),
  });
  const chosenBy = (choice: HistoryChoice) => (comparison: Comparison) =>
    "comparisonIds" in choice
      ? choice.comparisonIds.includes(comparison.id)
      : comparison.startedAtMs >= (choice.fromMs ?? 0) && comparison.startedAtMs < (choice.untilMs ?? Infinity);
  const history: FakeHistory = {
    chosen: [],
    isRunning: false,
    search: ({ text }) =>
      answer(() => {
        const found = [...store.comparisons.values()].filter(({ prompt }) => prompt.includes(text));
        return { entries: found.map(entryOf), cursor: null, count: found.length, total: store.comparisons.size };
      }),
    details: (comparisonId) =>
      answer(() => {
        const comparison = store.comparisons.get(comparisonId);
        if (comparison === undefined) return null;
        const runs = [...store.runs.values()].filter((run) => run.comparisonId === comparisonId);
        return { comparison, runs, entry: entryOf(comparison) };
      }),
    change: ({ comparisonId, title, ...change }) =>
      answer(() => {
        const comparison = store.comparisons.get(comparisonId);
        if (comparison === undefined) return null;
        const named = title == null ? {} : { title: { text: title, marks: [] }, isRenamed: true };
        entries.set(comparisonId, { ...entries.get(comparisonId), ...change, ...named });
        return entryOf(comparison);
      }),
    tags: () => answer(() => [...entries.values()].flatMap((entry) => entry.tags ?? [])),
    remove: (choice) =>
      answer(() => {
        history.chosen.push(choice);
        if (history.isRunning) return "running";
        const leaving = [...store.comparisons.values()].filter(chosenBy(choice));
        for (const { id } of leaving) store.comparisons.delete(id);
        const undoId = `undo-${removed.size + 1}`;
        removed.set(undoId, leaving);
        return { undoId, comparisons: leaving.length };
      }),
    restore: (undoId) =>
      answer(() => {
        const back = removed.get(undoId);
        for (const comparison of back ?? []) store.comparisons.set(comparison.id, comparison);
        return removed.delete(undoId);
      }),
  };
  return history;
}

function plainEntry(comparison: Comparison): HistoryEntry {
  const { id, conversationId, sessionId, prompt, startedAtMs, isDemo, client = null } = comparison;
  return {
    ...{ comparisonId: id, conversationId, sessionId, startedAtMs, isDemo, client },
    title: { text: titleOf(prompt), marks: [] },
    isRenamed: false,
    snippet: { text: prompt, marks: [] },
    isPinned: false,
    tags: [],
    ...{ runs: 0, answered: 0, failed: 0, fellThrough: 0, furthestLink: 1 },
    ...{ providerIds: [], titles: [] },
    cost: { nanoUsd: 0, unknownCount: 0, isEstimate: false },
    repeat: null,
  };
}
