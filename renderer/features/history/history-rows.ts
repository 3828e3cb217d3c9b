import { dayKey, dayWords, sessionWords } from "#renderer/parts/time-words.ts";
import type { HistoryEntry } from "#shared/history.ts";
import type { Session } from "#shared/session.ts";

/** A row of the list: a heading, or a comparison. */
export type HistoryRow =
  | { readonly kind: "day" | "session"; readonly key: string; readonly label: string }
  /** `group` is said with it where only the row is heard. */
  | { readonly kind: "entry"; readonly key: string; readonly entry: HistoryEntry; readonly group: string };

/** By day, and by session within a day that has several. The entries come newest first and keep their order. */
export function historyRows(
  entries: readonly HistoryEntry[],
  sessions: readonly Session[],
  nowMs: number,
): readonly HistoryRow[] {
  return byDay(entries).flatMap((day): readonly HistoryRow[] => {
    const [first] = day;
    if (first === undefined) return [];
    const label = dayWords(first.startedAtMs, nowMs);
    const isSplit = new Set(day.map((entry) => entry.sessionId)).size > 1;
    const head = { kind: "day", key: `day:${dayKey(first.startedAtMs)}`, label } as const;
    return [head, ...day.flatMap((entry, at) => entryRows({ entry, before: day[at - 1], label, isSplit }, sessions))];
  });
}

type Place = {
  readonly entry: HistoryEntry;
  readonly before: HistoryEntry | undefined;
  readonly label: string;
  readonly isSplit: boolean;
};

function entryRows({ entry, before, label, isSplit }: Place, sessions: readonly Session[]): readonly HistoryRow[] {
  const row = { kind: "entry", key: entry.comparisonId, entry, group: label } as const;
  if (!isSplit || before?.sessionId === entry.sessionId) return [row];
  const session = sessions.find((one) => one.id === entry.sessionId);
  const words = sessionWords(session, entry.startedAtMs);
  return [{ kind: "session", key: `session:${entry.comparisonId}`, label: words }, row];
}

function byDay(entries: readonly HistoryEntry[]): readonly (readonly HistoryEntry[])[] {
  const days: HistoryEntry[][] = [];
  for (const entry of entries) {
    const last = days.at(-1);
    const key = last?.[0] === undefined ? null : dayKey(last[0].startedAtMs);
    if (last !== undefined && key === dayKey(entry.startedAtMs)) last.push(entry);
    else days.push([entry]);
  }
  return days;
}
