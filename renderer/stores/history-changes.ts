import { create } from "zustand";
import type { HostEvent } from "#shared/contract.ts";

/** Counts what the host told of the history; the History view asks again when it does. Apart, to be small. */
export const useHistoryChanges = create<{ readonly count: number }>()(() => ({ count: 0 }));

export function noteHistoryChange(): void {
  useHistoryChanges.setState(({ count }) => ({ count: count + 1 }));
}

export function takeHistoryEvents(events: readonly HostEvent[]): void {
  if (events.some((event) => event.topic === "history-changed")) noteHistoryChange();
}
