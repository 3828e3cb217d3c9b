import { type Failure, failureOf } from "#shared/failure.ts";
import type { RunEvent } from "#shared/run.ts";
import {
  type AttemptResult,
  afterAttempt,
  afterSkip,
  afterWait,
  decide,
  type LinkBlock,
  type RunRules,
  type RunState,
  startRunState,
} from "./decide.ts";
import type { Engine } from "./engine.ts";
import { pauseUntil } from "./pause.ts";
import {
  accessOf,
  blockNow,
  linkAt,
  newAttempt,
  newContext,
  type RunContext,
  type RunJob,
  sinceSend,
  waitingEvent,
} from "./run-context.ts";
import { tryLink } from "./try-link.ts";

/** Links in order, until one answers or none is left. Yields every event of the run, one terminal event last. */
export async function* runChain(engine: Engine, job: RunJob): AsyncGenerator<RunEvent> {
  const context = newContext(engine, job);
  yield { type: "run-started", run: job.run };
  const outcome = yield* goThrough(context);
  yield { type: "run-ended", runId: job.run.id, atMs: sinceSend(context), ...outcome };
}

type Outcome = Pick<Extract<RunEvent, { type: "run-ended" }>, "status" | "answeredBy" | "failure">;

async function* goThrough(context: RunContext): AsyncGenerator<RunEvent, Outcome> {
  const { job, engine } = context;
  const rules = { onMidStream: job.onMidStream, maxWaitMs: job.maxWaitMs };
  let state = startRunState(job.run.links.length);
  for (;;) {
    const blocks = await blocksUpTo(context, state);
    if (job.signal.aborted) return stopped(job.signal);
    const action = decide(state, blocks, { ...rules, nowMs: engine.clock.monotonicMs() });
    switch (action.type) {
      case "fail":
        return failed(action.failure);
      case "skip":
        yield skipEvent(context, action.linkIndex, action.block);
        state = afterSkip(state, action.linkIndex, action.block);
        break;
      case "wait":
        yield waitEvent(context, action);
        state = afterWait(state, engine.clock.monotonicMs());
        await pauseUntil(engine, action.untilMs, job.signal);
        break;
      case "attempt": {
        if (action.takeBack) yield* takeBack(context);
        const tried = yield* tryLink(context, state, action);
        if (tried.kind === "answered") return { status: "done", answeredBy: tried.attemptId, failure: null };
        if (tried.kind === "stopped") return stopped(job.signal);
        const after = takeIn(context, tried, rules);
        if (after.stop !== null) return failed(after.stop);
        state = after.state;
      }
    }
  }
}

/** Looks at the links up to the position; those behind it are not asked for keys before they are needed. */
async function blocksUpTo(context: RunContext, state: RunState): Promise<(LinkBlock | null)[]> {
  const blocks: (LinkBlock | null)[] = [];
  for (const link of context.job.run.links.slice(0, state.position + 1)) {
    blocks.push(blockNow(context, link, await accessOf(context, link)));
  }
  return blocks;
}

function takeIn(context: RunContext, tried: { state: RunState; result: AttemptResult }, rules: RunRules) {
  const { failure, linkIndex } = tried.result;
  if (failure.class === "CONTEXT_LENGTH") {
    const { provider, modelId } = linkAt(context, linkIndex);
    context.tooSmall = { modelId, contextTokens: context.engine.catalog.facts(provider, modelId).contextTokens };
  }
  return afterAttempt(tried.state, tried.result, rules);
}

/** The draft of a cut stream goes before the next link begins anew; it stays in the trace (R17). */
function* takeBack(context: RunContext): Generator<RunEvent> {
  if (context.lastAttemptId === null) return;
  const { lastAttemptId: attemptId, job } = context;
  yield { type: "reset", runId: job.run.id, attemptId, atMs: sinceSend(context) };
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

function waitEvent(context: RunContext, wait: { linkIndex: number; untilMs: number; failure: Failure }): RunEvent {
  const untilMs = wait.untilMs - context.runStartMs;
  return waitingEvent(context, { linkIndex: wait.linkIndex, class: wait.failure.class, untilMs });
}
