/** Where a server says how long to wait (engine.md R7). */
export type HintSources = {
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyHintMs: number | null;
  readonly message: string;
  readonly nowEpochMs: number;
  /** QUOTA_DAY takes the largest hint, every other class the first. */
  readonly takeLargest: boolean;
};

const longestHintMs = 24 * 60 * 60 * 1000;

/** Ms to wait in [0, 24 h], or null. Total: any input gives a number or null. Every hint is hard. */
export function hintFrom(sources: HintSources): number | null {
  const found = candidates(sources).filter((ms) => ms !== null && Number.isFinite(ms) && ms >= 0);
  const first = sources.takeLargest ? Math.max(...found.map(Number)) : found[0];
  if (first === undefined || first === null || !Number.isFinite(first)) return null;
  return Math.min(first, longestHintMs);
}

function candidates({ headers, bodyHintMs, message, nowEpochMs }: HintSources): (number | null)[] {
  const sentAtMs = Date.parse(headers.date ?? "");
  const serverNowMs = Number.isFinite(sentAtMs) ? sentAtMs : nowEpochMs;
  return [
    decimal(headers["retry-after-ms"]),
    retryAfter(headers["retry-after"], serverNowMs),
    bodyHintMs,
    anthropicReset(headers, serverNowMs),
    openAiReset(headers),
    ietfReset(headers),
    epochReset(headers, serverNowMs),
    fromText(message),
  ];
}

function decimal(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}

/** Seconds, or one of the three date forms of RFC 9110, measured against the response's own Date. */
function retryAfter(text: string | undefined, serverNowMs: number): number | null {
  const seconds = decimal(text);
  if (seconds !== null) return seconds * 1000;
  if (text === undefined || !/[a-z]{3}/i.test(text)) return null;
  const atMs = Date.parse(text.trim().endsWith("GMT") || /[+-]\d{4}$/.test(text.trim()) ? text : `${text} GMT`);
  return Number.isFinite(atMs) ? Math.max(0, atMs - serverNowMs) : null;
}

/** The latest reset among the axes that have nothing left. */
function anthropicReset(headers: Readonly<Record<string, string>>, serverNowMs: number): number | null {
  const resets = ["requests", "tokens", "input-tokens", "output-tokens"]
    .filter((axis) => headers[`anthropic-ratelimit-${axis}-remaining`]?.trim() === "0")
    .map((axis) => Date.parse(headers[`anthropic-ratelimit-${axis}-reset`] ?? "") - serverNowMs)
    .filter((ms) => Number.isFinite(ms));
  return resets.length === 0 ? null : Math.max(0, ...resets);
}

function openAiReset(headers: Readonly<Record<string, string>>): number | null {
  const resets = ["requests", "tokens"]
    .filter((axis) => headers[`x-ratelimit-remaining-${axis}`]?.trim() === "0")
    .map((axis) => durationMs(headers[`x-ratelimit-reset-${axis}`] ?? ""))
    .filter((ms) => ms !== null);
  return resets.length === 0 ? null : Math.max(...resets);
}

/**
 * IETF `RateLimit: "name";r=0;t=30, "other";r=9;t=5`: the latest among the policies that have nothing left. Or the older
 * `limit=…, remaining=0, reset=30`, which is one policy.
 */
function ietfReset(headers: Readonly<Record<string, string>>): number | null {
  const text = headers.ratelimit ?? "";
  const policies = text.includes(";") ? text.split(",") : [text];
  const resets = policies
    .filter((policy) => /\b(r|remaining)\s*=\s*0\b/.test(policy))
    .flatMap((policy) => /\b(?:t|reset)\s*=\s*(\d{1,9})\b/.exec(policy)?.[1] ?? []);
  return resets.length === 0 ? null : Math.max(...resets.map(Number)) * 1000;
}

/**
 * Epoch ms from 10¹² on, epoch s from 10⁹ on, else seconds from now. Some servers send it with every answer: while
 * requests remain, it is not what this failure is about.
 */
function epochReset(headers: Readonly<Record<string, string>>, serverNowMs: number): number | null {
  const value = decimal(headers["x-ratelimit-reset"]);
  if (value === null || (decimal(headers["x-ratelimit-remaining"]) ?? 0) > 0) return null;
  if (value >= 1e12) return Math.max(0, value - serverNowMs);
  return value >= 1e9 ? Math.max(0, value * 1000 - serverNowMs) : value * 1000;
}

const unitMs: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000001,
};

/** A Go duration such as `1m26.4s` or `88ms`; a bare number means seconds. */
export function durationMs(text: string): number | null {
  const bare = decimal(text);
  if (bare !== null) return bare * 1000;
  if (text.length > 64 || !/^(\d+(\.\d+)?(h|ms|us|µs|ns|m|s))+$/.test(text)) return null;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)/g)) {
    sum += Number(amount) * (unitMs[unit ?? ""] ?? 0);
  }
  return sum;
}

function fromText(message: string): number | null {
  const found = /\b(?:try again|retry) in ((?:\d{1,12}(?:\.\d{1,12})?(?:h|ms|us|µs|ns|m|s)){1,4})/i.exec(message);
  return found?.[1] === undefined ? null : durationMs(found[1]);
}
