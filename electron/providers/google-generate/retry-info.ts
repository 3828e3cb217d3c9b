import { type JsonRecord, listAt, textAt } from "#electron/providers/json.ts";

const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Ms of a Go duration as in `10h17m5.72s` or `34.07s`; null where the text is none. */
function durationMs(text: string): number | null {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$/.test(text)) return null;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)) {
    sum += Number(amount) * (unitMs[unit ?? ""] ?? 0);
  }
  return Number.isFinite(sum) ? Math.round(sum) : null;
}

/**
 * How long Google asks to wait, from the body, for it sends no headers: the largest of `RetryInfo.retryDelay` and the
 * words "retry in 10h17m5.72s", because either may name only the shorter of two limits.
 */
export function retryHintMs(error: JsonRecord, message: string): number | null {
  const delays = listAt(error, "details")
    .filter((detail) => textAt(detail, "@type")?.endsWith(".RetryInfo") === true)
    .map((detail) => durationMs(textAt(detail, "retryDelay") ?? ""));
  const words = /retry in ((?:\d+(?:\.\d+)?(?:ms|h|m|s))+)/i.exec(message)?.[1];
  const known = [...delays, durationMs(words ?? "")].filter((ms) => ms !== null);
  return known.length === 0 ? null : Math.max(...known);
}
