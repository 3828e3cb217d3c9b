import type { RepeatWork } from "#electron/manager/repeat/work.ts";
import type { BudgetRefusal } from "#shared/budget.ts";
import type { RepeatEstimate, RepeatState } from "#shared/repeat.ts";
import type { Comparison } from "#shared/run.ts";
import type { Done, Found } from "./outcome.ts";

/** What is stored of a repeated comparison's state. The rest is counted from its runs. */
export type StoredRepeat = Pick<RepeatState, "comparisonId" | "conversationId" | "status" | "pause">;

/** The disk's part. `saveComparison` saves a repeated one as running. */
export type RepeatStorePort = {
  /** Those that have not ended, and all of this conversation, in the order in which they began. */
  repeats(conversationId: string | null): Promise<Found<readonly StoredRepeat[]>>;
  /** Null where it is not repeated, was removed, or cannot be read. */
  repeat(comparisonId: string): Promise<Found<StoredRepeat | null>>;
};

/** Comparisons that are asked again and again. It saves their state and tells the windows by itself. */
export type RepeatsPort = {
  /** What it would come to, asked from its beginning. */
  estimate(asked: Pick<RepeatWork, "comparison" | "ask">): RepeatEstimate;
  /** Begins one that is saved. */
  start(asked: RepeatWork): void;
  /** `refusal`: a budget refuses the rest. Nothing changes where it runs or is done. */
  resume(asked: RepeatWork): Promise<Done | { readonly ok: false; readonly refusal: BudgetRefusal }>;
  /** Makes one known that stands still; nothing where it is known. */
  keep(asked: RepeatWork, stored: Pick<RepeatState, "status" | "pause">): void;
  pause(comparisonId: string): Promise<Done>;
  /** Stops what goes on, too. */
  stop(comparisonId: string): Promise<Done>;
  /** Null where it is not known. */
  state(comparisonId: string): RepeatState | null;
  /** All that are known. */
  states(): readonly RepeatState[];
  isRunning(comparisonId: string): boolean;
  /** Lets go of those that were removed; one that runs stays. */
  forget(isRemoved: (comparison: Comparison) => boolean): void;
};
