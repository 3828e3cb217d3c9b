import type { Clock } from "#electron/manager/dependencies.ts";
import type { RepeatState } from "#shared/repeat.ts";
import { type Entry, stateOf } from "./entry.ts";

/** While runs go on, their progress is told so often and no more. */
const tellEveryMs = 250;

/** Tells the windows how far repeated comparisons are. */
export type Teller = {
  now(entry: Entry): void;
  soon(entry: Entry): void;
  /** Nothing more is told of it. */
  drop(entry: Entry): void;
};

export function createTeller(clock: Clock, tell: (state: RepeatState) => void): Teller {
  const toldAtMs = new Map<Entry, number>();
  const timers = new Map<Entry, () => void>();
  /** What a run of it cost may still be learned. */
  const dropped = new WeakSet<Entry>();
  const cancel = (entry: Entry) => {
    timers.get(entry)?.();
    timers.delete(entry);
  };
  const now = (entry: Entry) => {
    cancel(entry);
    if (dropped.has(entry)) return;
    toldAtMs.set(entry, clock.monotonicMs());
    tell(stateOf(entry, { monotonicMs: clock.monotonicMs(), epochMs: clock.epochMs() }));
  };
  return {
    now,
    soon: (entry) => {
      if (timers.has(entry) || dropped.has(entry)) return;
      const sinceMs = clock.monotonicMs() - (toldAtMs.get(entry) ?? Number.NEGATIVE_INFINITY);
      if (sinceMs >= tellEveryMs) return now(entry);
      timers.set(
        entry,
        clock.after(tellEveryMs - sinceMs, () => now(entry)),
      );
    },
    drop: (entry) => {
      cancel(entry);
      dropped.add(entry);
      toldAtMs.delete(entry);
    },
  };
}
