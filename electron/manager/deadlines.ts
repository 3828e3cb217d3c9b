import { afterDeadlineMs } from "#shared/engine-limits.ts";
import type { RulesInForce } from "#shared/link-rules.ts";

/** How long an attempt may take, in ms (engine.md R14, R15). */
export type Deadlines = RulesInForce["deadlines"] & {
  readonly idleWhileReasoningMs: number;
  /** Without a single byte, once the first content has come. */
  readonly silenceMs: number;
  /** For usage and the end of the stream after the finish reason; the answer is whole without them (R16). */
  readonly afterFinishMs: number;
  /** For the server to close the body after the stream's own terminator; nothing is missing by then. */
  readonly afterEndMs: number;
  /** For the body of an HTTP error: its status and headers already tell what is to be done. */
  readonly errorBodyMs: number;
};

const fixed = { afterFinishMs: afterDeadlineMs, afterEndMs: 250, errorBodyMs: afterDeadlineMs } as const;
const idleWhileReasoningMs = 60_000;
const silenceMs = 60_000;

/** The deadlines that a link's rules set, with those that nobody sets. */
export function deadlinesOf({ deadlines }: Pick<RulesInForce, "deadlines">): Deadlines {
  const { idleMs } = deadlines;
  return {
    ...deadlines,
    ...fixed,
    // Whoever allows longer pauses between content allows them here too; shorter ones would pass first.
    idleWhileReasoningMs: Math.max(idleWhileReasoningMs, idleMs),
    silenceMs: Math.max(silenceMs, idleMs),
  };
}

/** Where one finish was none, the pause after the next may be one between two pieces (engine.md R15). */
export function pauseAfterFinishMs({ afterFinishMs, idleMs }: Deadlines, { wentOn }: { readonly wentOn: boolean }) {
  return wentOn ? Math.max(afterFinishMs, idleMs) : afterFinishMs;
}
