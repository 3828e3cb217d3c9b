/** Limits of the engine that nobody sets. The engine keeps them, and the worst case of a chain is reckoned with them. */

/** A refusal's body, or the end of an answer after its finish reason, is waited for this long (engine.md R14, R16). */
export const afterDeadlineMs = 3_000;

/** The longest pause that a server may ask for where the same link is then asked once more; longer than any jitter (R8, R9). */
export const longestRetryPauseMs = 3_000;

/** Most requests of a run beyond the first of each of its links, the skipped ones counted too (R19). */
export function mostExtraRequests(linkCount: number): number {
  return Math.min(linkCount, 3);
}
