import type { Failure } from "#shared/failure.ts";
import type { RateLimitState } from "#shared/provider-state.ts";
import {
  type AccountAllowances,
  createAccountAllowances,
  type TokenNeed,
  type Underway,
} from "./account-allowances.ts";
import { allowancesFrom } from "./allowances.ts";
import type { Clock } from "./dependencies.ts";
import {
  beginAttempt,
  blockedBy,
  clearScopes,
  type FailedAttempt,
  failAttempt,
  type LimitsState,
  type Moment,
  releaseAttempt,
  succeedAttempt,
} from "./limits.ts";
import { type LocalFaults, noteNetworkFault } from "./local-faults.ts";
import type { ManagerDependencies } from "./manager-dependencies.ts";
import { type Hold, holdOf, nearLimit } from "./pacing.ts";
import { createProviderView, type ProviderView } from "./provider-view.ts";
import { limitsToSave, restoredLimits } from "./saved-limits.ts";
import { type Scopes, scopeList } from "./scopes.ts";
import { offlineFailure } from "./this-computer.ts";
import { createWaiters } from "./waiters.ts";

/** An attempt as the board knows it. */
export type BoardAttempt = {
  readonly id: string;
  readonly providerId: string;
  readonly baseUrl: string;
  readonly scopes: Scopes;
  readonly beganMs: number;
  /** Absent where nobody counted: then it takes no tokens. */
  readonly need?: TokenNeed;
};

/** Holds the limit state of one ModelManager and tells who waits for it when it changes. The rules are in limits.ts. */
export type LimitBoard = {
  state(): LimitsState;
  now(): Moment;
  begin(attempt: BoardAttempt): { isProbe: boolean };
  succeed(attempt: BoardAttempt, firstTokenMs: number | null): void;
  /** The headers of its answer are there, whatever its status. */
  heard(attempt: BoardAttempt, headers: Readonly<Record<string, string>>): void;
  /** Returns the failure as it is to be seen: it may turn out to be this computer's own (R4). */
  fail(attempt: BoardAttempt, details: Omit<FailedAttempt, "id" | "scopes" | "beganMs">): Failure;
  /** Gives the probe slots back where they are still held; calling it again changes nothing. */
  release(attempt: BoardAttempt): void;
  /** Lifts every limit of a provider (R20). */
  clear(providerId: string): void;
  /** Lifts what keeps a link of these scopes from being tried now (R20). */
  open(scopes: Scopes): void;
  /** Its key is another one from now on, or gone: what is shown of its limits is the new account's alone. */
  keyReplaced(providerId: string): void;
  /** Whoever waits looks again: the clocks may have moved. */
  lookAgain(): void;
  shown(providerId: string): RateLimitState;
  /**
   * Why a request that nobody waits for is better not sent now, by the limits and by what the account said is left;
   * null where it is fine.
   */
  hold(request: Omit<Underway, "id">): Hold | null;
  /** What a run, by its id, sends next counts as on its way, until it begins or the run ends. */
  expect(request: Underway): void;
  expectNoMore(runId: string): void;
  /** Calls back once, at the next change. Returns how to cancel. */
  onceChanged(callback: () => void): () => void;
};

/** Where limits that survive a restart come from and go to (R11). */
export type LimitSaving = Pick<ManagerDependencies, "savedLimits" | "saveLimits">;

const savesNothing: LimitSaving = { savedLimits: [], saveLimits: () => undefined };

export function createLimitBoard(
  clock: Clock,
  limitsChanged: ManagerDependencies["limitsChanged"],
  saving: LimitSaving = savesNothing,
): LimitBoard {
  const now = (): Moment => ({ monotonicMs: clock.monotonicMs(), epochMs: clock.epochMs() });
  const view = viewOf(saving);
  const allowances = createAccountAllowances();
  const { onceChanged, tell: lookAgain } = createWaiters();
  const { tell, tellSoon, tellLate } = createTeller(clock, limitsChanged);
  const save = createSaver(saving, (scope) => view.providersOf([scope])[0] ?? null);
  let limits = restoredLimits(saving.savedLimits, now());

  const set = (next: LimitsState, ...providerIds: readonly string[]) => {
    limits = next;
    save(limits, now());
    for (const providerId of new Set(providerIds)) tell(providerId);
    lookAgain();
  };
  const state = () => limits;
  const isLocal = createLocalCheck({ state, set, now });
  return {
    state,
    now,
    begin: (attempt) => {
      view.touched(attempt.providerId, scopeList(attempt.scopes));
      allowances.began(attempt);
      const began = beginAttempt(limits, attempt);
      if (began.isProbe) set(began.state, attempt.providerId);
      return { isProbe: began.isProbe };
    },
    succeed: (attempt, firstTokenMs) => {
      view.answered(attempt.providerId, firstTokenMs);
      set(succeedAttempt(limits, attempt, now()), attempt.providerId);
    },
    fail: (attempt, details) => {
      const { code } = details.failure;
      if (details.failure.class === "NETWORK" && isLocal(attempt, code)) return offlineFailure(code);
      set(failAttempt(limits, { ...details, ...attempt }, now()), attempt.providerId);
      return details.failure;
    },
    heard: (attempt, headers) => {
      const said = allowancesFrom(headers, clock.epochMs());
      allowances.heard(attempt, said, clock.monotonicMs());
      if (said === null) return;
      view.allowed(attempt.providerId, attempt.scopes.A, said);
      tellSoon(attempt.providerId);
    },
    release: (attempt) => {
      allowances.ended(attempt.id);
      const next = releaseAttempt(limits, attempt);
      if (next !== limits) set(next, attempt.providerId);
      else tellLate(attempt.providerId);
    },
    ...liftPart({ view, now, state, set }),
    ...pacePart({ allowances, now, state }),
    keyReplaced: view.keyReplaced,
    lookAgain,
    shown: (providerId) => view.shown(providerId, limits, now()),
    onceChanged,
  };
}

type LiftParts = Pick<LimitBoard, "state" | "now"> & {
  readonly view: ProviderView;
  readonly set: (next: LimitsState, ...of: string[]) => void;
};

/** What the user lifts. */
function liftPart({ view, now, state, set }: LiftParts): Pick<LimitBoard, "clear" | "open"> {
  // An origin may be shared by more than one provider.
  const lift = (scopes: readonly string[]) => set(clearScopes(state(), scopes), ...view.providersOf(scopes));
  return {
    clear: (providerId) => lift(view.scopes(providerId)),
    open: (scopes) => lift(blockedBy(state(), scopes, now()).map(({ scope }) => scope)),
  };
}

type PaceParts = Pick<LimitBoard, "state" | "now"> & { readonly allowances: AccountAllowances };

/** What whoever has time keeps to. */
function pacePart({ allowances, now, state }: PaceParts): Pick<LimitBoard, "hold" | "expect" | "expectNoMore"> {
  return {
    hold: (of) => holdOf(blockedBy(state(), of.scopes, now()), now()) ?? nearLimit(allowances.check(of, now())),
    expect: allowances.began,
    expectNoMore: allowances.ended,
  };
}

function viewOf({ savedLimits }: LimitSaving): ProviderView {
  const view = createProviderView();
  for (const { providerId, scope } of savedLimits) view.touched(providerId, [scope]);
  return view;
}

/** What headers say is told at most this often while answers stream; the end of an attempt tells it in any case. */
const tellsEveryMs = 1_000;

/** Tells of changes. No timer: what was held back is told when its attempt ends. */
function createTeller(clock: Clock, limitsChanged: ManagerDependencies["limitsChanged"]) {
  const toldAtMs = new Map<string, number>();
  const heldBack = new Set<string>();
  const tell = (providerId: string) => {
    toldAtMs.set(providerId, clock.monotonicMs());
    heldBack.delete(providerId);
    limitsChanged(providerId);
  };
  return {
    tell,
    tellSoon: (providerId: string) => {
      const lastMs = toldAtMs.get(providerId) ?? Number.NEGATIVE_INFINITY;
      if (clock.monotonicMs() - lastMs >= tellsEveryMs) tell(providerId);
      else heldBack.add(providerId);
    },
    tellLate: (providerId: string) => {
      if (heldBack.has(providerId)) tell(providerId);
    },
  };
}

/** Whether a host that cannot be reached turns out to be this computer's own trouble; then nothing stays booked. */
function createLocalCheck(
  board: Pick<LimitBoard, "state" | "now"> & { set: (next: LimitsState, ...of: string[]) => void },
) {
  let faults: LocalFaults = [];
  return (attempt: BoardAttempt, code: string | null): boolean => {
    const { providerId, baseUrl, scopes } = attempt;
    const released = releaseAttempt(board.state(), attempt);
    const fault = { scope: scopes.H, providerId, baseUrl, code, atMs: board.now().monotonicMs };
    const noted = noteNetworkFault(faults, fault, released);
    faults = noted.faults;
    if (noted.isLocal) board.set(noted.limits, providerId, ...noted.undone);
    return noted.isLocal;
  };
}

/** Saves the limits that survive a restart, where they changed. */
function createSaver({ savedLimits, saveLimits }: LimitSaving, providerOf: (scope: string) => string | null) {
  let last = JSON.stringify(savedLimits);
  return (limits: LimitsState, now: Moment): void => {
    const toSave = limitsToSave(limits, providerOf, now);
    const text = JSON.stringify(toSave);
    if (text === last) return;
    last = text;
    saveLimits(toSave);
  };
}
