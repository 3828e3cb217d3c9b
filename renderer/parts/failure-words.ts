import type { IconName } from "#renderer/ui/icon.tsx";
import { assertNever, type Failure } from "#shared/failure.ts";
import { formatPause } from "#shared/format.ts";

/** Names for the sentence; never "the API" (ui/README.md §5). */
export type FailureNames = { readonly provider: string; readonly model: string };

export type FailureWords = {
  /** What happened, ≤ 60 characters where names are short. */
  readonly title: string;
  /** What to do about it. */
  readonly body: string;
  readonly icon: IconName;
};

/** A few words beside a bar: `429 · retry after 30 s`. No countdown: they stand still once the run has ended. */
export function briefOf(failure: Failure): string {
  const known = failure.reason === null ? undefined : briefReasons[failure.reason];
  if (known !== undefined) return known;
  if (failure.status === 429 && failure.hintMs !== null) return `429 · retry after ${formatPause(failure.hintMs)}`;
  if (failure.status !== null) return `${failure.status} ${briefClasses[failure.class]}`;
  return briefClasses[failure.class];
}

/** What kind of failure it is, whatever its figures: `rate limited`, `cut mid-stream`. */
export function classWords({ class: failureClass, reason }: Pick<Failure, "class" | "reason">): string {
  return (reason === null ? undefined : briefReasons[reason]) ?? briefClasses[failureClass];
}

const briefReasons: Partial<Record<NonNullable<Failure["reason"]>, string>> = {
  cut: "cut mid-stream",
  stall: "stalled",
  "no-first-token": "no first token",
  "connect-timeout": "connect timed out",
  "total-timeout": "took too long",
  "malformed-events": "broken stream",
  "too-large": "answer too large",
  "not-json": "not a model's answer",
  redirect: "redirect refused",
  blocked: "address refused",
  tls: "not trusted",
  proxy: "no way through the proxy",
  refused: "refused",
  reset: "connection reset",
  dns: "host not found",
  "all-thinking": "only reasoning",
  "no-key": "skipped, no key",
  "key-store": "skipped, keychain",
  "cooling-down": "skipped, cooling down",
  "probe-in-flight": "skipped, being probed",
  "context-window": "skipped, prompt too long",
  "user-stop": "stopped",
  shutdown: "stopped at quit",
  interrupted: "interrupted",
  offline: "offline",
  slept: "asleep meanwhile",
  "over-budget": "skipped, over budget",
  "unknown-price": "skipped, unknown price",
};

const briefClasses: Readonly<Record<Failure["class"], string>> = {
  RATE_LIMIT: "rate limited",
  QUOTA_DAY: "daily quota used up",
  BILLING: "no credit",
  AUTH: "key refused",
  MODEL_GONE: "no such model",
  SERVER: "server error",
  NETWORK: "not reachable",
  TIMEOUT: "timed out",
  EMPTY: "empty answer",
  CONTEXT_LENGTH: "prompt too long",
  UNSUPPORTED: "not supported",
  CONTENT_POLICY: "withheld",
  BAD_REQUEST: "request refused",
  BUDGET: "over budget",
  LOCAL: "failed here",
  ABORT: "stopped",
};

/** Title and body of a column that got no answer. */
export function wordsOf(failure: Failure, names: FailureNames): FailureWords {
  const { provider, model } = names;
  const answered = failure.status === null ? "" : `It answered ${failure.status}. `;
  switch (failure.class) {
    case "RATE_LIMIT":
      return words(`${provider} is rate limited.`, pauseWords(failure), "timer");
    case "QUOTA_DAY":
      return words(`${provider} has used up its daily quota.`, pauseWords(failure), "timer");
    case "BILLING":
      return words(`${provider} has no credit left.`, `Add credit on ${provider} or use another link.`, "spend");
    case "AUTH":
      // Nobody was asked: the key was not there to be sent.
      if (failure.reason === "no-key" || failure.reason === "key-store") return localWords(failure, provider);
      return words(
        `${provider} refused this key.`,
        `${answered}Check that the key is active and not limited to other models.`,
        "key",
      );
    case "MODEL_GONE":
      return words(`${provider} has no model “${model}”.`, `${answered}Pick another model.`, "warn");
    case "SERVER":
      return words(`${provider} had a server error${statusIn(failure)}.`, failure.message, "warn");
    case "NETWORK":
      return networkWords(failure, provider);
    case "TIMEOUT":
      return timeoutWords(failure, provider);
    case "EMPTY":
      return words(`${provider} sent an empty answer.`, failure.message, "warn");
    case "CONTEXT_LENGTH":
      return words(`The prompt is too long for ${model}.`, failure.message, "doc");
    case "UNSUPPORTED":
      return words(`${model} does not support this.`, failure.message, "warn");
    case "CONTENT_POLICY":
      return words(`${provider} withheld the answer.`, failure.message, "off");
    case "BAD_REQUEST":
      if (failure.reason === "blocked") return words("Nothing was sent.", failure.message, "off");
      return words(`${provider} did not accept the request.`, `${answered}${failure.message}`, "warn");
    case "BUDGET":
      return words("Nothing was sent.", failure.message, "spend");
    case "LOCAL":
      return localWords(failure, provider);
    case "ABORT":
      return words("Stopped.", failure.message, "stop");
    default:
      return assertNever(failure.class);
  }
}

function words(title: string, body: string, icon: IconName): FailureWords {
  return { title, body, icon };
}

function statusIn({ status }: Failure): string {
  return status === null ? "" : ` (${status})`;
}

function pauseWords({ hintMs, message }: Failure): string {
  return hintMs === null ? message : `It asked for a ${formatPause(hintMs)} pause.`;
}

function networkWords(failure: Failure, provider: string): FailureWords {
  if (failure.reason === "tls") return words(`The connection to ${provider} is not trusted.`, failure.message, "lock");
  if (failure.reason === "proxy") {
    return words(`The proxy made no connection to ${provider}.`, `${failure.message} Check it under Settings.`, "off");
  }
  if (failure.reason === "reset") return words(`${provider} broke the connection.`, failure.message, "off");
  return words(`${provider} could not be reached.`, failure.message, "off");
}

function timeoutWords(failure: Failure, provider: string): FailureWords {
  if (failure.reason === "cut") return words("The stream was cut.", failure.message, "cut");
  if (failure.reason === "stall")
    return words(`${provider} stopped in the middle of its answer.`, failure.message, "cut");
  return words(`${provider} sent nothing in time.`, failure.message, "timer");
}

function localWords(failure: Failure, provider: string): FailureWords {
  if (failure.reason === "no-key") return words(`${provider} has no key yet.`, failure.message, "key");
  if (failure.reason === "key-store") return words("The system keychain gives no key.", failure.message, "lock");
  if (failure.reason === "nothing-available") return words("Nothing could answer right now.", failure.message, "timer");
  if (failure.reason === "offline") {
    return words("This computer is offline.", "No provider could be reached. Local models still answer.", "off");
  }
  if (failure.reason === "slept") return words("This computer was asleep.", failure.message, "warn");
  return words("This failed on this computer.", failure.message, "warn");
}
