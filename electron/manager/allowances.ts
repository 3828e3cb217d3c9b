import type { Allowance, Allowances } from "#shared/provider-state.ts";
import { durationMs } from "./retry-hint.ts";

type Headers = Readonly<Record<string, string>>;

/** How a server writes when an allowance is whole again. */
type ResetForm = "duration" | "date" | "number";

type Names = {
  readonly limit: string;
  readonly remaining: string;
  /** Null where this server never says it. */
  readonly reset: string | null;
  readonly form: ResetForm;
};

type Axis = Exclude<keyof Allowances, "readAtMs">;

const axes = ["requests", "tokens", "inputTokens", "outputTokens"] as const satisfies readonly Axis[];

/** OpenAI and Groq. */
const openAi = (unit: string): Names => ({
  limit: `x-ratelimit-limit-${unit}`,
  remaining: `x-ratelimit-remaining-${unit}`,
  reset: `x-ratelimit-reset-${unit}`,
  form: "duration",
});

const anthropic = (unit: string): Names => ({
  limit: `anthropic-ratelimit-${unit}-limit`,
  remaining: `anthropic-ratelimit-${unit}-remaining`,
  reset: `anthropic-ratelimit-${unit}-reset`,
  form: "date",
});

/** Mistral, which names the span in the header and never its end. */
const perMinute = (unit: string): Names => ({
  limit: `x-ratelimit-limit-${unit}-minute`,
  remaining: `x-ratelimit-remaining-${unit}-minute`,
  reset: null,
  form: "number",
});

/** OpenRouter and Together (`x-ratelimit`, `x-tokenlimit`), and servers of the older IETF draft (`ratelimit`). */
const plain = (prefix: string): Names => ({
  limit: `${prefix}-limit`,
  remaining: `${prefix}-remaining`,
  reset: `${prefix}-reset`,
  form: "number",
});

/** The first that a response has wins. The unit of Together's numbers is not documented: at worst a repeat waits too long. */
const namesOf: Readonly<Record<Axis, readonly Names[]>> = {
  requests: [openAi("requests"), anthropic("requests"), perMinute("req"), plain("x-ratelimit"), plain("ratelimit")],
  tokens: [openAi("tokens"), anthropic("tokens"), perMinute("tokens"), plain("x-tokenlimit")],
  inputTokens: [anthropic("input-tokens")],
  outputTokens: [anthropic("output-tokens")],
};

/**
 * What the headers of an answer say of the account's limits, or null where they say nothing. Total: any headers give a
 * value. Azure's −1, a limit of 0 and whatever is no number say nothing. Repeats keep to them (account-allowances.ts); for
 * all else they are shown, no more: when a link may be asked again is decided by its failures (engine.md R7).
 */
export function allowancesFrom(headers: Headers, nowEpochMs: number): Allowances | null {
  const sentAtMs = Date.parse(headers.date ?? "");
  const moment = { nowEpochMs, serverNowMs: Number.isFinite(sentAtMs) ? sentAtMs : nowEpochMs };
  const found: { -readonly [A in Axis]?: Allowance } = {};
  for (const axis of axes) {
    const allowance =
      firstNamed(headers, namesOf[axis], moment) ?? (axis === "requests" ? ietf(headers, moment) : null);
    if (allowance !== null) found[axis] = allowance;
  }
  return Object.keys(found).length === 0 ? null : { readAtMs: nowEpochMs, ...found };
}

type AtMoment = { readonly nowEpochMs: number; readonly serverNowMs: number };

function firstNamed(headers: Headers, all: readonly Names[], moment: AtMoment): Allowance | null {
  for (const names of all) {
    const resetText = names.reset === null ? undefined : headers[names.reset];
    const inMs = resetText === undefined ? null : resetInMs(resetText.trim(), names.form, moment);
    const found = allowance(
      headers[names.limit],
      headers[names.remaining],
      inMs === null ? null : moment.nowEpochMs + inMs,
    );
    if (found !== null) return found;
  }
  return null;
}

function allowance(
  limitText: string | undefined,
  remainingText: string | undefined,
  resetAtMs: number | null,
): Allowance | null {
  const limit = amount(limitText);
  const remaining = amount(remainingText);
  if (limit === null || limit === 0 || remaining === null) return null;
  return { limit, remaining: Math.min(remaining, limit), resetAtMs };
}

/** A whole number; some servers write it with a fraction, or, as the older IETF draft lets them, with the policy behind. */
function amount(text: string | undefined): number | null {
  const digits = /^\s*(\d{1,15})(?:\.\d{1,15})?\s*(?:$|[,;])/.exec(text ?? "")?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Longer than any limit of a provider lasts, so a reset beyond it is a misreading. */
const longestResetMs = 40 * 24 * 60 * 60 * 1000;

/** Ms from now. A date is measured against the response's own, so that a wrong clock here does not shift it. */
function resetInMs(text: string, form: ResetForm, { serverNowMs }: AtMoment): number | null {
  const inMs =
    form === "duration" ? durationMs(text) : form === "date" ? dateMs(text) - serverNowMs : numberMs(text, serverNowMs);
  if (inMs === null || !Number.isFinite(inMs) || inMs > longestResetMs) return null;
  return Math.max(0, inMs);
}

function dateMs(text: string): number {
  return /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
}

/** Epoch ms from 10¹² on, epoch s from 10⁹ on, else seconds from now. */
function numberMs(text: string, serverNowMs: number): number | null {
  if (!/^\d{1,15}(\.\d{1,15})?$/.test(text)) return null;
  const value = Number(text);
  if (value >= 1e12) return value - serverNowMs;
  return value >= 1e9 ? value * 1000 - serverNowMs : value * 1000;
}

/**
 * IETF `RateLimit: "name";r=12;t=30` beside `RateLimit-Policy: "name";q=100;w=60`, or the older one-policy form
 * `limit=100, remaining=12, reset=30`. Of several policies the one that is nearest to its end is told.
 */
function ietf(headers: Headers, { nowEpochMs }: AtMoment): Allowance | null {
  // Most answers have none, and what is read here comes before their first token.
  if (headers.ratelimit === undefined) return null;
  const text = headers.ratelimit.slice(0, 1000);
  const policies = (headers["ratelimit-policy"] ?? "").slice(0, 1000).split(",");
  const found = (text.includes(";") ? text.split(",") : [text])
    .map((item) => {
      const name = item.split(";")[0]?.trim() ?? "";
      const policy = text.includes(";") ? policies.find((one) => one.split(";")[0]?.trim() === name) : undefined;
      const seconds = amount(parameter(item, "t|reset"));
      const resetAtMs = seconds === null || seconds * 1000 > longestResetMs ? null : nowEpochMs + seconds * 1000;
      return allowance(
        parameter(item, "limit") ?? parameter(policy ?? "", "q"),
        parameter(item, "r|remaining"),
        resetAtMs,
      );
    })
    .filter((one) => one !== null);
  return found.toSorted((one, other) => one.remaining / one.limit - other.remaining / other.limit)[0] ?? null;
}

function parameter(item: string, names: string): string | undefined {
  return new RegExp(`(?:^|[;,\\s])(?:${names})\\s*=\\s*(\\d{1,15})(?![\\d.])`).exec(item)?.[1];
}
