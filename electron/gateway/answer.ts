import type { Run, RunEvent } from "#shared/run.ts";
import type { ErrorAnswer } from "./openai-error.ts";
import type { Outlet } from "./outlet.ts";

export type Delta = Extract<RunEvent, { type: "delta" }>;

/** How a run is told to a program: piece by piece, or whole. */
export type Answer = {
  /** `run` is as it was before the delta. */
  delta(event: Delta, run: Run): void;
  /** What was said so far counts no more (engine.md R17). */
  reset(): void;
  /** Ends the answer; gives the error that was sent, if it was one, and the status that the program saw. */
  end(run: Run): { readonly status: number; readonly error: ErrorAnswer | null };
};

export type AnswerParts = {
  readonly outlet: Outlet;
  /** Null where a model was asked for directly. */
  readonly chainName: string | null;
  readonly includeUsage: boolean;
  readonly nowEpochMs: () => number;
};

export function completionId(run: Run): string {
  return `chatcmpl-${run.id}`;
}

export function createdSeconds(run: Run): number {
  return Math.floor(run.startedAtMs / 1000);
}
