import type { Target } from "./chain.ts";
import type { RepeatPlan } from "./repeat.ts";
import type { Comparison, Run, RunStatus } from "./run.ts";
import type { CostSum } from "./usage.ts";

/** A piece of a text with what was searched for marked: `[start, end)` in characters (UTF-16) of `text`. */
export type Marked = { readonly text: string; readonly marks: readonly (readonly [number, number])[] };

/** A comparison in the list. */
export type HistoryEntry = {
  readonly comparisonId: string;
  readonly conversationId: string;
  /** As the user named it, else made of its prompt. */
  readonly title: Marked;
  readonly isRenamed: boolean;
  /** Where the search was found, else how the prompt begins. */
  readonly snippet: Marked;
  readonly isPinned: boolean;
  readonly tags: readonly string[];
  /** Epoch ms. */
  readonly startedAtMs: number;
  readonly sessionId: string;
  readonly isDemo: boolean;
  /** The program that asked through the gateway; null where it was this window. */
  readonly client: string | null;
  readonly runs: number;
  readonly answered: number;
  /** Runs that failed or were interrupted. */
  readonly failed: number;
  /** Runs that a later link answered, and the furthest link it took (1 is the first). */
  readonly fellThrough: number;
  readonly furthestLink: number;
  /** Of its attempts, in order of first use. */
  readonly providerIds: readonly string[];
  readonly titles: readonly string[];
  readonly cost: CostSum;
  /** Null for one that was asked once. */
  readonly repeat: (Pick<RepeatPlan, "purpose" | "times"> & { readonly rounds: number }) | null;
};

/** All that are given must hold. */
export type HistoryFilters = {
  readonly target?: Target;
  readonly providerId?: string;
  readonly sessionId?: string;
  /** A run that ended so. */
  readonly status?: Extract<RunStatus, "done" | "failed" | "stopped" | "interrupted">;
  readonly atLeastNanoUsd?: number;
  /** Of a cost that is known in full. */
  readonly atMostNanoUsd?: number;
  /** Epoch ms, from and until (exclusive). */
  readonly fromMs?: number;
  readonly untilMs?: number;
  readonly isPinned?: true;
  readonly tag?: string;
  readonly isDemo?: boolean;
  /** A program's name; null: only what this window asked. */
  readonly client?: string | null;
  /** Asked again and again. */
  readonly repeats?: true;
};

export type HistoryQuery = {
  /** Words that all must be found, the last one also as a beginning; empty: everything. */
  readonly text: string;
  readonly filters: HistoryFilters;
  /** Of the page before; null for the first one. */
  readonly cursor: string | null;
};

/** Newest first. */
export type HistoryPage = {
  readonly entries: readonly HistoryEntry[];
  /** Null on the last page. */
  readonly cursor: string | null;
  /** Hits in all, counted up to `mostCounted`; only on the first page, else null. */
  readonly count: number | null;
  /** Everything that is kept, whatever was searched for; only on the first page, else null. */
  readonly total: number | null;
};

/** A comparison with everything that is kept of it, and how the list shows it. */
export type HistoryDetails = {
  readonly comparison: Comparison;
  readonly runs: readonly Run[];
  readonly entry: HistoryEntry;
};

/** Comparisons that were taken out a moment ago. */
export type HistoryRemoval = { readonly undoId: string; readonly comparisons: number };

/** How long what was removed can be brought back. */
export const undoMs = 15_000;

export const historyPageSize = 50;
/** A count that reaches this is shown as "1,000+". */
export const mostCounted = 1_000;
export const longestTag = 40;
export const mostTags = 20;
/** Longest title, in characters. */
export const longestHistoryTitle = 200;
/** Longer searches are cut. */
export const longestSearch = 200;
/** Comparisons that one removal may name; more go by their time. */
export const mostRemoved = 1_000;
