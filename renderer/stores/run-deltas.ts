import type { RunEvent } from "#shared/run.ts";

type Delta = Extract<RunEvent, { type: "delta" }>;
export type DeltaListener = (delta: Pick<Delta, "channel" | "text">) => void;

const listeners = new Map<string, Set<DeltaListener>>();

/**
 * Hears the increments of a run's text just before the store has them. For who draws a text that grows: looking into
 * the text itself copies all of it, however little is new.
 */
export function listenToDeltas(runId: string, listener: DeltaListener): () => void {
  const known = listeners.get(runId) ?? new Set();
  listeners.set(runId, known.add(listener));
  return () => {
    known.delete(listener);
    if (known.size === 0 && listeners.get(runId) === known) listeners.delete(runId);
  };
}

export function tellDelta({ runId, channel, text }: Pick<Delta, "runId" | "channel" | "text">): void {
  for (const listener of listeners.get(runId) ?? []) listener({ channel, text });
}
