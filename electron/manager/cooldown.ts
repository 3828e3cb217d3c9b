import type { FailureClass } from "#shared/failure.ts";

/** How long a class cools, in ms, and after how many errors in a row (engine.md §2 and R10). */
export type CooldownRule = {
  readonly baseMs: number;
  readonly capMs: number;
  readonly opensAfter: 1 | 2;
  /** The scope it falls on where nothing says otherwise. */
  readonly scope: "M" | "A" | "H" | "F or M";
};

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Classes that are not here cool nothing and change no state (R6). */
export const cooldownRules: Readonly<Partial<Record<FailureClass, CooldownRule>>> = {
  RATE_LIMIT: { baseMs: 10 * second, capMs: 300 * second, opensAfter: 1, scope: "M" },
  QUOTA_DAY: { baseMs: hour, capMs: 24 * hour, opensAfter: 1, scope: "F or M" },
  BILLING: { baseMs: 5 * minute, capMs: 60 * minute, opensAfter: 1, scope: "A" },
  AUTH: { baseMs: 60 * second, capMs: 15 * minute, opensAfter: 1, scope: "A" },
  MODEL_GONE: { baseMs: 10 * minute, capMs: 24 * hour, opensAfter: 1, scope: "M" },
  SERVER: { baseMs: 6 * second, capMs: 15 * second, opensAfter: 2, scope: "M" },
  NETWORK: { baseMs: 3 * second, capMs: 15 * second, opensAfter: 2, scope: "H" },
  TIMEOUT: { baseMs: 10 * second, capMs: 60 * second, opensAfter: 1, scope: "M" },
};

/**
 * Reasons that cool nothing although their class does: the fault lies in what was sent or how it was said, or in what
 * stands between here and the provider.
 */
const coolsNothing = new Set(["too-large", "not-json", "redirect", "proxy"]);

export function cooldownRule(failureClass: FailureClass, reason: string | null): CooldownRule | null {
  if (reason !== null && coolsNothing.has(reason)) return null;
  return cooldownRules[failureClass] ?? null;
}

/** `min(cap, base · 2^level) · U(0.75, 1)` (R10); `random` is in [0, 1). */
export function softCooldownMs(rule: CooldownRule, level: number, random: number): number {
  return Math.min(rule.capMs, rule.baseMs * 2 ** level) * (0.75 + 0.25 * random);
}

/** Ms until the next midnight in Pacific time, when Google's daily quotas start anew. */
export function untilPacificMidnightMs(nowEpochMs: number): number {
  const restMs = 24 * hour - sincePacificMidnightMs(nowEpochMs);
  // Where the clocks there are turned today, the day has 23 or 25 hours, and this is an hour off.
  const lateMs = sincePacificMidnightMs(nowEpochMs + restMs);
  return restMs - (lateMs > 12 * hour ? lateMs - 24 * hour : lateMs);
}

function sincePacificMidnightMs(epochMs: number): number {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: "America/Los_Angeles",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const [hours = 0, minutes = 0, seconds = 0] = format.format(epochMs).split(":").map(Number);
  return hours * hour + minutes * minute + seconds * second;
}
