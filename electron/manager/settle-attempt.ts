import type { Link } from "#shared/chain.ts";
import type { Failure } from "#shared/failure.ts";
import { leadsOn, type RulesInForce } from "#shared/link-rules.ts";
import { type AttemptResult, mayAskAgain, type RunAction, type RunState } from "./decide.ts";
import type { OptionalField, ProviderAccess } from "./dependencies.ts";
import { sameLinkDelay } from "./fall-through.ts";
import type { BoardAttempt } from "./limit-board.ts";
import { blockedBy, leftMs, type Moment } from "./limits.ts";
import type { AttemptOutcome } from "./run-attempt.ts";
import type { RunContext } from "./run-context.ts";

export type AttemptAction = Extract<RunAction, { type: "attempt" }>;

export type Tried =
  | { readonly kind: "answered"; readonly attemptId: string }
  | { readonly kind: "stopped" }
  /** Nothing was sent: the link became unavailable since this was decided. */
  | { readonly kind: "blocked" }
  | { readonly kind: "failed"; readonly result: AttemptResult };

/** One request to one link. */
export type Trying = {
  readonly context: RunContext;
  readonly state: RunState;
  readonly action: AttemptAction;
  readonly link: Link;
  readonly rules: RulesInForce;
  readonly access: Extract<ProviderAccess, { kind: "ready" }>;
};

export type Settling = Trying & {
  readonly attempt: Required<BoardAttempt> & { readonly began: Moment };
  readonly outcome: AttemptOutcome;
  readonly isProbe: boolean;
  /** Fields that the request was sent without. */
  readonly omitted: readonly OptionalField[];
};

/** Books what came of an attempt on the limit board and asks whether the same link may be tried again. */
export function settle(settling: Settling): Exclude<Tried, { kind: "blocked" }> {
  const { context, attempt, outcome, link } = settling;
  const { board, clock, omissions, random, thisComputer } = context.engine;
  if (outcome.failure === null) {
    thisComputer.noteAnswer();
    board.succeed(attempt, outcome.firstContentMs);
    return { kind: "answered", attemptId: attempt.id };
  }
  if (outcome.failure.class === "ABORT") return { kind: "stopped" };
  // The probe slots go back with the attempt's end; nothing else is touched.
  const own = thisComputer.ownFault(outcome.failure, attempt);
  if (own !== null) return { kind: "failed", result: resultOf(settling, own, null) };
  const delayMs = retryDelay(settling, outcome.failure);
  const refused = outcome.reported?.refusedField;
  if (refused !== undefined) omissions.add(link, refused);
  const failure = board.fail(attempt, {
    modelId: link.modelId,
    failure: outcome.failure,
    scopeHint: outcome.reported?.scope ?? null,
    isHostPage: outcome.isHostPage,
    retriesInPlace: delayMs !== null,
    random: random(),
  });
  const mayRetry = failure.class !== "LOCAL" && !isForetold(settling, failure);
  const retries = delayMs !== null && mayRetry && takeRetry(settling, delayMs);
  // So that nothing else takes what is left for it.
  if (retries) board.expect({ ...attempt, id: context.job.run.id });
  return { kind: "failed", result: resultOf(settling, failure, retries ? clock.monotonicMs() + delayMs : null) };
}

/**
 * Whether what the account said is left does not hold one more request. Asked for runs of a repeated comparison alone,
 * which nobody waits for; where the server itself named the pause, that holds (R9).
 */
function isForetold({ context, attempt }: Settling, failure: Failure): boolean {
  if (context.job.run.round === undefined || failure.class === "RATE_LIMIT") return false;
  return context.engine.board.hold(attempt)?.why === "near-limit";
}

/** Whether the link may be asked by then, for all that this failure has limited; then the retry is paid for (R2, R8). */
function takeRetry({ context, attempt }: Settling, delayMs: number): boolean {
  const { board, retryTokens } = context.engine;
  const now = board.now();
  // The clocks count in fractions of a millisecond that do not add up to the last digit.
  const isHeld = blockedBy(board.state(), attempt.scopes, now).some(({ state }) => leftMs(state, now) > delayMs + 1);
  return !isHeld && retryTokens.take(attempt.scopes.A);
}

function resultOf(settling: Settling, failure: Failure, retryAtMs: number | null): AttemptResult {
  const { action, attempt, outcome, rules } = settling;
  const { linkIndex, kind } = action;
  const { committed, shownText } = outcome;
  const { id: attemptId } = attempt;
  return {
    linkIndex,
    attemptId,
    kind,
    failure,
    leadsOn: leadsOn(failure.class, rules),
    committed,
    shownText,
    retryAtMs,
  };
}

/**
 * Ms until the same link may be asked once more, or null. Only the first request to a link is worth another there, and
 * no probe is (R8).
 */
function retryDelay(settling: Settling, failure: Failure): number | null {
  const { context, state, attempt, outcome, isProbe, action, rules } = settling;
  const isFirst = (action.kind === "first" || action.kind === "restart") && !isProbe;
  if (rules.retries === 0 || !isFirst || outcome.committed || !mayAskAgain(state)) return null;
  const { class: failureClass, reason, hintMs } = failure;
  const retryable = outcome.reported?.retryable ?? null;
  const { random, retryTokens } = context.engine;
  const delayMs = learnsOmission(settling)
    ? 0
    : sameLinkDelay({ class: failureClass, reason, hintMs, retryable, random: random() });
  return retryTokens.has(attempt.scopes.A) ? delayMs : null;
}

/** Whether the request may go again at once without a field that was refused, which it still had (protocols.md §8). */
function learnsOmission({ outcome, omitted }: Settling): boolean {
  const field = outcome.reported?.refusedField;
  return field !== undefined && !omitted.includes(field);
}
