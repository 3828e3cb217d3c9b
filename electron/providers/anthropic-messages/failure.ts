import type { AdapterResponse, ProviderFailure } from "#electron/manager/dependencies.ts";
import { isRecord, type JsonRecord, lookUp, parseJson, recordAt, textAt } from "#electron/providers/json.ts";
import type { FailureClass } from "#shared/failure.ts";

/** `error.details.error_code`, which decides before the type (protocols.md §5, §11.6). */
const classOfDetail: Readonly<Record<string, FailureClass>> = {
  enforced_spend_limit_reached: "BILLING",
  contract_spend_limit_reached: "BILLING",
  ramp_limit_exceeded: "RATE_LIMIT",
};

/** `error.type` → class (protocols.md §5 errors, engine.md §2). */
const classOfType: Readonly<Record<string, FailureClass>> = {
  authentication_error: "AUTH",
  permission_error: "AUTH",
  billing_error: "BILLING",
  not_found_error: "MODEL_GONE",
  request_too_large: "UNSUPPORTED",
  conflict_error: "SERVER",
  rate_limit_error: "RATE_LIMIT",
  api_error: "SERVER",
  timeout_error: "SERVER",
  overloaded_error: "SERVER",
};

/** What `invalid_request_error` means is only in its words; none of these is worth a retry on the same link. */
const invalidRequestWords: readonly { readonly pattern: RegExp; readonly class: FailureClass }[] = [
  { pattern: /prompt is too long|exceeds? the (?:context window|maximum context)/i, class: "CONTEXT_LENGTH" },
  { pattern: /credit balance|spend(?:ing)? limit|usage limits?\b|billing/i, class: "BILLING" },
  { pattern: /content filtering policy|content policy/i, class: "CONTENT_POLICY" },
  { pattern: /not supported|unsupported|does not support|deprecated for this model/i, class: "UNSUPPORTED" },
];

export function readAnthropicFailure({ status, body }: AdapterResponse): ProviderFailure {
  const parsed = parseJson(body);
  const answer = parsed.ok && isRecord(parsed.value) ? parsed.value : null;
  if (answer === null) return failureWith(status, { class: null, code: null, message: "" });
  return anthropicFailureOf(answer, status);
}

/** Reads `{type:"error", error:{type, message, details?}}`, as a body or as an event; `status` is null in a stream. */
export function anthropicFailureOf(answer: JsonRecord, status: number | null): ProviderFailure {
  const error = recordAt(answer, "error");
  if (error === null) {
    return failureWith(status, {
      class: null,
      code: null,
      message: textAt(answer, "error") ?? textAt(answer, "message") ?? "",
    });
  }
  const message = textAt(error, "message") ?? "";
  const type = textAt(error, "type");
  const detail = textAt(recordAt(error, "details"), "error_code");
  return failureWith(status, {
    class: classOf(type, detail, message),
    code: detail ?? type,
    message,
  });
}

function classOf(type: string | null, detail: string | null, message: string): FailureClass | null {
  const byDetail = lookUp(classOfDetail, detail);
  if (byDetail !== null) return byDetail;
  if (type === "invalid_request_error") {
    return invalidRequestWords.find(({ pattern }) => pattern.test(message))?.class ?? "BAD_REQUEST";
  }
  return lookUp(classOfType, type);
}

function failureWith(
  status: number | null,
  said: Pick<ProviderFailure, "class" | "code" | "message">,
): ProviderFailure {
  // Anthropic says when to come back in headers only, and `x-should-retry` is read by the engine.
  return { ...said, status, bodyHintMs: null, scope: null, retryable: null };
}
