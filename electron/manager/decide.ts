import type { OnMidStream } from "#shared/chain.ts";
import { type Failure, failureOf } from "#shared/failure.ts";
import type { AttemptKind } from "#shared/run.ts";
import { classRules } from "./fall-through.ts";

/** What a run knows of one of its links. */
export type LinkRecord = {
  readonly tried: boolean;
  readonly retried: boolean;
  readonly failure: Failure | null;
  /** Null where the link may be tried now. */
  readonly block: LinkBlock | null;
};

/** Why a link cannot be tried now (engine.md R2). */
export type LinkBlock = {
  readonly failure: Failure;
  /** Monotonic ms at which it is worth trying; null where time does not help (no key, window too small). */
  readonly retryAtMs: number | null;
  /** The server named the time, or a probe is in flight: never undercut. */
  readonly hard: boolean;
};

export type RunState = {
  readonly links: readonly LinkRecord[];
  /** First link that this pass has not looked at. */
  readonly position: number;
  readonly extraRequests: number;
  readonly restarted: boolean;
  /** Answer text is shown that the next attempt would have to take back. */
  readonly hasDraft: boolean;
  /** Monotonic ms at which this run began to wait for a link to come back; null before it had to. */
  readonly waitsSinceMs: number | null;
};

export type RunRules = { readonly onMidStream: OnMidStream; readonly maxWaitMs: number };

export type RunAction =
  | { readonly type: "attempt"; readonly linkIndex: number; readonly kind: AttemptKind; readonly takeBack: boolean }
  | { readonly type: "skip"; readonly linkIndex: number; readonly block: LinkBlock }
  | { readonly type: "wait"; readonly linkIndex: number; readonly untilMs: number; readonly failure: Failure }
  | { readonly type: "fail"; readonly failure: Failure };

export function startRunState(linkCount: number): RunState {
  const links = Array.from({ length: linkCount }, () => ({ tried: false, retried: false, failure: null, block: null }));
  return { links, position: 0, extraRequests: 0, restarted: false, hasDraft: false, waitsSinceMs: null };
}

/**
 * What the run does next. `blocks` tells for each link why it cannot be tried now. Pure: the runner carries it out and
 * reports back with `afterAttempt` or `afterSkip`.
 */
export function decide(state: RunState, blocks: readonly (LinkBlock | null)[], at: RunRules & { nowMs: number }) {
  return nextLink(state, blocks) ?? (state.hasDraft ? giveUp(state, blocks) : secondPass(state, blocks, at));
}

function nextLink(state: RunState, blocks: readonly (LinkBlock | null)[]): RunAction | null {
  const linkIndex = state.position;
  if (linkIndex >= state.links.length) return null;
  const block = blocks[linkIndex] ?? null;
  if (block !== null) return { type: "skip", linkIndex, block };
  return { type: "attempt", linkIndex, kind: state.hasDraft ? "restart" : "first", takeBack: state.hasDraft };
}

/** Every link was tried or skipped: wait for the soonest, else try soft ones, else fail (R18). */
function secondPass(
  state: RunState,
  blocks: readonly (LinkBlock | null)[],
  at: RunRules & { nowMs: number },
): RunAction {
  const mayAsk = state.extraRequests < Math.min(state.links.length, 3);
  const waiting = mayAsk ? candidates(state, blocks) : [];
  const ready = waiting.find(({ block }) => block === null);
  if (ready !== undefined) return { type: "attempt", linkIndex: ready.linkIndex, kind: "probe", takeBack: false };
  const timed = waiting.flatMap(({ linkIndex, block }) =>
    block === null || block.retryAtMs === null ? [] : [{ linkIndex, block, atMs: block.retryAtMs }],
  );
  const soonest = timed.toSorted((a, b) => a.atMs - b.atMs)[0];
  if (soonest !== undefined && soonest.atMs - (state.waitsSinceMs ?? at.nowMs) <= at.maxWaitMs) {
    return { type: "wait", linkIndex: soonest.linkIndex, untilMs: soonest.atMs, failure: soonest.block.failure };
  }
  const soft = timed.find(({ linkIndex, block }) => !block.hard && state.links[linkIndex]?.tried === false);
  if (soft !== undefined) return { type: "attempt", linkIndex: soft.linkIndex, kind: "probe", takeBack: false };
  return giveUp(state, blocks);
}

/** Links worth a second look: skipped ones, and those that this run saw rate limited. */
function candidates(state: RunState, blocks: readonly (LinkBlock | null)[]) {
  return state.links.flatMap((link, linkIndex) => {
    const block = blocks[linkIndex] ?? null;
    const wasSkipped = !link.tried && link.block !== null && link.block.retryAtMs !== null;
    const isLimited = link.tried && link.failure?.class === "RATE_LIMIT" && !link.retried;
    return wasSkipped || isLimited ? [{ linkIndex, block }] : [];
  });
}

/** The first attempt's failure is what the user sees, the full list stands under it (R6). */
function giveUp(state: RunState, blocks: readonly (LinkBlock | null)[]): RunAction {
  const first = firstFailure(state);
  const skipped = state.links.find((link) => link.block !== null)?.block?.failure;
  const failure = first ?? skipped;
  if (failure === undefined || failure === null) {
    return { type: "fail", failure: failureOf("BAD_REQUEST", "This chain has no links. Add one in Chains.") };
  }
  const retryAts = blocks.flatMap((block) => (block?.failure.retryAtMs == null ? [] : [block.failure.retryAtMs]));
  const retryAtMs = retryAts.length === 0 ? failure.retryAtMs : Math.min(...retryAts);
  return { type: "fail", failure: { ...failure, retryAtMs } };
}

function firstFailure(state: RunState): Failure | null {
  return state.links.find((link) => link.tried && link.failure !== null)?.failure ?? null;
}

export type AttemptResult = {
  readonly linkIndex: number;
  readonly kind: AttemptKind;
  readonly failure: Failure;
  readonly committed: boolean;
  readonly shownText: number;
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
  const extra = result.kind === "first" ? 0 : 1;
  const links = state.links.map((link, index) =>
    index === result.linkIndex
      ? { ...link, tried: true, retried: link.retried || link.tried, failure: link.failure ?? result.failure }
      : link,
  );
  const next: RunState = {
    ...state,
    links,
    position: Math.max(state.position, result.linkIndex + 1),
    extraRequests: state.extraRequests + extra,
    restarted: state.restarted || result.kind === "restart",
    hasDraft: result.committed,
  };
  // The user sees what went wrong first (R6), except where the fault is on this side.
  const seen = result.failure.class === "LOCAL" ? result.failure : (firstFailure(next) ?? result.failure);
  if (!classRules[result.failure.class].nextLink) return { state: next, stop: seen };
  if (!result.committed) return { state: next, stop: null };
  const mayRestart = rules.onMidStream === "restart" && !next.restarted && result.shownText <= longestRestartCharacters;
  return { state: next, stop: mayRestart ? null : seen };
}

export function afterWait(state: RunState, beganMs: number): RunState {
  return { ...state, waitsSinceMs: state.waitsSinceMs ?? beganMs };
}

export function afterSkip(state: RunState, linkIndex: number, block: LinkBlock): RunState {
  const links = state.links.map((link, index) => (index === linkIndex ? { ...link, block } : link));
  return { ...state, links, position: linkIndex + 1 };
}
