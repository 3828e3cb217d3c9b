import type { RunEvent } from "#shared/run.ts";
import { createThinner, withoutWords } from "./run-events.ts";

/**
 * Which runs are programs' and not a window's, and what of them goes to the disk. The windows hear of them as
 * requests, not as runs.
 */
export type RunTraffic = {
  /** `isRecorded`: the request is on record, before which nothing of its run may be written. */
  add(runId: string, of: { readonly keepsTexts: boolean; readonly isRecorded: () => boolean }): void;
  isOurs(runId: string): boolean;
  /** Whether what was said in a run may be kept; true for a window's. */
  keepsTexts(runId: string): boolean;
  /** The event as the disk may have it, after those that had to wait; empty where there is nothing to write. */
  forDisk(runId: string, event: RunEvent): readonly RunEvent[];
  /** What had to wait for the record, now that it is made: no other event may come for a long time. */
  due(runId: string): readonly RunEvent[];
};

/** A cost may be learned after a run has ended, so ended runs are known for a while. */
const mostEnded = 1000;

type Ours = {
  readonly keepsTexts: boolean;
  readonly forDisk: (event: RunEvent) => readonly RunEvent[];
  readonly due: () => readonly RunEvent[];
};

export function createRunTraffic(): RunTraffic {
  const live = new Map<string, Ours>();
  const ended = new Map<string, Ours>();
  const find = (runId: string) => live.get(runId) ?? ended.get(runId);
  const retire = (runId: string, run: Ours) => {
    live.delete(runId);
    ended.set(runId, run);
    const oldest = ended.keys().next().value;
    if (ended.size > mostEnded && oldest !== undefined) ended.delete(oldest);
  };
  return {
    add(runId, { keepsTexts, isRecorded }) {
      const kept = keepsTexts ? (event: RunEvent) => event : createStripper();
      let held: RunEvent[] = [];
      const due = () => {
        if (!isRecorded()) return [];
        const events = held;
        held = [];
        return events;
      };
      const forDisk = (event: RunEvent) => {
        const one = kept(event);
        if (one !== null) held.push(one);
        return due();
      };
      live.set(runId, { keepsTexts, forDisk, due });
    },
    isOurs: (runId) => find(runId) !== undefined,
    keepsTexts: (runId) => find(runId)?.keepsTexts ?? true,
    due: (runId) => find(runId)?.due() ?? [],
    forDisk(runId, event) {
      const run = find(runId);
      if (run === undefined) return [];
      if (event.type === "run-ended") retire(runId, run);
      return run.forDisk(event);
    },
  };
}

function createStripper(): (event: RunEvent) => RunEvent | null {
  const thin = createThinner();
  return (event) => {
    const thinned = thin(event);
    return thinned === null ? null : withoutWords(thinned);
  };
}
