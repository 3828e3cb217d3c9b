import type { SpendSum } from "./spend.ts";

/** A span of spend, nothing else. One begins with each start of the program. */
export type Session = {
  readonly id: string;
  /** Null until somebody names it; it is shown by its day and time then. */
  readonly name: string | null;
  /** Epoch ms. */
  readonly startedAtMs: number;
  /** Epoch ms; null while it is the current one, and for one that a crash ended. */
  readonly endedAtMs: number | null;
};

/**
 * A session as the list of all sessions shows it; the sums are of the demo while it is on, else of what was real. One
 * that a crash ended has ended with its last activity here.
 */
export type SessionSummary = Session & { readonly isCurrent: boolean; readonly sum: SpendSum };

/** Longest name of a session, in characters. */
export const longestSessionName = 120;

/** `isDemo`: of whose attempts the sums are. */
export type SessionsQuestion = { readonly isDemo: boolean; readonly currentId: string; readonly most: number };

/** How many sessions a list holds at most: the newest ones. */
export const mostSessions = 200;
