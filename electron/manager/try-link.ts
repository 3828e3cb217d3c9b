import type { Link } from "#shared/chain.ts";
import type { Failure } from "#shared/failure.ts";
import { leadsOn, type RulesInForce } from "#shared/link-rules.ts";
import type { Price } from "#shared/model.ts";
import type { AttemptEnd, AttemptStart, RunEvent } from "#shared/run.ts";
import { unknownCost } from "#shared/usage.ts";
import { newAnswerState } from "./answer-state.ts";
import { attemptEnd } from "./attempt-end.ts";
import { scopesOfLink } from "./availability.ts";
import { internalFailure } from "./classify.ts";
import { priceOfLink } from "./cost.ts";
import { deadlinesOf } from "./deadlines.ts";
import { type AttemptResult, mayAskAgain, type RunAction, type RunState } from "./decide.ts";
import type { ProviderAccess } from "./dependencies.ts";
import { sameLinkDelay } from "./fall-through.ts";
import type { Release } from "./gate.ts";
import type { BoardAttempt } from "./limit-board.ts";
import { type AttemptOutcome, type AttemptPlan, runAttempt } from "./run-attempt.ts";
import {
  askAhead,
  blockNow,
  hasNextLink,
  linkAt,
  newAttempt,
  type RunContext,
  rulesOf,
  sinceSend,
} from "./run-context.ts";
import { otherPrices } from "./served-price.ts";

type AttemptAction = Extract<RunAction, { type: "attempt" }>;

export type Tried =
  | { readonly kind: "answered"; readonly attemptId: string }
  | { readonly kind: "stopped" }
  /** Nothing was sent: the link became unavailable since this was decided. */
  | { readonly kind: "blocked" }
  | { readonly kind: "failed"; readonly result: AttemptResult };

type Trying = {
  readonly context: RunContext;
  readonly state: RunState;
  readonly action: AttemptAction;
  readonly link: Link;
  readonly rules: RulesInForce;
  readonly access: Extract<ProviderAccess, { kind: "ready" }>;
};

/** One request to one link, as soon as its account has a place for it. */
export async function* tryLink(
  context: RunContext,
  state: RunState,
  action: AttemptAction,
): AsyncGenerator<RunEvent, Tried> {
  const link = linkAt(context, action.linkIndex);
  const access = context.accesses.get(link.provider);
  if (access?.kind !== "ready") throw new Error("An attempt needs a link with access");
  const leave = yield* enterGate(context, scopesOfLink(link, access).A);
  if (leave === null) return { kind: "stopped" };
  try {
    // From here until the limit board knows of the attempt nothing may be waited for: other runs decide meanwhile.
    const block = blockNow(context, link, access);
    if (block !== null && (block.hard || !action.pastSoft)) return { kind: "blocked" };
    return yield* attemptOnce({ context, state, action, link, rules: rulesOf(context, link), access });
  } finally {
    leave();
  }
}

async function* attemptOnce(trying: Trying): AsyncGenerator<RunEvent, Tried> {
  const { context, action } = trying;
  const { engine, job } = context;
  const { start, attempt } = begin(trying);
  const ended = (end: AttemptEnd): RunEvent => ({
    type: "attempt-ended",
    runId: job.run.id,
    attemptId: start.id,
    end,
  });
  try {
    if (action.takeBack !== null) yield resetEvent(context, action.takeBack);
    const plan = planOf(trying, start);
    const outcome = yield* runAttempt(engine, plan);
    const tried = settle({ ...trying, attempt, outcome, isProbe: start.kind === "probe" });
    // What the board made of the failure is what is recorded: it may be this computer's own (R4).
    const end = { ...outcome.end, failure: tried.kind === "failed" ? tried.result.failure : outcome.failure };
    yield ended(end);
    const { access, adapter } = plan;
    engine.costLookups.attemptEnded({ ...attempt, runId: job.run.id, attemptId: start.id, end, access, adapter });
    return tried;
  } catch (error) {
    yield ended(crashed(trying, start));
    throw error;
  } finally {
    // After a stop, or where something was thrown, a probe slot is still held.
    engine.board.release(attempt);
    context.idleSinceMs = sinceSend(context);
  }
}

/** Tells the limit board and the retry budget. */
function begin({ context, action, link, access }: Trying): { start: AttemptStart; attempt: BoardAttempt } {
  const { engine } = context;
  const price = priceNow(context, link);
  const planned = newAttempt(context, { linkIndex: action.linkIndex, kind: action.kind, price });
  const scopes = scopesOfLink(link, access);
  const { id: providerId, baseUrl } = access.provider;
  const attempt = { id: planned.id, providerId, baseUrl, scopes, beganMs: engine.clock.monotonicMs() };
  if (action.kind === "first") engine.retryTokens.firstAttempt(scopes.A);
  const { isProbe } = engine.board.begin(attempt);
  return { start: isProbe ? { ...planned, kind: "probe" } : planned, attempt };
}

function planOf({ context, state, link, rules, access }: Trying, start: AttemptStart): AttemptPlan {
  const { job, runStartMs } = context;
  const { catalog, clock } = context.engine;
  const { prompt, overrides } = job;
  // Once every link had its turn, none takes over from a probe.
  const nextIndex = Math.max(start.linkIndex + 1, state.position);
  askAhead(context, nextIndex);
  return {
    runId: job.run.id,
    start,
    link,
    access,
    prompt,
    adapter: access.adapterFor({ modelId: link.modelId, prompt, overrides }),
    overrides,
    omit: [],
    deadlines: deadlinesOf(rules),
    // Where a timeout leads nowhere, no other link would take over.
    hasNext: () => rules.triggers.TIMEOUT && hasNextLink(context, nextIndex),
    otherPrices: otherPrices({ link, provider: access.provider }, (modelId) => {
      return catalog.price(link.provider, modelId, clock.epochMs());
    }),
    runStartMs,
    signal: job.signal,
  };
}

/** Frozen at the start of the attempt: a later change of prices does not change what was paid. */
function priceNow({ engine }: RunContext, link: Link): Price | null {
  const nowEpochMs = engine.clock.epochMs();
  const asOf = new Date(nowEpochMs).toISOString().slice(0, 10);
  return priceOfLink(link, engine.catalog.price(link.provider, link.modelId, nowEpochMs), asOf);
}

/** The record of an attempt that our own bug ended. What it had cost until then is not known. */
function crashed({ context }: Trying, { price }: AttemptStart): AttemptEnd {
  const ending = { state: newAnswerState(), failure: internalFailure(), httpStatus: null, price };
  return { ...attemptEnd({ ...ending, prompt: context.job.prompt, endMs: sinceSend(context) }), cost: unknownCost };
}

type Settling = Trying & {
  readonly attempt: BoardAttempt;
  readonly outcome: AttemptOutcome;
  readonly isProbe: boolean;
};

/** Books what came of an attempt on the limit board and asks whether the same link may be tried again. */
function settle(settling: Settling): Exclude<Tried, { kind: "blocked" }> {
  const { context, attempt, outcome, action, link } = settling;
  const { board, clock, random } = context.engine;
  if (outcome.failure === null) {
    board.succeed(attempt, outcome.firstContentMs);
    return { kind: "answered", attemptId: attempt.id };
  }
  if (outcome.failure.class === "ABORT") return { kind: "stopped" };
  const retryInMs = retryDelay(settling, outcome.failure);
  const failure = board.fail(attempt, {
    modelId: link.modelId,
    failure: outcome.failure,
    scopeHint: outcome.reported?.scope ?? null,
    isHostPage: outcome.isHostPage,
    retriesInPlace: retryInMs !== null,
    random: random(),
  });
  const { committed, shownText } = outcome;
  const retryAtMs = retryInMs === null || failure.class === "LOCAL" ? null : clock.monotonicMs() + retryInMs;
  const { linkIndex, kind } = action;
  return {
    kind: "failed",
    result: {
      linkIndex,
      attemptId: attempt.id,
      kind,
      failure,
      leadsOn: leadsOn(failure.class, settling.rules),
      committed,
      shownText,
      retryAtMs,
    },
  };
}

/** Only the first request to a link is worth another on the same link (R8). */
function retryDelay(settling: Settling, failure: Failure): number | null {
  const { context, state, attempt, outcome, isProbe, action, rules } = settling;
  if (rules.retries === 0 || outcome.committed || isProbe || action.kind !== "first" || !mayAskAgain(state))
    return null;
  const { class: failureClass, reason, hintMs } = failure;
  const retryable = outcome.reported?.retryable ?? null;
  const delayMs = sameLinkDelay({ class: failureClass, reason, hintMs, retryable, random: context.engine.random() });
  if (delayMs === null || !context.engine.retryTokens.take(attempt.scopes.A)) return null;
  return delayMs;
}

function resetEvent(context: RunContext, attemptId: string): RunEvent {
  return { type: "reset", runId: context.job.run.id, attemptId, atMs: sinceSend(context) };
}

async function* enterGate(context: RunContext, account: string): AsyncGenerator<RunEvent, Release | null> {
  const { engine, job } = context;
  const free = engine.gate.tryEnter(account);
  if (free !== null) return free;
  yield { type: "queued", runId: job.run.id, atMs: sinceSend(context) };
  return engine.gate.enter(account, job.signal);
}
