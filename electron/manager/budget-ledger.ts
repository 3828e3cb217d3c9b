import type { Budget, BudgetPeriod, BudgetSettings, BudgetState } from "#shared/budget.ts";
import { endOfSpan } from "#shared/budget-span.ts";
import { localMidnight } from "#shared/local-day.ts";
import type { ModelRef } from "#shared/model.ts";
import { type AddedSpend, noSpend, type SpendSlice, type SpendSum, type SpendSums } from "#shared/spend.ts";
import { type Cell, type Cells, cellsOf, createCells } from "./budget-cells.ts";
import type { BudgetAttempt, Budgets } from "./budgets.ts";
import type { Clock } from "./dependencies.ts";
import { type Booking, minus, plus, spendOf } from "./spend-sum.ts";

export type LedgerParts = {
  readonly clock: Pick<Clock, "epochMs">;
  /** As they are now. */
  readonly settings: () => BudgetSettings;
  /** Called after every change of a sum. */
  readonly changed: () => void;
};

type Mode = { readonly isDemo: boolean; readonly sessionId: string };

/** The sums behind the budgets, in memory. */
export type Ledger = Budgets & {
  /** What was spent before this start: once, before anything is sent. */
  load(sessionId: string, sums: SpendSums): void;
  /** Whether the sums of a session are here: it began in this program, or was loaded. */
  knows(sessionId: string): boolean;
  /** One that begins now, or, with its sums, one of an earlier start that is resumed. */
  addSession(sessionId: string, sums?: Pick<SpendSums, "session" | "sessionSum">): void;
  /** Of this start. */
  sessionIds(): readonly string[];
  /** What was spent elsewhere and is here now. Sessions that are not known are read whole when they are resumed. */
  addImported(added: AddedSpend): void;
  /** In the order of the settings. */
  states(mode: Mode): readonly BudgetState[];
  spend(mode: Mode): SpendSum;
  /** Lets a model be sent to in a session although nobody knows what it costs. */
  allow(sessionId: string, model: ModelRef): void;
  allowed(sessionId: string): readonly ModelRef[];
};

/** An attempt whose cost may still change. */
type Open = Pick<BudgetAttempt, "mostNanoUsd"> & {
  readonly cells: readonly Cell[];
  readonly tally: string;
  heldNanoUsd: number;
  booking: Booking | null;
};

type State = LedgerParts & {
  readonly cells: Cells;
  readonly open: Map<string, Open>;
  /** By mode and session. */
  readonly tallies: Map<string, SpendSum>;
  readonly known: Set<string>;
  readonly allowed: Map<string, readonly ModelRef[]>;
};

const allPeriods: readonly BudgetPeriod[] = ["session", "day", "month"];

export function createLedger(parts: LedgerParts): Ledger {
  const state: State = {
    ...parts,
    cells: createCells(),
    open: new Map(),
    tallies: new Map(),
    known: new Set(),
    allowed: new Map(),
  };
  return {
    ...attemptsPart(state),
    ...sessionsPart(state),
    states: (mode) => state.settings().budgets.map((budget) => stateOf(state, budget, mode)),
    spend: (mode) => state.tallies.get(tallyKey(mode)) ?? noSpend,
    allow: (sessionId, model) => {
      if (isAllowed(state, { sessionId, ...model })) return;
      state.allowed.set(sessionId, [...(state.allowed.get(sessionId) ?? []), model]);
      state.changed();
    },
    allowed: (sessionId) => state.allowed.get(sessionId) ?? [],
  };
}

function attemptsPart(state: State): Budgets {
  const { open } = state;
  return {
    stops: (of) => stopsFor(state.settings(), of).length > 0,
    peek: (attempt) => peek(state, attempt),
    reserve: (attemptId, attempt) => {
      const { mostNanoUsd } = attempt;
      const at = { ...attempt, dayStartMs: localMidnight(state.clock.epochMs()) };
      const cells = cellsOf(state.cells, allPeriods, at);
      open.set(attemptId, { mostNanoUsd, cells, tally: tallyKey(attempt), heldNanoUsd: 0, booking: null });
      hold(state, open.get(attemptId), mostNanoUsd ?? 0);
    },
    settle: (attemptId, booking) => book(state, open.get(attemptId), booking),
    found: (attemptId, { cost, usage }) => {
      const attempt = open.get(attemptId);
      const before = attempt?.booking ?? null;
      // What the provider reported with the answer is what was paid (reduceRun takes no other figure either).
      if (before === null || before.cost.source === "reported") return;
      book(state, attempt, { ...before, cost, usage: usage ?? before.usage });
    },
    close: (attemptId) => {
      const attempt = open.get(attemptId);
      open.delete(attemptId);
      const isUnknown = attempt?.booking?.cost.nanoUsd === null;
      if (!isUnknown) hold(state, attempt, 0);
    },
  };
}

type SessionsPart = Pick<Ledger, "load" | "knows" | "addSession" | "sessionIds" | "addImported">;

function sessionsPart(state: State): SessionsPart {
  const { cells, known, tallies } = state;
  const addDays = (days: SpendSums["days"], sessionId: string) => {
    for (const slice of days) add(cellsOf(cells, ["day", "month"], { ...slice, sessionId }), slice);
  };
  const addSums = (sessionId: string, sums: Pick<SpendSums, "session" | "sessionSum">) => {
    // Which day it is says nothing to a session.
    for (const slice of sums.session) add(cellsOf(cells, ["session"], { ...slice, sessionId, dayStartMs: 0 }), slice);
    for (const isDemo of [false, true]) {
      const key = tallyKey({ isDemo, sessionId });
      const added = isDemo ? sums.sessionSum.demo : sums.sessionSum.real;
      tallies.set(key, plus(tallies.get(key) ?? noSpend, added));
    }
  };
  const addSession: Ledger["addSession"] = (sessionId, sums) => {
    if (known.has(sessionId)) return;
    known.add(sessionId);
    if (sums !== undefined) addSums(sessionId, sums);
  };
  return {
    load: (sessionId, sums) => {
      addDays(sums.days, sessionId);
      addSession(sessionId, sums);
    },
    sessionIds: () => [...known],
    addImported: ({ days, sessions }) => {
      addDays(days, "");
      for (const one of sessions) if (known.has(one.sessionId)) addSums(one.sessionId, one);
      state.changed();
    },
    knows: (sessionId) => known.has(sessionId),
    addSession,
  };
}

function add(cells: readonly Cell[], { nanoUsd, reservedNanoUsd, unknownCosts }: SpendSlice): void {
  for (const cell of cells) {
    cell.spentNanoUsd += nanoUsd;
    cell.reservedNanoUsd += reservedNanoUsd;
    cell.unknownCosts += unknownCosts;
  }
}

/** Changes what is set aside for an attempt. */
function hold(state: State, attempt: Open | undefined, nanoUsd: number): void {
  if (attempt === undefined || attempt.heldNanoUsd === nanoUsd) return;
  for (const cell of attempt.cells) cell.reservedNanoUsd += nanoUsd - attempt.heldNanoUsd;
  attempt.heldNanoUsd = nanoUsd;
  state.changed();
}

/** Puts what an attempt cost in the place of what was booked of it before, if anything was. */
function book(state: State, attempt: Open | undefined, booking: Booking): void {
  if (attempt === undefined) return;
  const { booking: before, mostNanoUsd, cells, tally } = attempt;
  const { nanoUsd } = booking.cost;
  const isUncounted = (one: Booking | null) => (mostNanoUsd === null && one?.cost.nanoUsd === null ? 1 : 0);
  for (const cell of cells) {
    cell.spentNanoUsd += (nanoUsd ?? 0) - (before?.cost.nanoUsd ?? 0);
    cell.unknownCosts += isUncounted(booking) - isUncounted(before);
  }
  const sum = state.tallies.get(tally) ?? noSpend;
  state.tallies.set(tally, plus(before === null ? sum : minus(sum, spendOf(before)), spendOf(booking)));
  attempt.booking = booking;
  const most = mostNanoUsd ?? 0;
  hold(state, attempt, nanoUsd === null ? most : Math.max(0, most - nanoUsd));
  state.changed();
}

function peek(state: State, attempt: BudgetAttempt): ReturnType<Budgets["peek"]> {
  const applying = stopsFor(state.settings(), attempt);
  const { mostNanoUsd, providerId, modelId } = attempt;
  // What costs nothing passes no limit, not even one that was lowered below what is spent.
  if (applying.length === 0 || mostNanoUsd === 0) return null;
  if (mostNanoUsd === null) {
    if (isAllowed(state, attempt)) return null;
    const endsRun = applying.some((budget) => budget.providerId === null);
    return { refusal: { kind: "unknown-price", providerId, modelId }, endsRun };
  }
  for (const budget of applying) {
    const now = stateOf(state, budget, attempt);
    if (now.spentNanoUsd + now.reservedNanoUsd + mostNanoUsd > budget.limitNanoUsd) {
      const refusal = { kind: "over", budget: now, wantedNanoUsd: mostNanoUsd } as const;
      return { refusal, endsRun: budget.providerId === null };
    }
  }
  return null;
}

/** The budgets that could stop an attempt, those of all providers first: they decide for every link. */
function stopsFor(
  settings: BudgetSettings,
  { providerId, isGateway }: Pick<BudgetAttempt, "providerId" | "isGateway">,
): readonly Budget[] {
  if (!settings.hardStop || (isGateway && !settings.countsGateway)) return [];
  const common = settings.budgets.filter((budget) => budget.providerId === null);
  return [...common, ...settings.budgets.filter((budget) => budget.providerId === providerId)];
}

function stateOf(state: State, budget: Budget, { isDemo, sessionId }: Mode): BudgetState {
  const dayStartMs = localMidnight(state.clock.epochMs());
  const read = (isGateway: boolean) => state.cells.read(budget, { isDemo, isGateway, sessionId, dayStartMs });
  const counted = state.settings().countsGateway ? [read(false), read(true)] : [read(false)];
  const sum = (name: keyof Cell) => counted.reduce((total, cell) => total + cell[name], 0);
  return {
    ...budget,
    spentNanoUsd: sum("spentNanoUsd"),
    reservedNanoUsd: sum("reservedNanoUsd"),
    unknownCosts: sum("unknownCosts"),
    endsAtMs: endOfSpan(budget.period, dayStartMs),
  };
}

function isAllowed(state: State, { sessionId, providerId, modelId }: ModelRef & { readonly sessionId: string }) {
  const allowed = state.allowed.get(sessionId) ?? [];
  return allowed.some((model) => model.providerId === providerId && model.modelId === modelId);
}

function tallyKey({ isDemo, sessionId }: Mode): string {
  return `${isDemo ? "demo" : "real"} ${sessionId}`;
}
