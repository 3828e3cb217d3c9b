import { create } from "zustand";
import type { RepeatEstimate } from "#shared/repeat.ts";

/** What is known of the repeat that the composer would send. */
export type RepeatCheck =
  /** Nothing to check: the draft is sent once, or is not complete. */
  | { readonly kind: "none" }
  /** What was known before is shown until the answer is here. */
  | { readonly kind: "asking"; readonly before: RepeatEstimate | null }
  | { readonly kind: "known"; readonly estimate: RepeatEstimate }
  /** It cannot be sent as it is; the message says why and what to do. */
  | { readonly kind: "refused"; readonly message: string };

export const useRepeatCheckStore = create<{ readonly check: RepeatCheck }>()(() => ({ check: { kind: "none" } }));

export function setRepeatCheck(check: RepeatCheck): void {
  useRepeatCheckStore.setState({ check });
}

/** As it was last told; null before. */
export function estimateIn(check: RepeatCheck): RepeatEstimate | null {
  if (check.kind === "known") return check.estimate;
  return check.kind === "asking" ? check.before : null;
}
