import { mostLinks } from "./check-chain.ts";
import type { DrillFault } from "./drill.ts";

/** Checks of a drill, as those of a chain (check-chain.ts): a sentence for whoever typed the value, or null. */

/** Rehearsals that are kept with one chain. */
export const mostDrills = 50;
/** What the simulated answer of a link holds; a fault after more tokens than that would never come. */
export const drillAnswerTokens = 380;
/** As long as anyone waits for a provider by hand; the engine itself takes hints up to a day. */
const longestRetryAfterS = 3600;

export function checkDrillCount(count: number): string | null {
  return count > mostDrills ? `A chain keeps at most ${mostDrills} drills.` : null;
}

/** How many links a drill may name; one that is not in the chain any more does no harm. */
export function checkFaultCount(count: number): string | null {
  return count > mostLinks ? `A drill names at most ${mostLinks} links.` : null;
}

export function checkRetryAfter(retryAfterS: number | null): string | null {
  const isFine = retryAfterS === null || isWholeWithin(retryAfterS, longestRetryAfterS);
  return isFine ? null : "The wait is a whole number of seconds from 1 to 3,600, or none.";
}

export function checkAfterTokens(afterTokens: number): string | null {
  const isFine = isWholeWithin(afterTokens, drillAnswerTokens);
  return isFine ? null : `It is a whole number of tokens from 1 to ${drillAnswerTokens}.`;
}

export function checkDrillFault(fault: DrillFault): string | null {
  if (fault.kind === "rate-limit") return checkRetryAfter(fault.retryAfterS);
  return "afterTokens" in fault ? checkAfterTokens(fault.afterTokens) : null;
}

function isWholeWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
