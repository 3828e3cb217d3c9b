import type { Link } from "#shared/chain.ts";
import type { Failure } from "#shared/failure.ts";
import type { Price } from "#shared/model.ts";
import type { AttemptStart, RunEvent } from "#shared/run.ts";
import { scopesOfLink } from "./availability.ts";
import { priceOfLink } from "./cost.ts";
import { deadlinesFor } from "./deadlines.ts";
import type { AttemptResult, RunAction, RunState } from "./decide.ts";
import { sameLinkDelay } from "./fall-through.ts";
import type { Release } from "./gate.ts";
import type { BoardAttempt } from "./limit-board.ts";
import { sleep } from "./pause.ts";
import { type AttemptOutcome, type AttemptPlan, runAttempt } from "./run-attempt.ts";
import { blockNow, hasNextLink, linkAt, newAttempt, type RunContext, sinceSend, waitingEvent } from "./run-context.ts";

type AttemptAction = Extract<RunAction, { type: "attempt" }>;

export type Tried =
  | { readonly kind: "answered"; readonly attemptId: string }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly state: RunState; readonly result: AttemptResult };

/** One link: an attempt, and at most one more on the same link where the rules allow it (engine.md R8, R9). */
export async function* tryLink(
  context: RunContext,
  state: RunState,
  action: AttemptAction,
): AsyncGenerator<RunEvent, Tried> {
  const { job } = context;
  let now = action;
  let known = state;
  for (;;) {
    const once = yield* attemptOnce(context, known, now);
    if (once.kind !== "failed") return once;
    if (once.retryInMs === null) return { kind: "failed", state: known, result: once.result };
    known = noteRetry(known, once.result);
    const untilMs = sinceSend(context) + once.retryInMs;
    yield waitingEvent(context, { linkIndex: action.linkIndex, class: once.result.failure.class, untilMs });
    await sleep(context.engine, once.retryInMs, job.signal);
    if (job.signal.aborted) return { kind: "stopped" };
    // Meanwhile another run may have learned that this link is limited.
    if (isBlocked(context, action.linkIndex)) return { kind: "failed", state: known, result: once.result };
    now = { ...now, kind: "retry", takeBack: false };
  }
}

function noteRetry(state: RunState, result: AttemptResult): RunState {
  const links = state.links.map((link, index) =>
    index === result.linkIndex ? { ...link, tried: true, failure: link.failure ?? result.failure } : link,
  );
  return { ...state, links, extraRequests: state.extraRequests + (result.kind === "first" ? 0 : 1) };
}

type Once =
  | Exclude<Tried, { kind: "failed" }>
  | { readonly kind: "failed"; readonly result: AttemptResult; readonly retryInMs: number | null };

async function* attemptOnce(
  context: RunContext,
  state: RunState,
  action: AttemptAction,
): AsyncGenerator<RunEvent, Once> {
  const { engine } = context;
  const link = linkAt(context, action.linkIndex);
  const access = context.accesses.get(link.provider);
  if (access?.kind !== "ready") throw new Error("An attempt needs a link with access");
  const scopes = scopesOfLink(link, access);
  const release = yield* enterGate(context, scopes.A);
  if (release === null) return { kind: "stopped" };
  const planned = newAttempt(context, {
    linkIndex: action.linkIndex,
    kind: action.kind,
    price: priceNow(context, link),
  });
  const { id: providerId, baseUrl } = access.provider;
  const attempt = { id: planned.id, providerId, baseUrl, scopes, beganMs: engine.clock.monotonicMs() };
  if (action.kind === "first") engine.retryTokens.firstAttempt(scopes.A);
  const { isProbe } = engine.board.begin(attempt);
  context.lastAttemptId = planned.id;
  const start: AttemptStart = isProbe ? { ...planned, kind: "probe" } : planned;
  try {
    const outcome = yield* runAttempt(engine, planOf(context, { start, link, access }));
    const once = settle({ context, state, attempt, outcome, isProbe, action });
    // What the board made of the failure is what is recorded: it may be this computer's own (R4).
    const failure = once.kind === "failed" ? once.result.failure : outcome.failure;
    yield { type: "attempt-ended", runId: context.job.run.id, attemptId: start.id, end: { ...outcome.end, failure } };
    return once;
  } catch (error) {
    engine.board.release(attempt);
    throw error;
  } finally {
    release();
    context.idleSinceMs = sinceSend(context);
  }
}

function planOf(context: RunContext, of: Pick<AttemptPlan, "start" | "link" | "access">): AttemptPlan {
  const { engine, job, runStartMs } = context;
  const { reasons } = engine.catalog.facts(of.link.provider, of.link.modelId);
  const deadlines = deadlinesFor({ reasons, hasNext: hasNextLink(context, of.start.linkIndex) });
  return { ...of, runId: job.run.id, prompt: job.prompt, deadlines, runStartMs, signal: job.signal };
}

/** Frozen at the start of the attempt: a later change of prices does not change what was paid. */
function priceNow({ engine }: RunContext, link: Link): Price | null {
  const nowEpochMs = engine.clock.epochMs();
  const asOf = new Date(nowEpochMs).toISOString().slice(0, 10);
  return priceOfLink(link, engine.catalog.price(link.provider, link.modelId, nowEpochMs), asOf);
}

type Settling = {
  readonly context: RunContext;
  readonly state: RunState;
  readonly attempt: BoardAttempt;
  readonly outcome: AttemptOutcome;
  readonly isProbe: boolean;
  readonly action: AttemptAction;
};

/** Books what came of an attempt on the limit board and asks whether the same link may be tried again. */
function settle(settling: Settling): Once {
  const { context, attempt, outcome, action } = settling;
  const { board, random } = context.engine;
  if (outcome.failure === null) {
    board.succeed(attempt, outcome.firstContentMs);
    return { kind: "answered", attemptId: attempt.id };
  }
  if (outcome.failure.class === "ABORT") {
    board.release(attempt);
    return { kind: "stopped" };
  }
  const retryInMs = retryDelay(settling, outcome.failure);
  const failure = board.fail(attempt, {
    modelId: linkAt(context, action.linkIndex).modelId,
    failure: outcome.failure,
    scopeHint: outcome.reported?.scope ?? null,
    isHostPage: outcome.isHostPage,
    retriesInPlace: retryInMs !== null,
    random: random(),
  });
  const { committed, shownText } = outcome;
  const result = { linkIndex: action.linkIndex, kind: action.kind, failure, committed, shownText };
  return { kind: "failed", result, retryInMs: failure.class === "LOCAL" ? null : retryInMs };
}

function retryDelay({ context, state, attempt, outcome, isProbe, action }: Settling, failure: Failure): number | null {
  const mayAsk = state.extraRequests < Math.min(state.links.length, 3);
  const isFirstTry = state.links[action.linkIndex]?.tried === false;
  if (outcome.committed || isProbe || action.kind === "restart" || !mayAsk || !isFirstTry) return null;
  const { class: failureClass, reason, hintMs } = failure;
  const retryable = outcome.reported?.retryable ?? null;
  const delayMs = sameLinkDelay({ class: failureClass, reason, hintMs, retryable, random: context.engine.random() });
  if (delayMs === null || !context.engine.retryTokens.take(attempt.scopes.A)) return null;
  return delayMs;
}

async function* enterGate(context: RunContext, account: string): AsyncGenerator<RunEvent, Release | null> {
  const { engine, job } = context;
  const free = engine.gate.tryEnter(account);
  if (free !== null) return free;
  yield { type: "queued", runId: job.run.id, atMs: sinceSend(context) };
  return engine.gate.enter(account, job.signal);
}

function isBlocked(context: RunContext, linkIndex: number): boolean {
  const link = linkAt(context, linkIndex);
  const access = context.accesses.get(link.provider);
  return access === undefined || blockNow(context, link, access) !== null;
}
