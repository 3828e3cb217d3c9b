import type { RunEvent } from "#shared/run.ts";
import { createThinner, withoutWords } from "./run-events.ts";

/**
 * Which runs are programs' and not a window's, and what of them goes to the disk. The windows hear of them as
 * requests, not as runs.
 */
export type RunTraffic = {
  add(runId: string, keepsTexts: boolean): void;
  isOurs(runId: string): boolean;
  /** The event as the disk may have it, or null where it adds nothing there. */
  forDisk(runId: string, event: RunEvent): RunEvent | null;
};

/** A cost may be learned after a run has ended, so ended runs are known for a while. */
const mostKnown = 1000;

export function createRunTraffic(): RunTraffic {
  const known = new Map<string, (event: RunEvent) => RunEvent | null>();
  return {
    add(runId, keepsTexts) {
      const thin = createThinner();
      const strip = (event: RunEvent) => {
        const thinned = thin(event);
        return thinned === null ? null : withoutWords(thinned);
      };
      known.set(runId, keepsTexts ? (event) => event : strip);
      const oldest = known.keys().next().value;
      if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
    },
    isOurs: (runId) => known.has(runId),
    forDisk: (runId, event) => known.get(runId)?.(event) ?? null,
  };
}
