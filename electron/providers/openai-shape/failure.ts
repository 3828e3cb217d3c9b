import type { AdapterResponse, OptionalField, ProviderFailure, ScopeHint } from "#electron/manager/dependencies.ts";
import { type JsonRecord, listAt, lookUp, parseJson, recordAt, textAt } from "#electron/providers/json.ts";
import type { FailureClass } from "#shared/failure.ts";
import { type ErrorBody, htmlFailure, isHtml, readErrorBody } from "./error-body.ts";
import {
  classOfAvailability,
  classOfCode,
  classOfLimitSource,
  contextOverflow,
  ratherARate,
  refusalWords,
} from "./failure-codes.ts";
import { bodyHintMs } from "./failure-hint.ts";

type Arrived = { readonly status: number | null; readonly headers: Readonly<Record<string, string>> };

/** Reads the error answer of any server that speaks in OpenAI's shape. */
export function readOpenAiFailure({ status, headers, body }: AdapterResponse): ProviderFailure {
  if (isHtml(body, headers["content-type"])) return htmlFailure(status);
  const parsed = parseJson(body);
  return failureOfError(parsed.ok ? parsed.value : body.trim(), { status, headers });
}

/** Whether an event or an answer under HTTP 200 is an error (protocols.md §2 rule 6). */
export function reportsFailure(answer: JsonRecord): boolean {
  return Boolean(answer.error) || answer.object === "error" || answer.type === "error";
}

/** `status` is that of HTTP, or null inside a 200; then a status in the body takes its place. */
export function failureOfError(value: unknown, { status, headers }: Arrived): ProviderFailure {
  const error = readErrorBody(value);
  const known = status ?? error.status;
  const failureClass = classOf(error, known);
  const refusedField = refusedFieldOf(error, known);
  return {
    class: failureClass,
    status: known,
    code: textAt(error.availability, "code") ?? textAt(error.metadata, "error_type") ?? error.code ?? error.type,
    message: error.message,
    bodyHintMs: bodyHintMs(error, headers),
    scope: scopeOf(error, { status: known, headers }),
    retryable: retryableOf(error, headers),
    ...(refusedField !== null && { refusedField }),
  };
}

/**
 * A field that the request can do without: summaries are refused to organisations that are not verified, usage in a
 * stream by servers that do not know the field (protocols.md §4, §8).
 */
function refusedFieldOf({ param, message }: ErrorBody, status: number | null): OptionalField | null {
  if (status !== 400 && status !== 422) return null;
  const said = `${param} ${message}`;
  if (/reasoning[._ ]summar/i.test(said)) return "reasoning-summary";
  return /stream_options|include_usage/i.test(said) ? "stream_options" : null;
}

/** First match wins: what OpenRouter says of itself, then codes, then words within the family of the status. */
function classOf(error: ErrorBody, status: number | null): FailureClass | null {
  const limit = classIn(classOfLimitSource, textAt(error.metadata, "limit_source"));
  if (limit !== null) return limit;
  if (isFreeTier(error)) return error.message.includes("per-day") ? "QUOTA_DAY" : "RATE_LIMIT";
  if (listAt(error.metadata, "reasons").length > 0 || textAt(error.metadata, "flagged_input")) return "CONTENT_POLICY";
  const byCode =
    classOfAvailable(error, status) ??
    classIn(classOfCode, textAt(error.metadata, "error_type")) ??
    classIn(classOfCode, error.code) ??
    classIn(classOfCode, error.type);
  // Groq says "rate limit" and OpenAI "server error" of a request that is too large ever to pass; a retry would be the
  // same again.
  if (status === 413 && (byCode === "RATE_LIMIT" || byCode === "SERVER")) return "UNSUPPORTED";
  const isOpen = byCode === null || byCode === "BAD_REQUEST";
  return (isOpen && mayRefine(status) ? classOfWords(error.message) : null) ?? byCode;
}

/** A capacity that is used up is a limit where OpenRouter says so by status, else an overload. */
function classOfAvailable({ availability }: ErrorBody, status: number | null): FailureClass | null {
  const code = textAt(availability, "code");
  if (code === "capacity_exhausted") return status === 429 ? "RATE_LIMIT" : "SERVER";
  return classIn(classOfAvailability, code);
}

/** Words may refine a refusal. They never decide about what has a status of its own. */
function mayRefine(status: number | null): boolean {
  return status === null || [400, 403, 404, 413, 422].includes(status);
}

function classOfWords(message: string): FailureClass | null {
  if (contextOverflow.test(message) && !ratherARate.test(message)) return "CONTEXT_LENGTH";
  return refusalWords.find(({ pattern }) => pattern.test(message))?.class ?? null;
}

/** Servers write the same code in any case. */
function classIn(table: Readonly<Record<string, FailureClass>>, code: string | null): FailureClass | null {
  return lookUp(table, code?.toLowerCase() ?? null);
}

/** OpenRouter's free models share their limits: `free-models-per-day`, `free-models-per-min`. */
function isFreeTier({ message, metadata }: ErrorBody): boolean {
  return message.includes("free-models-per-") || textAt(metadata, "limit_source") === "openrouter_free_tier_daily";
}

/** Only limits have a scope of their own (engine.md R3); null leaves it to the engine's table. */
function scopeOf(error: ErrorBody, { status, headers }: Arrived): ScopeHint | null {
  const { metadata, availability } = error;
  if (isFreeTier(error)) return "free";
  if (textAt(metadata, "limit_source") !== null) return "account";
  if (status !== 429) return null;
  const hasReset = headers["x-ratelimit-reset"] !== undefined;
  // Others send a header of this name too, but only OpenRouter names the status in the body.
  if (metadata === null) return error.status === 429 && availability === null && hasReset ? "account" : null;
  const isUpstream = textAt(metadata, "provider_code") !== null || textAt(metadata, "provider_name") !== null;
  if (isUpstream || availability !== null) return "model";
  return hasReset || recordAt(metadata, "headers") !== null ? "account" : null;
}

function retryableOf({ availability }: ErrorBody, headers: Readonly<Record<string, string>>): boolean | null {
  const said = headers["x-should-retry"]?.trim().toLowerCase();
  if (said === "true" || said === "false") return said === "true";
  if (typeof availability?.retryable === "boolean") return availability.retryable;
  return hasNoAllowance(headers) ? false : null;
}

/** Mistral: a limit of 0 is no allowance at all for this model, so waiting a moment brings nothing (protocols.md §8). */
function hasNoAllowance(headers: Readonly<Record<string, string>>): boolean {
  return ["req-minute", "tokens-minute", "tokens-month"].some(
    (axis) => headers[`x-ratelimit-limit-${axis}`]?.trim() === "0",
  );
}
