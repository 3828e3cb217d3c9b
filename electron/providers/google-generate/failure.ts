import type { AdapterResponse, ProviderFailure, ScopeHint } from "#electron/manager/dependencies.ts";
import { amountAt, type JsonRecord, listAt, lookUp, parseJson, recordAt, textAt } from "#electron/providers/json.ts";
import type { FailureClass } from "#shared/failure.ts";
import { retryHintMs } from "./retry-info.ts";

/** `error.status` → class (protocols.md §6 errors, engine.md §2); the two that need a closer look are not here. */
const classOfCode: Readonly<Record<string, FailureClass>> = {
  UNAUTHENTICATED: "AUTH",
  PERMISSION_DENIED: "AUTH",
  NOT_FOUND: "MODEL_GONE",
  CANCELLED: "SERVER",
  ABORTED: "SERVER",
  INTERNAL: "SERVER",
  UNKNOWN: "SERVER",
  UNAVAILABLE: "SERVER",
  DEADLINE_EXCEEDED: "SERVER",
};

/** What a 400 means is often only in its words. */
const badRequestWords: readonly { readonly pattern: RegExp; readonly class: FailureClass }[] = [
  { pattern: /api key (?:not valid|expired|not found)/i, class: "AUTH" },
  // Google refuses whole regions with FAILED_PRECONDITION, which no other request of the same account passes.
  { pattern: /location is not supported|not available in your (?:country|region)/i, class: "AUTH" },
  { pattern: /input token count.*exceeds the maximum/is, class: "CONTEXT_LENGTH" },
  { pattern: /is not (?:supported|enabled) for|does not support|unsupported/i, class: "UNSUPPORTED" },
];

export function readGoogleFailure({ status, body }: AdapterResponse): ProviderFailure {
  const parsed = parseJson(body);
  const error = parsed.ok ? errorIn(parsed.value) : null;
  if (error !== null) return googleFailureOf(error, status);
  return { class: null, status, code: null, message: "", bodyHintMs: null, scope: null, retryable: null };
}

/** Finds `{error: {…}}`, alone or as the first such item of the array form; a proxy may say `{error: "text"}`. */
export function errorIn(value: unknown): JsonRecord | null {
  if (Array.isArray(value)) return value.map(errorIn).find((error) => error !== null) ?? null;
  const message = textAt(value, "error");
  return message ? { message } : recordAt(value, "error");
}

/** `arrived` is the status of HTTP, or null inside a 200; then the one in the body takes its place. */
export function googleFailureOf(error: JsonRecord, arrived: number | null): ProviderFailure {
  const status = arrived ?? statusIn(error);
  const message = textAt(error, "message") ?? "";
  const reason = reasonOf(error);
  const quotaIds = quotaIdsOf(error);
  const failureClass = classOf({ code: textAt(error, "status"), reason, message, quotaIds, status });
  return {
    class: failureClass,
    status,
    code: reason ?? textAt(error, "status"),
    message,
    bodyHintMs: retryHintMs(error, message),
    scope: scopeOf(failureClass, quotaIds),
    retryable: null,
  };
}

function statusIn(error: JsonRecord): number | null {
  const code = amountAt(error, "code");
  return code !== null && code >= 400 && code < 600 ? code : null;
}

type Said = {
  readonly code: string | null;
  readonly reason: string | null;
  readonly message: string;
  readonly quotaIds: readonly string[];
  readonly status: number | null;
};

function classOf({ code, reason, message, quotaIds, status }: Said): FailureClass | null {
  if (reason !== null && /^(?:API_KEY_|ACCESS_TOKEN_|SERVICE_DISABLED|CONSUMER_)/.test(reason)) return "AUTH";
  if (status === 402) return "BILLING";
  if (code === "RESOURCE_EXHAUSTED") return exhaustedClass(message, quotaIds);
  if (code === "INVALID_ARGUMENT" || code === "FAILED_PRECONDITION" || code === "OUT_OF_RANGE") {
    return badRequestWords.find(({ pattern }) => pattern.test(message))?.class ?? "BAD_REQUEST";
  }
  return lookUp(classOfCode, code);
}

/** Several quotas may be named at once; the one that lasts longest decides (protocols.md §6 rate signals). */
function exhaustedClass(message: string, quotaIds: readonly string[]): FailureClass {
  if (/spend(?:ing)? cap|credits? (?:are|is) depleted|prepa(?:y|id)/i.test(message)) return "BILLING";
  if (quotaIds.some((id) => id.includes("PerDay"))) return "QUOTA_DAY";
  // A limit of 0 says that the plan does not hold this model: no wait within the day helps.
  if (/\blimit: 0(?!\.?\d)/.test(message)) return "QUOTA_DAY";
  return "RATE_LIMIT";
}

function scopeOf(failureClass: FailureClass | null, quotaIds: readonly string[]): ScopeHint | null {
  if (failureClass !== "RATE_LIMIT" && failureClass !== "QUOTA_DAY") return null;
  if (quotaIds.length === 0) return null;
  return quotaIds.every((id) => id.includes("PerModel")) ? "model" : "account";
}

function detailsOf(error: JsonRecord, type: string): readonly unknown[] {
  return listAt(error, "details").filter((detail) => textAt(detail, "@type")?.endsWith(`.${type}`) === true);
}

function reasonOf(error: JsonRecord): string | null {
  return textAt(detailsOf(error, "ErrorInfo")[0], "reason");
}

function quotaIdsOf(error: JsonRecord): string[] {
  return detailsOf(error, "QuotaFailure")
    .flatMap((detail) => listAt(detail, "violations"))
    .flatMap((violation) => textAt(violation, "quotaId") ?? []);
}
