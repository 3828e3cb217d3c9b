import { assertNever } from "./failure.ts";
import type { Attempt, AttemptStart, Run, RunEvent } from "./run.ts";
import { noCost, unknownCost } from "./usage.ts";

/**
 * The only place a run changes, on both sides of the bridge. Total and idempotent enough for a replay: an event
 * for an ended run changes nothing but a cost that was still open (engine.md invariant 13), an attempt is booked once
 * (R22).
 */
export function reduceRun(run: Run | undefined, event: RunEvent): Run | undefined {
  if (event.type === "run-started") return run ?? startRun(event.run);
  if (run === undefined || (run.endMs !== null && event.type !== "cost-found")) return run;
  switch (event.type) {
    case "queued":
      return { ...run, status: "queued" };
    case "waiting":
      return { ...run, status: "waiting", waiting: event.waiting };
    case "attempt-started":
      return addAttempt(run, openAttempt(event.attempt));
    case "attempt-headers":
      return changeAttempt(run, event.attemptId, {
        connectedMs: event.connectedMs,
        headersMs: event.atMs,
        httpStatus: event.httpStatus,
      });
    case "delta":
      return addDelta(run, event);
    case "reset":
      return { ...changeAttempt(run, event.attemptId, { droppedText: run.text }), text: "", reasoning: "" };
    case "attempt-ended":
      return endAttempt(run, event);
    case "skipped":
      return addAttempt(run, skippedAttempt(event));
    case "cost-found":
      return bookFound(run, event);
    case "run-ended":
      return endRun(run, event);
    default:
      return assertNever(event);
  }
}

type EventOf<T extends RunEvent["type"]> = Extract<RunEvent, { type: T }>;

/** A run of which nothing has arrived. */
export function startRun(run: EventOf<"run-started">["run"]): Run {
  return {
    ...run,
    status: "starting",
    endMs: null,
    text: "",
    reasoning: "",
    attempts: [],
    waiting: null,
    answeredBy: null,
    failure: null,
  };
}

function openAttempt(start: AttemptStart): Attempt {
  return {
    ...start,
    status: "running",
    endMs: null,
    connectedMs: null,
    headersMs: null,
    httpStatus: null,
    firstContentMs: null,
    firstAnswerMs: null,
    lastContentMs: null,
    finish: null,
    nativeFinish: null,
    failure: null,
    usage: null,
    cost: unknownCost,
    modelServed: null,
    upstreamProvider: null,
    generationId: null,
    malformedEvents: 0,
    droppedText: "",
  };
}

function skippedAttempt(event: EventOf<"skipped">): Attempt {
  const { startMs } = event.attempt;
  return { ...openAttempt(event.attempt), status: "skipped", endMs: startMs, failure: event.failure, cost: noCost };
}

function addAttempt(run: Run, attempt: Attempt): Run {
  if (run.attempts.some((known) => known.id === attempt.id)) return run;
  return { ...run, status: "running", waiting: null, attempts: [...run.attempts, attempt] };
}

function changeAttempt(run: Run, attemptId: string, change: Partial<Attempt>): Run {
  const attempts = run.attempts.map((attempt) => (attempt.id === attemptId ? { ...attempt, ...change } : attempt));
  return { ...run, attempts };
}

function addDelta(run: Run, event: EventOf<"delta">): Run {
  const grown =
    event.channel === "text"
      ? { ...run, text: run.text + event.text }
      : event.channel === "reasoning"
        ? { ...run, reasoning: run.reasoning + event.text }
        : run;
  const attempt = run.attempts.find((one) => one.id === event.attemptId);
  if (attempt === undefined) return grown;
  // Copying the attempts for every delta would cost more than the delta; only the first ones carry news.
  const isFirst = attempt.firstContentMs === null;
  const isFirstAnswer = event.channel === "text" && attempt.firstAnswerMs === null;
  if (!isFirst && !isFirstAnswer) return grown;
  return changeAttempt(grown, event.attemptId, {
    firstContentMs: attempt.firstContentMs ?? event.atMs,
    firstAnswerMs: isFirstAnswer ? event.atMs : attempt.firstAnswerMs,
  });
}

function endAttempt(run: Run, event: EventOf<"attempt-ended">): Run {
  const attempt = run.attempts.find((one) => one.id === event.attemptId);
  if (attempt === undefined || attempt.endMs !== null) return run;
  // A cost that overtook the end is the provider's own word: no estimate takes its place.
  const { cost, usage, computedNanoUsd } = attempt;
  const beside = computedNanoUsd !== undefined && { computedNanoUsd };
  const found = cost.source === "reported" ? { cost, usage: usage ?? event.end.usage, ...beside } : {};
  return changeAttempt(run, event.attemptId, { ...event.end, ...found });
}

/** What the provider reported first stays: an attempt is booked once. */
function bookFound(run: Run, found: EventOf<"cost-found">): Run {
  const { attemptId, cost, usage, upstreamProvider, computedNanoUsd } = found;
  const attempt = run.attempts.find((one) => one.id === attemptId);
  if (attempt === undefined || attempt.status === "skipped" || attempt.cost.source === "reported") return run;
  return changeAttempt(run, attemptId, {
    cost,
    ...(computedNanoUsd !== undefined && { computedNanoUsd }),
    usage: usage ?? attempt.usage,
    upstreamProvider: upstreamProvider ?? attempt.upstreamProvider,
  });
}

function endRun(run: Run, event: EventOf<"run-ended">): Run {
  const { status, answeredBy, failure, atMs } = event;
  return { ...run, status, answeredBy, failure, waiting: null, endMs: atMs };
}
