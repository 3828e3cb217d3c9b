import { type Failure, type FailureClass, type FailureReason, failureOf } from "#shared/failure.ts";
import type { ProviderFailure, Redact, TransportFailure } from "./dependencies.ts";
import { hintFrom } from "./retry-hint.ts";

/** Status → class where the body has no code that decides (engine.md §2, "status" step). */
export function classOfStatus(status: number): FailureClass {
  if (status === 401 || status === 403) return "AUTH";
  if (status === 402) return "BILLING";
  if (status === 404 || status === 410) return "MODEL_GONE";
  if (status === 408 || status === 409 || status === 498 || status >= 500) return "SERVER";
  if (status === 413 || status === 415) return "UNSUPPORTED";
  if (status === 429) return "RATE_LIMIT";
  return "BAD_REQUEST";
}

export type Arrival = {
  readonly headers: Readonly<Record<string, string>>;
  readonly nowEpochMs: number;
  readonly redact: Redact;
};

/** A failure that the provider reported, by status or inside a stream. */
export function classifyProvider(reported: ProviderFailure, arrival: Arrival): Failure {
  const byBodyOrStatus = reported.class ?? (reported.status === null ? "SERVER" : classOfStatus(reported.status));
  // A field that the request can do without is a parameter that is not supported, whatever the code says (§2).
  const isField = reported.refusedField !== undefined && byBodyOrStatus === "BAD_REQUEST";
  const failureClass = isField ? "UNSUPPORTED" : byBodyOrStatus;
  const hintMs = hintFrom({
    headers: arrival.headers,
    bodyHintMs: reported.bodyHintMs,
    message: reported.message,
    nowEpochMs: arrival.nowEpochMs,
    takeLargest: failureClass === "QUOTA_DAY",
  });
  const said = arrival.redact(reported.message).trim();
  return failureOf(
    failureClass,
    said === "" ? `It answered ${reported.status ?? "an error"} without a reason.` : said,
    {
      status: reported.status,
      code: reported.code === null ? null : arrival.redact(reported.code),
      hintMs: waits(failureClass) ? hintMs : null,
    },
  );
}

/** A hint on a class that never cools would only mislead. */
function waits(failureClass: FailureClass): boolean {
  return failureClass !== "BAD_REQUEST" && failureClass !== "CONTENT_POLICY" && failureClass !== "CONTEXT_LENGTH";
}

/** A request that got no answer, or lost it on the way. */
export function classifyTransport(failure: TransportFailure, afterHeaders: boolean, redact: Redact): Failure {
  const message = redact(failure.message);
  const code = failure.code;
  switch (failure.reason) {
    case "aborted":
      return failureOf("ABORT", "Stopped.", { reason: "user-stop" });
    case "redirect":
      return failureOf("BAD_REQUEST", message, { reason: "redirect", code });
    case "blocked":
      return failureOf("BAD_REQUEST", message, { reason: "blocked", code });
    case "too-large":
      return failureOf("SERVER", message, { reason: "too-large", code });
    case "protocol":
      return failureOf("SERVER", message, { reason: "not-json", code });
    case "connect-timeout":
      return failureOf("TIMEOUT", message, { reason: "connect-timeout", code });
    default:
      // A connection lost after the headers is a cut stream: the request was served, so the model cools, not the host.
      if (afterHeaders) return failureOf("TIMEOUT", message, { reason: "cut", code });
      return failureOf("NETWORK", message, { reason: failure.reason === "unreachable" ? "dns" : failure.reason, code });
  }
}

/** Something was thrown that should have been a value: our bug, told as such. */
export function internalFailure(): Failure {
  return failureOf("SERVER", "Understudy itself failed here. The log has the details.", { reason: "internal" });
}

export type Deadline = Extract<FailureReason, "no-first-token" | "stall" | "total-timeout">;

/** One of our own deadlines passed (engine.md R14, R15). `limitMs` is the limit that was passed. */
export function classifyDeadline(deadline: Deadline, limitMs: number): Failure {
  const seconds = Math.round(limitMs / 100) / 10;
  const messages = {
    "no-first-token": `It sent nothing for ${seconds} s. The limit for a first token is ${seconds} s.`,
    stall: `The stream stood still for ${seconds} s.`,
    "total-timeout": `The answer took longer than ${Math.round(seconds / 60)} minutes.`,
  } as const;
  return failureOf("TIMEOUT", messages[deadline], { reason: deadline });
}
