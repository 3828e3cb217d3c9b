import { amountAt, isRecord, type JsonRecord, recordAt, textAt } from "#electron/providers/json.ts";
import type { ErrorBody } from "./error-body.ts";

/**
 * How long the body asks to wait, in ms: OpenRouter's `availability.retry_after`, `metadata.resets_at`, and the rate
 * headers it repeats under `metadata.headers`. A moment is measured against the answer's own `Date`, because the clock
 * of this machine may be wrong; without that header it gives nothing.
 */
export function bodyHintMs(
  { availability, metadata }: ErrorBody,
  headers: Readonly<Record<string, string>>,
): number | null {
  const seconds = amountAt(availability, "retry_after");
  if (seconds !== null) return seconds * 1000;
  const sentAtMs = Date.parse(headers.date ?? "");
  const resetAtMs = momentMs(metadata?.resets_at) ?? momentMs(resetHeader(recordAt(metadata, "headers")));
  if (resetAtMs === null || !Number.isFinite(sentAtMs)) return null;
  return Math.max(0, resetAtMs - sentAtMs);
}

function resetHeader(headers: JsonRecord | null): string | null {
  if (!isRecord(headers)) return null;
  const name = Object.keys(headers).find((key) => key.toLowerCase() === "x-ratelimit-reset");
  return name === undefined ? null : textAt(headers, name);
}

/** Epoch ms from 10¹² on, epoch s from 10⁹ on, or an ISO date; anything else is no moment. */
function momentMs(value: unknown): number | null {
  const isNumber = typeof value === "number" || (typeof value === "string" && /^\d+(\.\d+)?$/.test(value));
  if (isNumber) {
    const amount = Number(value);
    if (amount >= 1e12) return amount;
    return amount >= 1e9 ? amount * 1000 : null;
  }
  const atMs = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isFinite(atMs) ? atMs : null;
}
