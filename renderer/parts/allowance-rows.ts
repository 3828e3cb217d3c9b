import { formatClock, formatCompactCount, formatCount, formatCountdown, formatCountWord } from "#shared/format.ts";
import type { Allowance, Allowances, RateLimitState } from "#shared/provider-state.ts";

/** One limit as a meter shows it: how much of it is used. */
export type AllowanceRow = {
  readonly label: string;
  readonly unit: "request" | "token";
  readonly used: number;
  readonly limit: number;
  /** Used of the whole, 0 to 1. */
  readonly share: number;
  /** False once its span is over: what was read then says nothing of now. */
  readonly isCurrent: boolean;
  readonly isNear: boolean;
  readonly remaining: number;
  /** Ms until it is whole again; null where nobody says. */
  readonly resetInMs: number | null;
};

/** From here on a meter warns (ui/README.md §4). */
const nearShare = 0.9;
/** Where no reset is told, limits are per minute. */
const usualSpanMs = 60_000;

const axes = [
  ["requests", "Requests", "request"],
  ["tokens", "Tokens", "token"],
  ["inputTokens", "Tokens in", "token"],
  ["outputTokens", "Tokens out", "token"],
] as const;

export function allowanceRows(allowances: Allowances | undefined, nowMs: number): readonly AllowanceRow[] {
  if (allowances === undefined) return [];
  return axes.flatMap(([axis, label, unit]) => {
    const allowance = allowances[axis];
    return allowance === undefined ? [] : [{ label, unit, ...measured(allowance, allowances.readAtMs, nowMs) }];
  });
}

function measured({ limit, remaining, resetAtMs }: Allowance, readAtMs: number, nowMs: number) {
  const used = limit - remaining;
  const share = used / limit;
  const isCurrent = nowMs < (resetAtMs ?? readAtMs + usualSpanMs);
  const resetInMs = resetAtMs === null || !isCurrent ? null : resetAtMs - nowMs;
  return { used, limit, share, remaining, resetInMs, isCurrent, isNear: isCurrent && share >= nearShare };
}

/** The limit that is nearest to its end, where one is near. */
export function nearestLimit(limit: RateLimitState, nowMs: number): AllowanceRow | null {
  const near = allowanceRows(limit.allowances, nowMs).filter(({ isNear }) => isNear);
  return near.toSorted((one, other) => other.share - one.share)[0] ?? null;
}

/** `28/30`, for a narrow list. */
export function tightFigure({ used, limit }: AllowanceRow): string {
  return `${formatCompactCount(used)}/${formatCompactCount(limit)}`;
}

/** `Two requests left.` */
export function leftWords({ remaining, unit }: AllowanceRow): string {
  const word = unit === "request" ? formatCountWord(remaining) : formatCount(remaining);
  return `${word.charAt(0).toUpperCase()}${word.slice(1)} ${unit}${remaining === 1 ? "" : "s"} left.`;
}

/** `Resets in 0:38.` of the limit that is used most; nothing where nobody says when. */
export function resetWords(rows: readonly AllowanceRow[]): string {
  const most = rows.toSorted((one, other) => other.share - one.share).find(({ resetInMs }) => resetInMs !== null);
  if (most?.resetInMs != null) return `Resets in ${formatCountdown(most.resetInMs)}.`;
  return rows.some(({ isCurrent }) => isCurrent) ? "" : "The limits have reset since.";
}

/** `Read from response headers 12 s ago.` */
export function readWords({ readAtMs }: Allowances, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - readAtMs) / 1_000));
  if (seconds < 60) return `Read from response headers ${seconds}\u00a0s ago.`;
  const minutes = Math.floor(seconds / 60);
  return `Read from response headers ${minutes < 60 ? `${minutes}\u00a0min ago` : `at ${formatClock(readAtMs)}`}.`;
}
