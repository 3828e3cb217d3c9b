import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLedger, type Ledger } from "#electron/manager/budget-ledger.ts";
import type { BudgetAttempt } from "#electron/manager/budgets.ts";
import type { Budget, BudgetSettings } from "#shared/budget.ts";
import { localMidnight } from "#shared/local-day.ts";
import type { SpendSlice, SpendSum, SpendSums } from "#shared/spend.ts";
import { noSpend } from "#shared/spend.ts";
import type { Cost } from "#shared/usage.ts";
import { runsOf } from "#test/support/runs.ts";

/**
 * The sums of the budgets beside a second bookkeeping that adds every attempt up anew, while attempts come and go in any
 * order, days end, clocks change, sessions change and the program starts again. About 1 s of one core.
 */

/** Nights in which the clocks of New York change, and the turn of a year. */
const nights = [Date.UTC(2026, 2, 8, 2), Date.UTC(2026, 10, 1, 2), Date.UTC(2026, 11, 31, 20)] as const;
const zoneBefore = process.env.TZ;

beforeAll(() => {
  process.env.TZ = "America/New_York";
});

afterAll(() => {
  if (zoneBefore === undefined) delete process.env.TZ;
  else process.env.TZ = zoneBefore;
});

/** One attempt as the second bookkeeping knows it. */
type Booked = {
  readonly id: string;
  readonly asked: BudgetAttempt;
  readonly dayStartMs: number;
  costNano: number | null;
  heldNano: number;
  state: "running" | "looking" | "closed";
};

type World = {
  nowMs: number;
  sessionId: string;
  settings: BudgetSettings;
  ledger: Ledger;
  readonly attempts: Booked[];
  refused: number;
};

const amount = fc.integer({ min: 0, max: 400 });
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant("send"), which: fc.nat(5), nano: amount }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("end"), which: fc.nat(20), nano: amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("find"), which: fc.nat(20), nano: amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("close"), which: fc.nat(20), nano: amount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait"), which: fc.nat(3), nano: amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("session"), which: fc.nat(3), nano: amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart"), which: fc.nat(1), nano: amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("raise"), which: fc.nat(3), nano: amount }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const budgetList: readonly Budget[] = [
  { id: "all-session", period: "session", providerId: null, limitNanoUsd: 1500 },
  { id: "a-session", period: "session", providerId: "a", limitNanoUsd: 700 },
  { id: "all-day", period: "day", providerId: null, limitNanoUsd: 1200 },
  { id: "b-month", period: "month", providerId: "b", limitNanoUsd: 2000 },
];

function newLedger(world: Pick<World, "nowMs" | "settings">): Ledger {
  return createLedger({
    clock: { epochMs: () => world.nowMs },
    settings: () => world.settings,
    changed: () => undefined,
  });
}

function newWorld(nowMs: number, countsGateway: boolean): World {
  const settings = { budgets: budgetList, hardStop: true, warns: true, countsGateway };
  const world = { nowMs, settings, sessionId: "s0", attempts: [], refused: 0 };
  const started = Object.assign(world, { ledger: newLedger(world) });
  started.ledger = newLedger(started);
  return started;
}

const actions: Readonly<Record<string, (world: World, step: Step) => void>> = {
  send(world, { which, nano }) {
    const { sessionId } = world;
    const providerId = which % 2 === 0 ? "a" : "b";
    const asked = { providerId, modelId: "m", isDemo: which === 5, isGateway: which > 2, sessionId, mostNanoUsd: nano };
    const isRefused = world.ledger.peek(asked) !== null;
    expect(isRefused).toBe(wouldPass(world, asked, nano));
    if (isRefused) {
      world.refused += 1;
      return;
    }
    const id = `attempt-${world.attempts.length}`;
    world.ledger.reserve(id, asked);
    const dayStartMs = localMidnight(world.nowMs);
    world.attempts.push({ id, asked, dayStartMs, costNano: null, heldNano: nano, state: "running" });
  },
  end(world, { which, nano }) {
    const one = pick(world, "running", which);
    if (one === undefined) return;
    const most = one.asked.mostNanoUsd ?? 0;
    one.costNano = nano % 5 === 0 ? null : Math.min(nano, most);
    one.heldNano = one.costNano === null ? most : most - one.costNano;
    one.state = "looking";
    world.ledger.settle(one.id, { status: "failed", usage: null, cost: costOf(one.costNano) });
  },
  find(world, { which, nano }) {
    const one = pick(world, "looking", which);
    if (one === undefined) return;
    one.costNano = Math.min(nano, one.asked.mostNanoUsd ?? 0);
    one.heldNano = (one.asked.mostNanoUsd ?? 0) - one.costNano;
    world.ledger.found(one.id, { usage: null, cost: { nanoUsd: one.costNano, source: "reported" } });
    close(world, one);
  },
  close(world, { which }) {
    const one = pick(world, which % 3 === 0 ? "running" : "looking", which);
    if (one !== undefined) close(world, one);
  },
  wait(world, { which, nano }) {
    world.nowMs += [1, 60_000, 3_600_000, 9 * 3_600_000][which] ?? nano;
  },
  session(world, { which }) {
    world.sessionId = `s${which}`;
    world.ledger.addSession(world.sessionId);
  },
  restart(world) {
    // What ran when the program died may have cost all that was set aside for it.
    for (const one of world.attempts) one.state = "closed";
    world.ledger = newLedger(world);
    world.sessionId = `t${world.attempts.length}`;
    world.ledger.load(world.sessionId, sumsOf(world, world.sessionId));
    for (const id of ["s0", "s1", "s2", "s3"]) world.ledger.addSession(id, sumsOf(world, id));
  },
  raise(world, { which, nano }) {
    const budgets = world.settings.budgets.map((budget, index) =>
      index === which ? { ...budget, limitNanoUsd: budget.limitNanoUsd + nano } : budget,
    );
    world.settings = { ...world.settings, budgets };
  },
};

function close(world: World, one: Booked): void {
  if (one.state === "running" || one.costNano !== null) one.heldNano = 0;
  one.state = "closed";
  world.ledger.close(one.id);
}

function costOf(nanoUsd: number | null): Cost {
  return nanoUsd === null ? { nanoUsd, source: "unknown" } : { nanoUsd, source: "estimated" };
}

function pick(world: World, state: Booked["state"], which: number): Booked | undefined {
  const ones = world.attempts.filter((one) => one.state === state);
  return ones[which % Math.max(1, ones.length)];
}

/** By the second bookkeeping: everything that a budget counts, added up anew. */
function counted(world: World, budget: Budget, at: { isDemo: boolean; sessionId: string }) {
  const now = new Date(world.nowMs);
  return world.attempts.filter(({ asked, dayStartMs }) => {
    const day = new Date(dayStartMs);
    const isMonth = day.getFullYear() === now.getFullYear() && day.getMonth() === now.getMonth();
    const isIn = {
      session: asked.sessionId === at.sessionId,
      day: isMonth && day.getDate() === now.getDate(),
      month: isMonth,
    }[budget.period];
    const isProvider = budget.providerId === null || budget.providerId === asked.providerId;
    const isCounted = world.settings.countsGateway || !asked.isGateway;
    return isIn && isProvider && isCounted && asked.isDemo === at.isDemo;
  });
}

function wouldPass(world: World, asked: BudgetAttempt, nano: number): boolean {
  if (nano === 0 || (asked.isGateway && !world.settings.countsGateway)) return false;
  return world.settings.budgets.some((budget) => {
    if (budget.providerId !== null && budget.providerId !== asked.providerId) return false;
    const sum = counted(world, budget, asked).reduce(
      (all, { costNano, heldNano }) => all + (costNano ?? 0) + heldNano,
      0,
    );
    return sum + nano > budget.limitNanoUsd;
  });
}

/** As the disk would tell it. */
function sumsOf({ attempts }: World, sessionId: string): SpendSums {
  const slice = ({ asked, costNano, heldNano, dayStartMs }: Booked): SpendSlice & { dayStartMs: number } => {
    const { providerId, isDemo, isGateway } = asked;
    const nanoUsd = costNano ?? 0;
    const reservedNanoUsd = costNano === null ? heldNano : 0;
    return { providerId, isDemo, isGateway, nanoUsd, reservedNanoUsd, unknownCosts: 0, dayStartMs };
  };
  const own = attempts.filter(({ asked }) => asked.sessionId === sessionId);
  for (const one of attempts) one.heldNano = one.costNano === null ? one.heldNano : 0;
  const sum = (isDemo: boolean): SpendSum => {
    const nanoUsd = own
      .filter(({ asked }) => asked.isDemo === isDemo)
      .reduce((all, one) => all + (one.costNano ?? 0), 0);
    return { ...noSpend, nanoUsd };
  };
  return { days: attempts.map(slice), session: own.map(slice), sessionSum: { real: sum(false), demo: sum(true) } };
}

function check(world: World): void {
  for (const isDemo of [false, true]) {
    const mode = { isDemo, sessionId: world.sessionId };
    const states = world.ledger.states(mode);
    for (const [index, state] of states.entries()) {
      const budget = world.settings.budgets[index];
      if (budget === undefined) throw new Error("There is a state for each budget");
      const attempts = counted(world, budget, mode);
      expect(state.spentNanoUsd).toBe(attempts.reduce((all, { costNano }) => all + (costNano ?? 0), 0));
      expect(state.reservedNanoUsd).toBe(attempts.reduce((all, { heldNano }) => all + heldNano, 0));
      expect(state.spentNanoUsd + state.reservedNanoUsd).toBeLessThanOrEqual(state.limitNanoUsd);
    }
    const own = world.attempts.filter(({ asked }) => asked.sessionId === world.sessionId && asked.isDemo === isDemo);
    expect(world.ledger.spend(mode).nanoUsd).toBe(own.reduce((all, { costNano }) => all + (costNano ?? 0), 0));
  }
}

describe("budgets", { timeout: 600_000 }, () => {
  test("what is spent and set aside never passes a limit, to the nano-dollar, whatever happens meanwhile", () => {
    let refused = 0;
    let sent = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...nights),
        fc.boolean(),
        fc.array(step, { minLength: 30, maxLength: 200, size: "max" }),
        (night, counts, steps) => {
          const world = newWorld(night, counts);
          for (const one of steps) {
            actions[one.do]?.(world, one);
            check(world);
          }
          refused += world.refused;
          sent += world.attempts.length;
        },
      ),
      { numRuns: runsOf(40, 1_000) },
    );
    // A play in which nothing is ever refused, or everything, would say nothing.
    expect(refused).toBeGreaterThan(sent / 100);
    expect(sent).toBeGreaterThan(refused / 10);
  });
});
