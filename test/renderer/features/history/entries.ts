import type { HistoryEntry } from "#shared/history.ts";

/** A comparison in the list. */
export function entryOf(id: string, parts: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    comparisonId: id,
    conversationId: `conversation-${id}`,
    title: { text: `Title of ${id}`, marks: [] },
    isRenamed: false,
    snippet: { text: `Prompt of ${id}`, marks: [] },
    isPinned: false,
    tags: [],
    startedAtMs: Date.now(),
    sessionId: "session-1",
    isDemo: false,
    client: null,
    runs: 2,
    answered: 2,
    failed: 0,
    fellThrough: 0,
    furthestLink: 1,
    providerIds: ["openai"],
    titles: ["GPT-5"],
    cost: { nanoUsd: 8_680_000, unknownCount: 0, isEstimate: false },
    repeat: null,
    ...parts,
  };
}
