import type { OnMidStream } from "#shared/chain.ts";
import { mostExtraRequests } from "#shared/engine-limits.ts";
import { type Failure, failureOf } from "#shared/failure.ts";
import type { AttemptKind } from "#shared/run.ts";

/** What a run knows of one of its links. */
export type LinkRecord = {
  /** How many requests of this run went to it. */
  readonly requests: number;
  readonly failure: Failure | null;
  /** Why it was skipped, or null. */
  readonly block: LinkBlock | null;
};

/** Why a link cannot be tried now (engine.md R2). */
export type LinkBlock = {
  readonly failure: Failure;
  /** Monotonic ms at which it is worth trying; null where time does not help (no key, window too small). */
  readonly retryAtMs: number | null;
  /** The server named the time, or a probe is in flight: never undercut. */
  readonly hard: boolean;
  /** No other link may be tried in its place either: a budget of all providers would be passed (class BUDGET). */
  readonly endsRun?: boolean;
};

export type RunState = {
  readonly links: readonly LinkRecord[];
  /** First link that this pass has not looked at. */
  readonly position: number;
  /** Requests to links that had been asked before (engine.md R19). */
  readonly extraRequests: number;
  readonly restarted: boolean;
  /** The attempt whose text is shown, and which the next one would have to take back; null where none is. */
  readonly draftOf: string | null;
  /** The link that is to be asked once more, and when (R8, R9). */
  readonly retry: Retry | null;
  /** What the user sees in the end (R6). */
  readonly firstFailure: Failure | null;
  /** Why nothing more may be tried, where a budget of all providers said so. */
  readonly ended: Failure | null;
  /** Monotonic ms at which this run began to wait for a link to come back; null before it had to. */
  readonly waitsSinceMs: number | null;
};

type Retry = {
  readonly linkIndex: number;
  readonly atMs: number;
  readonly failure: Failure;
  /** Whether the next link may be tried where the retry turns out to be in vain. */
  readonly leadsOn: boolean;
};

export type RunRules = { readonly onMidStream: OnMidStream; readonly maxWaitMs: number };

export type RunAction =
  | {
      readonly type: "attempt";
      readonly linkIndex: number;
      readonly kind: AttemptKind;
      /** The attempt whose draft goes first (R17), or null. */
      readonly takeBack: string | null;
      /** A cooldown that we only guessed does not keep it back (R18b). */
      readonly pastSoft: boolean;
    }
  | { readonly type: "skip"; readonly linkIndex: number; readonly block: LinkBlock }
  | {
      readonly type: "wait";
      readonly linkIndex: number;
      readonly untilMs: number;
      readonly failure: Failure;
      /** Before the link is asked once more, as against waiting for any link to come back. */
      readonly beforeRetry: boolean;
    }
  | { readonly type: "fail"; readonly failure: Failure };

export function startRunState(linkCount: number): RunState {
  const links = Array.from({ length: linkCount }, () => ({ requests: 0, failure: null, block: null }));
  return {
    links,
    position: 0,
    extraRequests: 0,
    restarted: false,
    draftOf: null,
    retry: null,
    firstFailure: null,
    ended: null,
    waitsSinceMs: null,
  };
}

type Blocks = readonly (LinkBlock | null)[];

/**
 * What the run does next. `blocks` tells for each link why it cannot be tried now. Pure: the runner carries it out and
 * reports back with `afterAttempt`, `afterSkip` or `afterWait`.
 */
export function decide(state: RunState, blocks: Blocks, at: RunRules & { nowMs: number }): RunAction {
  if (state.ended !== null) return { type: "fail", failure: state.firstFailure ?? state.ended };
  const retry = retryNow(state, blocks, at.nowMs);
  if (retry !== null) return retry;
  if (state.retry !== null && !state.retry.leadsOn) return giveUp(state, blocks);
  return nextLink(state, blocks) ?? (state.draftOf === null ? secondPass(state, blocks, at) : giveUp(state, blocks));
}

/** The retry of the link that just failed; null where there is none, or another run learned that it would be in vain. */
function retryNow({ retry }: RunState, blocks: Blocks, nowMs: number): RunAction | null {
  if (retry === null) return null;
  const { linkIndex, atMs, failure } = retry;
  const block = blocks[linkIndex] ?? null;
  if (block?.endsRun === true) return { type: "skip", linkIndex, block };
  if (block !== null && (block.retryAtMs === null || block.retryAtMs > Math.max(atMs, nowMs))) return null;
  if (nowMs < atMs) return { type: "wait", linkIndex, untilMs: atMs, failure, beforeRetry: true };
  return { type: "attempt", linkIndex, kind: "retry", takeBack: null, pastSoft: false };
}

function nextLink(state: RunState, blocks: Blocks): RunAction | null {
  const linkIndex = state.position;
  if (linkIndex >= state.links.length) return null;
  const block = blocks[linkIndex] ?? null;
  if (block !== null) return { type: "skip", linkIndex, block };
  const kind = state.draftOf === null ? "first" : "restart";
  return { type: "attempt", linkIndex, kind, takeBack: state.draftOf, pastSoft: false };
}

/** Whether the run may still ask a link that it has asked before (R19). */
export function mayAskAgain(state: RunState): boolean {
  return state.extraRequests < mostExtraRequests(state.links.length);
}

/** Every link was tried or skipped: wait for the soonest, else try soft ones, else fail (R18). */
function secondPass(state: RunState, blocks: Blocks, at: RunRules & { nowMs: number }): RunAction {
  const open = candidates(state, blocks);
  const probe = { type: "attempt", kind: "probe", takeBack: null } as const;
  const ready = open.find(({ block }) => block === null);
  if (ready !== undefined) return { ...probe, linkIndex: ready.linkIndex, pastSoft: false };
  const spent = open.find(({ block }) => block?.endsRun === true);
  if (spent?.block != null) return { type: "skip", linkIndex: spent.linkIndex, block: spent.block };
  const timed = open.flatMap(({ linkIndex, block }) =>
    block === null || block.retryAtMs === null ? [] : [{ linkIndex, block, atMs: block.retryAtMs }],
  );
  const soonest = timed.toSorted((a, b) => a.atMs - b.atMs)[0];
  if (soonest !== undefined && soonest.atMs - (state.waitsSinceMs ?? at.nowMs) <= at.maxWaitMs) {
    const { linkIndex, atMs, block } = soonest;
    return { type: "wait", linkIndex, untilMs: atMs, failure: block.failure, beforeRetry: false };
  }
  const soft = timed.find(({ linkIndex, block }) => !block.hard && state.links[linkIndex]?.requests === 0);
  if (soft !== undefined) return { ...probe, linkIndex: soft.linkIndex, pastSoft: true };
  return giveUp(state, blocks);
}

/** Links worth a second look: skipped ones, and those that this run saw rate limited. */
function candidates(state: RunState, blocks: Blocks) {
  return state.links.flatMap((link, linkIndex) => {
    const wasSkipped = link.requests === 0 && link.block !== null && link.block.retryAtMs !== null;
    const isLimited = link.requests === 1 && link.failure?.class === "RATE_LIMIT" && mayAskAgain(state);
    return wasSkipped || isLimited ? [{ linkIndex, block: blocks[linkIndex] ?? null }] : [];
  });
}

/** The first attempt's failure is what the user sees, the full list stands under it (R6). */
function giveUp(state: RunState, blocks: Blocks): RunAction {
  const skipped = state.links.find((link) => link.block !== null)?.block?.failure;
  const failure = state.firstFailure ?? skipped;
  if (failure === undefined) {
    return { type: "fail", failure: failureOf("BAD_REQUEST", "This chain has no links. Add one in Chains.") };
  }
  const retryAts = blocks.flatMap((block) => (block?.failure.retryAtMs == null ? [] : [block.failure.retryAtMs]));
  const retryAtMs = retryAts.length === 0 ? failure.retryAtMs : Math.min(...retryAts);
  return { type: "fail", failure: { ...failure, retryAtMs } };
}

export type AttemptResult = {
  readonly linkIndex: number;
  readonly attemptId: string;
  readonly kind: AttemptKind;
  readonly failure: Failure;
  readonly committed: boolean;
  readonly shownText: number;
  /** Whether the link's rules lead on to the next one after this class of failure (§2). */
  readonly leadsOn: boolean;
  /** Monotonic ms at which the same link is to be asked once more, or null. */
  readonly retryAtMs: number | null;
};

export const longestRestartCharacters = 1500;

/**
 * Takes in a failed attempt. Returns the run's failure where no other link may be tried: the class forbids it (§2), or
 * content was shown and may not be taken back (R17).
 */
export function afterAttempt(
  state: RunState,
  result: AttemptResult,
  rules: RunRules,
): { state: RunState; stop: Failure | null } {
  const { linkIndex, attemptId, failure, leadsOn, committed, retryAtMs } = result;
  const wasAsked = (state.links[linkIndex]?.requests ?? 0) > 0;
  const firstFailure = state.firstFailure ?? failure;
  const next: RunState = {
    ...state,
    links: state.links.map((link, index) =>
      index === linkIndex ? { ...link, requests: link.requests + 1, failure } : link,
    ),
    position: Math.max(state.position, linkIndex + 1),
    extraRequests: state.extraRequests + (wasAsked ? 1 : 0),
    restarted: state.restarted || result.kind === "restart",
    draftOf: committed ? attemptId : null,
    retry: retryAtMs === null ? null : { linkIndex, atMs: retryAtMs, failure, leadsOn },
    firstFailure,
  };
  // The user sees what went wrong first (R6), except where the fault is on this side.
  const seen = failure.class === "LOCAL" ? failure : firstFailure;
  if (!leadsOn && retryAtMs === null) return { state: next, stop: seen };
  if (!committed) return { state: next, stop: null };
  const mayRestart = rules.onMidStream === "restart" && !next.restarted && result.shownText <= longestRestartCharacters;
  return { state: next, stop: mayRestart ? null : seen };
}

export function afterWait(state: RunState, wait: Extract<RunAction, { type: "wait" }>, beganMs: number): RunState {
  return wait.beforeRetry ? state : { ...state, retry: null, waitsSinceMs: state.waitsSinceMs ?? beganMs };
}

/** The user does not want to wait for the link that is to be asked once more (R20). */
export function hurried(state: RunState, nowMs: number): RunState {
  return state.retry === null ? state : { ...state, retry: { ...state.retry, atMs: nowMs } };
}

export function afterSkip(state: RunState, linkIndex: number, block: LinkBlock): RunState {
  const links = state.links.map((link, index) => (index === linkIndex ? { ...link, block } : link));
  const ended = block.endsRun === true ? block.failure : null;
  return { ...state, links, retry: null, position: Math.max(state.position, linkIndex + 1), ended };
}
