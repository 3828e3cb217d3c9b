import type { Failure, FailureClass, FailureReason } from "#shared/failure.ts";
import type { Run } from "#shared/run.ts";
import { type ErrorAnswer, invalidRequest, notFound, serverError } from "./openai-error.ts";

/** Failures that are the request's own: it would fail again, whenever it is sent. */
const requestFaults: readonly FailureClass[] = ["BAD_REQUEST", "CONTENT_POLICY", "CONTEXT_LENGTH", "UNSUPPORTED"];
const limits: readonly FailureClass[] = ["RATE_LIMIT", "QUOTA_DAY"];

const codes: Readonly<Partial<Record<FailureClass, string>>> = {
  CONTENT_POLICY: "content_filter",
  CONTEXT_LENGTH: "context_length_exceeded",
  UNSUPPORTED: "unsupported",
};

/** Where no price is known nobody can be asked: a program is told which model it is, and what helps. */
function budgetError({ message, budget }: Failure): ErrorAnswer {
  const refused = { status: 402, type: "insufficient_quota", param: null } as const;
  if (budget?.kind !== "unknown-price") return { ...refused, code: "over_budget", message };
  const why = `Nobody knows what ${budget.modelId} costs, and a budget stops what cannot be counted.`;
  return { ...refused, code: "unknown_price", message: `${why} Set its price in Understudy.` };
}

/** What a run that gave no answer says to the program that asked, with a status that tells whether to ask again. */
export function errorOfRun(run: Run, nowEpochMs: number): ErrorAnswer {
  const failure = run.failure;
  if (failure === null || failure.class === "ABORT") return serverError(abortWords(failure), "stopped");
  if (failure.class === "BUDGET") return budgetError(failure);
  const last = lastFailures(run);
  const fault = last.find((one) => one.class === "BAD_REQUEST");
  if (fault !== undefined || failure.class === "BAD_REQUEST") return requestError(fault ?? failure);
  if (last.length > 0 && last.every((one) => requestFaults.includes(one.class))) return requestError(failure);
  if (run.target.kind === "model" && failure.class === "MODEL_GONE") {
    return notFound(`${run.target.providerId} has no model "${run.target.modelId}".`, "model_not_found");
  }
  if (last.length > 0 && last.every((one) => limits.includes(one.class))) return limited(run, nowEpochMs);
  return serverError(`No link answered: ${reasons(run)}.`, "no_link_answered");
}

/** After content was sent: a status is of no use any more. */
export function errorOfCut(run: Run): ErrorAnswer {
  const what = run.failure === null ? "it stopped" : wordsOf(run.failure);
  return serverError(`The answer broke off: ${what}. What came before is incomplete.`, "answer_cut");
}

/** Of each link, why it did not answer. */
function lastFailures(run: Run): Failure[] {
  const byLink = new Map<number, Failure>();
  for (const { linkIndex, failure } of run.attempts) if (failure !== null) byLink.set(linkIndex, failure);
  return [...byLink.values()];
}

function requestError(failure: Failure): ErrorAnswer {
  const said = withoutIds(failure.message);
  const what = wordsOf(failure);
  const message = `The request was refused: ${what}.${said === "" ? "" : ` ${said}`}`;
  return invalidRequest(message, null, codes[failure.class] ?? null);
}

function limited(run: Run, nowEpochMs: number): ErrorAnswer {
  // The run's failure has the earliest of its links (engine.md R18).
  const atMs = run.failure?.retryAtMs ?? null;
  const seconds = atMs === null ? null : Math.max(1, Math.ceil((atMs - nowEpochMs) / 1000));
  return {
    status: 429,
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    param: null,
    message: `Every link is limited: ${reasons(run)}.${seconds === null ? "" : ` Try again in ${seconds} s.`}`,
    ...(seconds !== null && { retryAfterS: seconds }),
  };
}

/** As in `1 openai/gpt-5 was rate limited (429), 2 …`. */
function reasons(run: Run): string {
  const byLink = new Map<number, string>();
  for (const { linkIndex, providerId, modelId, failure, httpStatus } of run.attempts) {
    if (failure === null) continue;
    const status = httpStatus === null || httpStatus < 400 ? "" : ` (${httpStatus})`;
    byLink.set(linkIndex, `${linkIndex + 1} ${providerId}/${modelId}: ${wordsOf(failure)}${status}`);
  }
  return [...byLink.values()].join(", ") || "nothing could be tried";
}

function abortWords(failure: Failure | null): string {
  return failure?.reason === "shutdown" ? "Understudy is closing." : "The run was stopped in Understudy.";
}

function wordsOf({ class: failureClass, reason }: Failure): string {
  return (reason === null ? undefined : reasonWords[reason]) ?? words[failureClass];
}

/** Where more is known than the class. */
const reasonWords: Readonly<Partial<Record<FailureReason, string>>> = {
  "no-key": "it has no key",
  "key-store": "its key could not be read",
  cut: "the connection was lost in the middle",
  stall: "it fell silent",
  offline: "this computer is offline",
  shutdown: "Understudy is closing",
  "unknown-price": "nobody knows what it costs, and a budget stops that",
};

/** Our own words: a provider's may hold its ids, which are none of the program's business (security.md G6). */
const words: Readonly<Record<FailureClass, string>> = {
  RATE_LIMIT: "rate limited",
  QUOTA_DAY: "its daily allowance is spent",
  BILLING: "no credit left there",
  AUTH: "its key is missing or was refused",
  MODEL_GONE: "it does not have this model",
  SERVER: "server error",
  NETWORK: "connection lost or not possible",
  TIMEOUT: "too slow",
  EMPTY: "it sent no answer",
  CONTEXT_LENGTH: "the prompt is too long for the model",
  UNSUPPORTED: "the model does not support what was asked",
  CONTENT_POLICY: "the provider's content filter refused it",
  BAD_REQUEST: "the provider says it is not valid",
  BUDGET: "the budget is spent",
  LOCAL: "trouble on this computer",
  ABORT: "it was stopped",
};

/** With a prefix, and a digit, as words like `user_location` have none; of a project; UUIDs; long hexadecimal ones. */
const idShapes = [
  /\b(?:org|req|request|proj|project|user|acct|chatcmpl|gen|msg|resp|key|sk)[-_](?=[\w-]*\d)[A-Za-z0-9][\w-]{5,}/gi,
  /\bprojects\/\d+/g,
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
  /\b(?=\d*[a-f])[0-9a-f]{16,}\b/gi,
];

/** A refused request is worth the provider's own explanation, without the ids in it. */
function withoutIds(message: string): string {
  return idShapes.reduce((text, shape) => text.replaceAll(shape, "…"), message);
}
