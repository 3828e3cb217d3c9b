import type { Link } from "#shared/chain.ts";
import { type Failure, failureOf } from "#shared/failure.ts";
import type { Overrides, Prompt } from "#shared/prompt.ts";
import type { AttemptEnd, AttemptStart, RunEvent } from "#shared/run.ts";
import { type AnswerState, failureAtEnd, hasContent, isUnreadable, isWhole, newAnswerState } from "./answer-state.ts";
import { attemptEnd } from "./attempt-end.ts";
import { classifyDeadline, classifyProvider, classifyTransport } from "./classify.ts";
import { type ContentAt, contentEvents, heldEvents } from "./content-events.ts";
import { untilPacificMidnightMs } from "./cooldown.ts";
import { type Deadlines, pauseAfterFinishMs } from "./deadlines.ts";
import type {
  Adapter,
  HttpResponse,
  Opened,
  OptionalField,
  ProviderAccess,
  ProviderFailure,
  TransportFailure,
} from "./dependencies.ts";
import type { Engine } from "./engine.ts";
import { createKeyGuard } from "./key-guard.ts";
import { errorBodyCap, readAnswer, readText } from "./read-answer.ts";
import { type OtherPrices, servedPrice } from "./served-price.ts";
import { startWatchdog, type Watchdog } from "./watchdog.ts";

export type AttemptPlan = {
  readonly runId: string;
  readonly start: AttemptStart;
  readonly link: Link;
  readonly access: Extract<ProviderAccess, { kind: "ready" }>;
  readonly prompt: Prompt;
  /** Speaks the dialect that this prompt needs. */
  readonly adapter: Adapter;
  readonly overrides: Overrides;
  /** What this provider's model refused before. */
  readonly omit: readonly OptionalField[];
  readonly deadlines: Deadlines;
  readonly otherPrices: OtherPrices;
  /** Called with the headers of the answer as they arrive, whatever its status. */
  readonly onHeaders: (headers: HttpResponse["headers"]) => void;
  /** Whether another link could take over now: decides how long the first content may take (engine.md R14). */
  readonly hasNext: () => boolean;
  /** Monotonic ms of the run's Send; events are stamped against it. */
  readonly runStartMs: number;
  readonly signal: AbortSignal;
};

/** What the run decides on: the failure, if any, and whether anything was shown. */
export type AttemptOutcome = {
  readonly failure: Failure | null;
  /** The record of the attempt, for its `attempt-ended` event: whoever judges the failure emits it. */
  readonly end: AttemptEnd;
  /** Characters of answer text that were handed out. */
  readonly shownText: number;
  /** Content of any kind was handed out: the commit point is passed (engine.md R17). */
  readonly committed: boolean;
  /** Ms from the request to its first content, or null. */
  readonly firstContentMs: number | null;
  readonly reported: ProviderFailure | null;
  readonly isHostPage: boolean;
};

type Tools = Pick<Engine, "clock" | "transport" | "recorder" | "newSseReader" | "redact" | "thisComputer">;

/** One HTTP request: deadlines, parts → events, usage, cost. Yields its events; returns what came of it. */
export async function* runAttempt(tools: Tools, plan: AttemptPlan): AsyncGenerator<RunEvent, AttemptOutcome> {
  yield { type: "attempt-started", runId: plan.runId, attempt: plan.start };
  const controller = new AbortController();
  // With a reason: the default one is an error with its stack, which costs more than the rest of the end.
  const stop = () => controller.abort("over");
  plan.signal.addEventListener("abort", stop, { once: true });
  if (plan.signal.aborted) stop();
  const { deadlines, hasNext } = plan;
  const watchdog = startWatchdog({
    clock: tools.clock,
    deadlines,
    hasNext,
    onPassed: stop,
    onLate: tools.thisComputer.noteWake,
  });
  try {
    return yield* request({ tools, plan, watchdog, signal: controller.signal });
  } finally {
    watchdog.stop();
    plan.signal.removeEventListener("abort", stop);
    // Whatever happened, the socket of this attempt is closed now.
    stop();
  }
}

type Running = {
  readonly tools: Tools;
  readonly plan: AttemptPlan;
  readonly watchdog: Watchdog;
  readonly signal: AbortSignal;
};

async function* request(running: Running): AsyncGenerator<RunEvent, AttemptOutcome> {
  const { plan } = running;
  const state = newAnswerState();
  // Stopped while its start was told: nothing may be sent any more (R19).
  if (running.signal.aborted) return finish(running, { state, failure: stopped(), response: null });
  const openedAtMs = atMs(running);
  const opened = await open(running);
  if (opened.kind === "failure") {
    return finish(running, { state, failure: brokenOff(running, opened.failure, false), response: null });
  }
  const { response } = opened;
  plan.onHeaders(response.headers);
  const { runId, start } = plan;
  // Equal to the start where a connection was open already: that is how a warm one is told from a cold one.
  const connectedMs = response.connectMs === 0 ? start.startMs : openedAtMs + response.connectMs;
  const httpStatus = response.status;
  yield { type: "attempt-headers", runId, attemptId: start.id, connectedMs, atMs: atMs(running), httpStatus };
  const failure =
    response.status >= 200 && response.status < 300
      ? yield* readBody(running, response, state)
      : await readRefusal(running, response, state);
  return finish(running, { state, failure, response });
}

function open({ tools, plan, signal }: Running): Promise<Opened> {
  const { runId, start, access, adapter, link, prompt, overrides, omit } = plan;
  const { provider, key } = access;
  const request = adapter.chatRequest({ provider, key, link, prompt, overrides, omit });
  const options = { signal, connectTimeoutMs: plan.deadlines.connectMs };
  const { recorder, transport } = tools;
  if (recorder === undefined) return transport.open(request, options);
  return recorder.open(transport, { runId, attemptId: start.id, provider, key, prompt, request }, options);
}

/** Reads a 2xx to its end and hands out its content; returns why it is no answer, or null. */
async function* readBody(
  running: Running,
  response: HttpResponse,
  state: AnswerState,
): AsyncGenerator<RunEvent, Failure | null> {
  const { tools, plan, watchdog } = running;
  const { runId, start, deadlines, access } = plan;
  const guard = createKeyGuard(access.key);
  // Until the stream says its id itself: it may be aborted before its first event.
  state.generationId = guard.clean(plan.adapter.costLookup?.generationId(response.headers) ?? null);
  const heard: ContentAt["heard"] = (what) => {
    if (what === "finish") watchdog.finished(pauseAfterFinishMs(deadlines, state));
    else if (what === "terminated") watchdog.finished(deadlines.afterEndMs);
    else watchdog.content(what === "reasoning");
  };
  const here = () => ({ runId, attemptId: start.id, atMs: atMs(running), state, guard, heard });
  let broken: TransportFailure | null = null;
  for await (const reading of readAnswer(response, plan.adapter, tools.newSseReader)) {
    if (reading.kind === "end") {
      broken = reading.failure;
      break;
    }
    watchdog.byte();
    for (const event of contentEvents(reading.parts, here())) yield event;
    if (state.reported !== null || isUnreadable(state)) break;
  }
  for (const event of heldEvents(here())) yield event;
  if (guard.wasSaid()) tools.recorder?.withholdBody(start.id);
  if (broken !== null && !isWhole(state)) return brokenOff(running, broken, true);
  return state.reported === null ? failureAtEnd(state) : judge(running, response, state.reported);
}

async function readRefusal(running: Running, response: HttpResponse, state: AnswerState): Promise<Failure> {
  running.watchdog.finished(running.plan.deadlines.errorBodyMs);
  // A body that breaks off or never ends is read as far as it came: the status and the headers count all the same.
  const { text } = await readText(response.body, errorBodyCap);
  const { status, headers } = response;
  const said = running.plan.adapter.readFailure({ status, headers, body: text });
  state.reported = { ...said, retryable: said.retryable ?? shouldRetry(headers) };
  return judge(running, response, state.reported);
}

/** What a failure means that the provider reported, by its status or inside a stream. */
function judge(running: Running, { headers }: HttpResponse, reported: ProviderFailure): Failure {
  const { clock, redact } = running.tools;
  const classified = classifyProvider(reported, { headers, nowEpochMs: clock.epochMs(), redact });
  if (classified.class !== "QUOTA_DAY" || running.plan.access.provider.kind !== "google") return classified;
  // Google names seconds even where the daily quota is spent; it starts anew at midnight Pacific (protocols.md §6).
  const resetMs = untilPacificMidnightMs(clock.epochMs());
  return { ...classified, hintMs: Math.max(classified.hintMs ?? 0, resetMs) };
}

/** The header that some providers send to overrule what the status means (R5). */
function shouldRetry(headers: Readonly<Record<string, string>>): boolean | null {
  const value = headers["x-should-retry"];
  return value === "true" ? true : value === "false" ? false : null;
}

/** The connection broke off, and why: one of our deadlines, or the network. */
function brokenOff(running: Running, failure: TransportFailure, afterHeaders: boolean): Failure {
  const passed = running.watchdog.passed();
  if (passed !== null) return classifyDeadline(passed.deadline, passed.limitMs);
  return classifyTransport(failure, afterHeaders, running.tools.redact);
}

function stopped(): Failure {
  return failureOf("ABORT", "Stopped.", { reason: "user-stop" });
}

type Ending = {
  readonly state: AnswerState;
  readonly failure: Failure | null;
  readonly response: HttpResponse | null;
};

function finish(running: Running, ending: Ending): AttemptOutcome {
  const { state, response } = ending;
  // Whatever goes wrong once the user has stopped says nothing about the provider (R19).
  const failure = ending.failure !== null && running.plan.signal.aborted ? stopped() : ending.failure;
  const { start, prompt, link, otherPrices: others } = running.plan;
  const price = servedPrice({ asked: link.modelId, served: state.modelServed, askedPrice: start.price, others });
  const httpStatus = response?.status ?? null;
  const end = attemptEnd({ state, failure, httpStatus, prompt, price, endMs: atMs(running) });
  const isHtml = (response?.headers["content-type"] ?? "").includes("text/html");
  return {
    failure,
    end: price === start.price ? end : { ...end, price },
    shownText: state.textLength,
    committed: hasContent(state),
    firstContentMs: state.firstContentMs === null ? null : state.firstContentMs - start.startMs,
    reported: state.reported,
    isHostPage: response !== null && response.status >= 500 && (isHtml || isEdgeStatus(response.status)),
  };
}

/** Cloudflare's own, by which the host in front tells that it is at fault. 529 is no such word: a model is overloaded. */
function isEdgeStatus(status: number): boolean {
  return (status >= 520 && status <= 527) || status === 530;
}

function atMs(running: Running): number {
  return running.tools.clock.monotonicMs() - running.plan.runStartMs;
}
