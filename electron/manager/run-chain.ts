import type { Link } from "#shared/chain.ts";
import { type Failure, failureOf } from "#shared/failure.ts";
import type { RunEvent, Waiting } from "#shared/run.ts";
import { probeLookMs } from "./availability.ts";
import { blockNow } from "./block-now.ts";
import {
  type AttemptResult,
  afterAttempt,
  afterSkip,
  afterWait,
  decide,
  hurried,
  type LinkBlock,
  type RunRules,
  type RunState,
  startRunState,
} from "./decide.ts";
import type { ProviderAccess } from "./dependencies.ts";
import type { Engine } from "./engine.ts";
import { pauseUntil } from "./pause.ts";
import {
  accessOf,
  linkAt,
  newAttempt,
  newContext,
  type RunContext,
  type RunJob,
  scopesAt,
  sinceSend,
  waitingEvent,
} from "./run-context.ts";
import { tryLink } from "./try-link.ts";

/** Links in order, until one answers or none is left. Yields every event of the run, one terminal event last. */
export async function* runChain(engine: Engine, job: RunJob): AsyncGenerator<RunEvent> {
  const context = newContext(engine, job);
  yield { type: "run-started", run: job.run };
  try {
    const outcome = yield* goThrough(context);
    yield { type: "run-ended", runId: job.run.id, atMs: sinceSend(context), ...outcome };
  } finally {
    engine.board.expectNoMore(job.run.id);
  }
}

type Outcome = Pick<Extract<RunEvent, { type: "run-ended" }>, "status" | "answeredBy" | "failure">;

async function* goThrough(context: RunContext): AsyncGenerator<RunEvent, Outcome> {
  const { job, engine } = context;
  const rules = { onMidStream: job.onMidStream, maxWaitMs: job.maxWaitMs };
  let state = startRunState(job.run.links.length);
  let told: Waiting | null = null;
  for (;;) {
    const accesses = await accessesUpTo(context, state.position);
    if (accesses === null || job.signal.aborted) return stopped(job.signal);
    const seen = engine.board.state();
    const blocks = accesses.map(({ link, access }) => blockNow(context, link, access));
    const action = decide(state, blocks, { ...rules, nowMs: engine.clock.monotonicMs() });
    switch (action.type) {
      case "fail":
        return failed(action.failure);
      case "skip":
        yield skipEvent(context, action.linkIndex, action.block);
        state = afterSkip(state, action.linkIndex, action.block);
        break;
      case "wait": {
        const waiting = waitingFor(context, action);
        if (!isSameWait(told, waiting)) yield waitingEvent(context, waiting);
        told = waiting;
        state = afterWait(state, action, engine.clock.monotonicMs());
        const { linkIndex, untilMs } = action;
        const pause = () => pauseUntil(engine, { untilMs, seen }, job.signal);
        const isHurried = await engine.waits.during(job.run.id, scopesAt(context, linkIndex), pause);
        if (isHurried) state = hurried(state, engine.clock.monotonicMs());
        break;
      }
      case "attempt": {
        const tried = yield* tryLink(context, state, action);
        if (tried.kind === "answered") return { status: "done", answeredBy: tried.attemptId, failure: null };
        if (tried.kind === "stopped") return stopped(job.signal);
        told = null;
        // Another run was faster: what it learned decides anew.
        if (tried.kind === "blocked") break;
        const after = takeIn(context, { state, result: tried.result }, rules);
        if (after.stop !== null) return failed(after.stop);
        state = after.state;
      }
    }
  }
}

type Accesses = { readonly link: Link; readonly access: ProviderAccess }[];

/** Of the links up to the position; null where the run was stopped meanwhile. */
async function accessesUpTo(context: RunContext, position: number): Promise<Accesses | null> {
  const accesses: Accesses = [];
  for (const link of context.job.run.links.slice(0, position + 1)) {
    const access = await accessOf(context, link);
    if (access === null) return null;
    accesses.push({ link, access });
  }
  return accesses;
}

function takeIn(context: RunContext, tried: { state: RunState; result: AttemptResult }, rules: RunRules) {
  const { failure, linkIndex } = tried.result;
  if (failure.class === "CONTEXT_LENGTH") {
    const { provider, modelId } = linkAt(context, linkIndex);
    context.tooSmall.push({ modelId, contextTokens: context.engine.catalog.facts(provider, modelId).contextTokens });
  }
  return afterAttempt(tried.state, tried.result, rules);
}

function failed(failure: Failure): Outcome {
  return { status: "failed", answeredBy: null, failure };
}

function stopped(signal: AbortSignal): Outcome {
  const isShutdown = signal.reason === "shutdown";
  const failure = isShutdown
    ? failureOf("ABORT", "The program was closed while this answer was streaming.", { reason: "shutdown" })
    : failureOf("ABORT", "You stopped this.", { reason: "user-stop" });
  return { status: isShutdown ? "interrupted" : "stopped", answeredBy: null, failure };
}

function skipEvent(context: RunContext, linkIndex: number, block: LinkBlock): RunEvent {
  const attempt = newAttempt(context, { linkIndex, kind: "skip", price: null });
  return { type: "skipped", runId: context.job.run.id, attempt, failure: block.failure };
}

function waitingFor(context: RunContext, wait: { linkIndex: number; untilMs: number; failure: Failure }): Waiting {
  const { linkIndex, failure } = wait;
  const isShort = wait.untilMs - context.engine.clock.monotonicMs() <= probeLookMs;
  const isProbed = isShort && failure.reason === "probe-in-flight";
  const untilMs = wait.untilMs - context.runStartMs;
  return { linkIndex, class: failure.class, untilMs, ...(isProbed && { isProbed }) };
}

/** Woken by a change that was none of its business, a run says nothing new. The two clocks differ by fractions. */
function isSameWait(told: Waiting | null, next: Waiting): boolean {
  const isSame = told?.linkIndex === next.linkIndex && told.class === next.class && told.isProbed === next.isProbed;
  return isSame && (next.isProbed === true || Math.abs(told.untilMs - next.untilMs) < 100);
}
