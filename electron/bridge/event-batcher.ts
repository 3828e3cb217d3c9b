import type { Clock } from "#electron/manager/dependencies.ts";
import type { HostEvent } from "#shared/contract.ts";
import type { Batch } from "#shared/envelope.ts";
import { joinDeltas } from "#shared/join-deltas.ts";
import { type RunEvent, runIdOf } from "#shared/run.ts";

/** One batch for all columns per frame of a 60 Hz screen (design.md §4). */
const batchIntervalMs = 16;

export type EventBatcher = {
  /** Takes an event on its way; sends everything at once where a run ends. */
  emit(event: HostEvent): void;
  /** Hears every later batch. The returned function ends it. A listener must not throw. */
  subscribe(listener: (batch: Batch) => void): () => void;
  /** Sends what is pending now. */
  flush(): void;
  /** The number of the last batch that was sent; 0 before the first. */
  seq(): number;
};

/** The only throttle of data. Holds a timer only while something is pending. */
export function createEventBatcher(clock: Pick<Clock, "after">): EventBatcher {
  const listeners = new Set<(batch: Batch) => void>();
  let pending = createPending();
  let cancelTimer: (() => void) | null = null;
  let seq = 0;

  const flush = () => {
    cancelTimer?.();
    cancelTimer = null;
    if (pending.events.length === 0) return;
    seq += 1;
    const batch = { seq, events: pending.events };
    pending = createPending();
    for (const listener of [...listeners]) listener(batch);
  };

  return {
    emit(event) {
      pending.add(event);
      if (isOfRun(event) && event.event.type === "run-ended") flush();
      else cancelTimer ??= clock.after(batchIntervalMs, flush);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush,
    seq: () => seq,
  };
}

/**
 * Events that wait for the next batch. A delta joins the last event of its own run where that is a neighbour
 * (shared/join-deltas.ts): columns that stream at once do not keep each other from merging, and the order within a
 * run stays as it was. Of a provider, a repeat, and of money, the newest state alone is sent: each attempt tells one,
 * however many run.
 */
function createPending(): { events: HostEvent[]; add(event: HostEvent): void } {
  const events: HostEvent[] = [];
  const lastIndexOf = new Map<string, number>();
  const stateIndexOf = new Map<string, number>();
  return {
    events,
    add(event) {
      const state = stateNameOf(event);
      if (state !== null) {
        const index = stateIndexOf.get(state);
        if (index === undefined) stateIndexOf.set(state, events.push(event) - 1);
        else events[index] = event;
        return;
      }
      if (event.topic === "provider-removed") stateIndexOf.delete(`provider ${event.providerId}`);
      if (!isOfRun(event)) {
        events.push(event);
        return;
      }
      const runId = runIdOf(event.event);
      const index = lastIndexOf.get(runId) ?? -1;
      const merged = mergeDeltas(events[index], event.event);
      if (merged !== null) events[index] = merged;
      else lastIndexOf.set(runId, events.push(event) - 1);
    },
  };
}

/** What an event tells the whole state of, where many may come at once: the newest stands for those before it. */
function stateNameOf(event: HostEvent): string | null {
  if (event.topic === "repeat") return `repeat ${event.repeat.comparisonId}`;
  if (event.topic === "provider") return `provider ${event.provider.provider.id}`;
  return event.topic === "budgets" || event.topic === "spend-now" ? event.topic : null;
}

/** Of a run or of a rehearsal; no two of them have the same id. */
function isOfRun(event: HostEvent): event is Extract<HostEvent, { topic: "run" | "drill" }> {
  return event.topic === "run" || event.topic === "drill";
}

function mergeDeltas(last: HostEvent | undefined, next: RunEvent): HostEvent | null {
  if (last === undefined || !isOfRun(last) || last.event.type !== "delta" || next.type !== "delta") return null;
  const joined = joinDeltas(last.event, next);
  return joined === null ? null : { topic: last.topic, event: joined };
}
