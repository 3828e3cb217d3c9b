import { at, textAt } from "./json.ts";
import type { FailureClass } from "./words.ts";

/** Why a link did not answer. */
export class Failure extends Error {
  readonly kind: FailureClass;
  /** How long the server asks to wait, or null. */
  readonly hintMs: number | null;
  readonly mayRetry: boolean;
  /** False where no request was sent. */
  readonly wasAsked: boolean;

  constructor(kind: FailureClass, message: string, parts: FailureParts = {}) {
    super(message);
    this.name = "Failure";
    this.kind = kind;
    this.hintMs = parts.hintMs ?? null;
    this.mayRetry = parts.mayRetry ?? true;
    this.wasAsked = parts.wasAsked ?? true;
  }
}

type FailureParts = { readonly hintMs?: number | null; readonly mayRetry?: boolean; readonly wasAsked?: boolean };

const byStatus: ReadonlyMap<number, FailureClass> = new Map([
  [401, "AUTH"],
  [402, "BILLING"],
  [403, "AUTH"],
  [404, "MODEL_GONE"],
  [408, "SERVER"],
  [409, "SERVER"],
  [410, "MODEL_GONE"],
  [413, "UNSUPPORTED"],
  [415, "UNSUPPORTED"],
  [429, "RATE_LIMIT"],
  [498, "SERVER"],
]);

/** These say all there is to say, whatever the words. */
const plainStatuses: ReadonlySet<number> = new Set([401, 408, 409, 413, 415]);

type Sign = readonly [FailureClass, RegExp];

/** Codes and words of the providers for what their status alone does not tell. The first that matches holds. */
const signs: readonly Sign[] = [
  ["CONTENT_POLICY", /"flagged_input"|content.(management.)?policy|content_filter|moderation/i],
  ["QUOTA_DAY", /free-models-per-day|free_tier_daily|PerDay/i],
  ["BILLING", /insufficient_quota|billing|credit balance|insufficient (credits|balance|funds)|spend_limit/i],
  ["AUTH", /invalid_api_key|api.key.(not.valid|invalid|expired)|incorrect api key|authentication|permission/i],
  ["AUTH", /unsupported_country|location is not supported/i],
  ["CONTEXT_LENGTH", /context.(length|window|size)|(prompt|input).*too long|input token count.*exceeds/i],
  ["MODEL_GONE", /model_not_found|no_endpoints|model_deprecated|not a valid model|does not exist|decommissioned/i],
  ["UNSUPPORTED", /unsupported|not supported|does not support/i],
];

/** Inside a stream there is no status, so that codes have to tell these as well. */
const signsInStream: readonly Sign[] = [
  ...signs,
  ["RATE_LIMIT", /rate.?limit|RESOURCE_EXHAUSTED/i],
  ["BAD_REQUEST", /invalid_request|invalid_prompt|INVALID_ARGUMENT/i],
];

/** The class of a failure, by the status (200 inside a stream) and the provider's own words. */
function classOf(status: number, said: string): FailureClass {
  const plain = byStatus.get(status) ?? (status >= 500 || status === 200 ? "SERVER" : "BAD_REQUEST");
  if (status >= 500 || plainStatuses.has(status)) return plain;
  return (status === 200 ? signsInStream : signs).find(([, pattern]) => pattern.test(said))?.[0] ?? plain;
}

type HeaderNames = "retry-after-ms" | "retry-after" | "x-ratelimit-reset";

/** How long the server asks to wait, in a header or in its words. */
function hintIn(header: (name: HeaderNames) => string, said: string): number | null {
  const after = header("retry-after");
  const inWords = /"(?:retryDelay|retry_after)": ?"?(\d+(?:\.\d+)?)/.exec(said)?.[1];
  const candidates = [
    decimal(header("retry-after-ms")),
    decimal(after) * 1000,
    Date.parse(after) - Date.now(),
    decimal(inWords ?? "") * 1000,
    // OpenRouter's, in milliseconds since 1970.
    decimal(/^\d{13}$/.exec(header("x-ratelimit-reset"))?.[0] ?? "") - Date.now(),
  ];
  const hintMs = candidates.find(Number.isFinite);
  return hintMs === undefined ? null : Math.min(Math.max(hintMs, 0), 86_400_000);
}

function decimal(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** What an answer without content means: a status that is not 200, or an error inside a stream. */
export function refusal(status: number, answer: unknown, header: (name: HeaderNames) => string = () => ""): Failure {
  const error = at(answer, 0, "error") || at(answer, "error") || answer;
  const code = at(error, "code");
  const inner = status === 200 && typeof code === "number" && code >= 400 && code < 600 ? code : status;
  const said = JSON.stringify(error) ?? "";
  const message = textAt(error, "message") || `It answered ${inner} without a reason.`;
  return new Failure(classOf(inner, said), message.slice(0, 200), { hintMs: hintIn(header, said) });
}

const longestRetryPauseMs = 3_000;

/** How long to wait before the same link is asked once more, or null where that is no use. */
export function pauseBeforeRetry({ kind, hintMs, mayRetry }: Failure): number | null {
  if (!mayRetry || (hintMs ?? 0) > longestRetryPauseMs) return null;
  if (kind === "RATE_LIMIT") return hintMs;
  if (kind === "SERVER" || kind === "EMPTY") return hintMs ?? Math.random() * 250;
  return kind === "NETWORK" ? 0 : null;
}
