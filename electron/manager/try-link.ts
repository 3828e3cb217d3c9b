import type { AttemptEnd, AttemptStart, RunEvent } from "#shared/run.ts";
import { unknownCost } from "#shared/usage.ts";
import { newAnswerState } from "./answer-state.ts";
import { budgetAttempt } from "./ask-budgets.ts";
import { attemptEnd } from "./attempt-end.ts";
import { scopesOfLink } from "./availability.ts";
import { blockNow, hasNextLink } from "./block-now.ts";
import type { BudgetAttempt } from "./budgets.ts";
import { internalFailure } from "./classify.ts";
import { deadlinesOf } from "./deadlines.ts";
import type { RunState } from "./decide.ts";
import type { Release } from "./gate.ts";
import { type LinkPrices, pricesNow } from "./link-prices.ts";
import { type AttemptPlan, runAttempt } from "./run-attempt.ts";
import { askAhead, linkAt, newAttempt, type RunContext, rulesOf, sinceSend } from "./run-context.ts";
import { type AttemptAction, type Settling, settle, type Tried, type Trying } from "./settle-attempt.ts";

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
  const prices = pricesNow(engine, trying.link, trying.access.provider);
  const { start, attempt } = begin(trying, prices);
  const ended = (end: AttemptEnd): RunEvent => ({
    type: "attempt-ended",
    runId: job.run.id,
    attemptId: start.id,
    end,
  });
  // Whether what the attempt cost may still be corrected when it is over.
  let looksUp = false;
  try {
    if (action.takeBack !== null) yield resetEvent(context, action.takeBack);
    // Stopped while that was told: nothing starts any more (R19).
    if (job.signal.aborted) return { kind: "stopped" };
    const onHeaders: AttemptPlan["onHeaders"] = (headers) => engine.board.heard(attempt, headers);
    const plan = planOf(trying, { start, otherPrices: prices.others, onHeaders });
    const outcome = yield* runAttempt(engine, plan);
    const isProbe = start.kind === "probe";
    const tried = settle({ ...trying, attempt, outcome, isProbe, omitted: plan.omit });
    // What the board made of the failure is what is recorded: it may be this computer's own (R4).
    const end = { ...outcome.end, failure: tried.kind === "failed" ? tried.result.failure : outcome.failure };
    engine.budgets?.settle(start.id, end);
    yield ended(end);
    const { runId, access, adapter } = plan;
    const price = end.price === undefined ? start.price : end.price;
    const asked = { runId, attemptId: start.id, price, access, adapter, scopes: attempt.scopes };
    looksUp = engine.costLookups.attemptEnded({ ...asked, end, ...(job.onEvent && { onEvent: job.onEvent }) });
    return tried;
  } catch (error) {
    const end = crashed(trying, start);
    engine.budgets?.settle(start.id, end);
    yield ended(end);
    throw error;
  } finally {
    if (!looksUp) engine.budgets?.close(start.id);
    // After a stop, or where something was thrown, a probe slot is still held.
    engine.board.release(attempt);
    context.idleSinceMs = sinceSend(context);
  }
}

type Begun = { readonly start: AttemptStart; readonly attempt: Settling["attempt"] };

/** Tells the limit board, the retry tokens and the budgets. */
function begin({ context, action, link, access }: Trying, prices: LinkPrices): Begun {
  const { engine, promptTokens } = context;
  const { linkIndex, kind } = action;
  const asks = engine.budgets === undefined ? null : budgetAttempt(context, link, prices);
  const planned = newAttempt(context, { linkIndex, kind, price: prices.asked, promptTokens, ...reservedBy(asks) });
  if (asks !== null) engine.budgets?.reserve(planned.id, asks);
  const scopes = scopesOfLink(link, access);
  const { id: providerId, baseUrl } = access.provider;
  const began = engine.thisComputer.now();
  const need = { input: promptTokens, output: context.job.overrides.maxTokens ?? link.maxTokens };
  const attempt = { id: planned.id, providerId, baseUrl, scopes, need, beganMs: began.monotonicMs, began };
  engine.board.expectNoMore(context.job.run.id);
  if (action.kind === "first") engine.retryTokens.firstAttempt(scopes.A);
  const { isProbe } = engine.board.begin(attempt);
  return { start: isProbe ? { ...planned, kind: "probe" } : planned, attempt };
}

/** What its record says of it; nothing where no price is known. */
function reservedBy(asks: BudgetAttempt | null): Pick<AttemptStart, "reservedNanoUsd"> {
  return asks?.mostNanoUsd == null ? {} : { reservedNanoUsd: asks.mostNanoUsd };
}

type Planned = Pick<AttemptPlan, "start" | "otherPrices" | "onHeaders">;

function planOf({ context, state, link, rules, access }: Trying, planned: Planned): AttemptPlan {
  const { engine, job, runStartMs } = context;
  const { prompt, overrides } = job;
  // Once every link had its turn, none takes over from a probe.
  const nextIndex = Math.max(planned.start.linkIndex + 1, state.position);
  askAhead(context, nextIndex);
  return {
    ...planned,
    runId: job.run.id,
    link,
    access,
    prompt,
    adapter: access.adapterFor({ modelId: link.modelId, prompt, overrides }),
    overrides,
    omit: engine.omissions.of(link),
    deadlines: deadlinesOf(rules),
    // Where a timeout leads nowhere, no other link would take over.
    hasNext: () => rules.triggers.TIMEOUT && hasNextLink(context, nextIndex),
    runStartMs,
    signal: job.signal,
  };
}

/** The record of an attempt that our own bug ended. What it had cost until then is not known. */
function crashed({ context }: Trying, { price }: AttemptStart): AttemptEnd {
  const ending = { state: newAnswerState(), failure: internalFailure(), httpStatus: null, price };
  return { ...attemptEnd({ ...ending, prompt: context.job.prompt, endMs: sinceSend(context) }), cost: unknownCost };
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
