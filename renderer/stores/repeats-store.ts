import { create } from "zustand";
import type { HostEvent, Snapshot } from "#shared/contract.ts";
import type { RepeatState } from "#shared/repeat.ts";

export type RepeatsState = {
  /** How far each repeated comparison is, by comparison: of the open conversation, and others that were told of. */
  readonly byComparison: Readonly<Record<string, RepeatState>>;
};

export const useRepeatsStore = create<RepeatsState>()(() => ({ byComparison: {} }));

export function takeRepeatsSnapshot({ repeats }: Pick<Snapshot, "repeats">): void {
  useRepeatsStore.setState({ byComparison: Object.fromEntries(repeats.map((one) => [one.comparisonId, one])) });
}

/** What a method of repeats answered, or the host told. */
export function putRepeats(repeats: readonly RepeatState[]): void {
  if (repeats.length === 0) return;
  useRepeatsStore.setState(({ byComparison }) => ({
    byComparison: { ...byComparison, ...Object.fromEntries(repeats.map((one) => [one.comparisonId, one])) },
  }));
}

/** One set for the whole batch. */
export function takeRepeatEvents(events: readonly HostEvent[]): void {
  putRepeats(events.flatMap((event) => (event.topic === "repeat" ? [event.repeat] : [])));
}
