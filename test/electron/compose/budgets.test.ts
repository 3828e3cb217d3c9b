import { expect, test } from "vitest";
import { joinBudgets, readSpent } from "#electron/compose/budgets.ts";
import { type Budget, defaultBudgetSettings } from "#shared/budget.ts";
import type { HostEvent } from "#shared/contract.ts";
import { localMidnight } from "#shared/local-day.ts";
import { defaultSettings } from "#shared/settings.ts";
import { noSpend, type SpendSlice, type SpendSums, type SpendSumsQuestion } from "#shared/spend.ts";
import { nothingSpent } from "#test/support/fake-money.ts";

const nowMs = new Date(2026, 10, 22, 12).getTime();
const budgets: readonly Budget[] = [
  { id: "s", period: "session", providerId: null, limitNanoUsd: 1000 },
  { id: "d", period: "day", providerId: null, limitNanoUsd: 1000 },
  { id: "m", period: "month", providerId: "a", limitNanoUsd: 1000 },
];
const slice = (parts: Partial<SpendSlice>): SpendSlice => ({
  providerId: "a",
  isDemo: false,
  isGateway: false,
  nanoUsd: 0,
  reservedNanoUsd: 0,
  unknownCosts: 0,
  ...parts,
});

function join(spent: SpendSums, earlier: () => Promise<SpendSums> = async () => nothingSpent) {
  const events: HostEvent[] = [];
  const asked: SpendSumsQuestion[] = [];
  const session = { id: "now" };
  const joined = joinBudgets({
    clock: { epochMs: () => nowMs },
    store: {
      spendSums: (question) => {
        asked.push(question);
        return earlier();
      },
    },
    settings: () => ({ ...defaultSettings, budgets: { ...defaultBudgetSettings, budgets } }),
    sessionId: () => session.id,
    batcher: { emit: (event) => events.push(event) },
    spent,
  });
  const sums = () => joined.port.states().map((one) => [one.spentNanoUsd, one.reservedNanoUsd, one.unknownCosts]);
  return { ...joined, events, asked, session, sums };
}

test("what was spent before this start counts: days within the month, and what a crash left open", () => {
  const today = localMidnight(nowMs);
  const joined = join({
    days: [
      { dayStartMs: localMidnight(nowMs, 20), ...slice({ nanoUsd: 100 }) },
      { dayStartMs: today, ...slice({ nanoUsd: 40, reservedNanoUsd: 9, unknownCosts: 1 }) },
      { dayStartMs: today, ...slice({ providerId: "b", nanoUsd: 5 }) },
      { dayStartMs: today, ...slice({ nanoUsd: 1, isGateway: true }) },
      { dayStartMs: today, ...slice({ nanoUsd: 10_000, isDemo: true }) },
    ],
    session: [],
    sessionSum: { real: noSpend, demo: noSpend },
  });
  expect(joined.sums()).toEqual([
    [0, 0, 0],
    [46, 9, 1],
    [141, 9, 1],
  ]);
  const ask = { providerId: "a", modelId: "m", isDemo: false, isGateway: false, sessionId: "now" };
  expect(joined.engine.peek({ ...ask, mostNanoUsd: 850 })).toBeNull();
  expect(joined.engine.peek({ ...ask, mostNanoUsd: 851 })).toMatchObject({ endsRun: false, refusal: { kind: "over" } });
});

test("the days that are asked for at the start are those of this month, each from its own midnight", async () => {
  const asked: SpendSumsQuestion[] = [];
  const store = {
    spendSums: async (question: SpendSumsQuestion) => {
      asked.push(question);
      return nothingSpent;
    },
  };
  await readSpent(store, "now", nowMs);
  const days = asked[0]?.dayStartsMs.map((day) => new Date(day)) ?? [];
  expect(days.map((day) => day.getDate())).toEqual(Array.from({ length: 22 }, (_, index) => index + 1));
  expect(new Set(days.map((day) => `${day.getMonth()} ${day.getHours()}`))).toEqual(new Set(["10 0"]));
});

test("a session of an earlier start brings its sums when it is resumed, once", async () => {
  const sums = {
    ...nothingSpent,
    session: [slice({ nanoUsd: 300 })],
    sessionSum: { real: { ...noSpend, nanoUsd: 300 }, demo: noSpend },
  };
  const joined = join(nothingSpent, async () => sums);
  expect(await joined.prepareSession("earlier")).toEqual({ ok: true });
  joined.session.id = "earlier";
  joined.sessionChanged();
  expect(joined.sums()[0]).toEqual([300, 0, 0]);
  expect(joined.port.spendNow().nanoUsd).toBe(300);
  expect(joined.events.map(({ topic }) => topic)).toEqual(["spend-now", "budgets"]);
  await joined.prepareSession("earlier");
  expect(joined.sums()[0]).toEqual([300, 0, 0]);
  expect(joined.asked).toEqual([{ sessionId: "earlier", dayStartsMs: [] }]);
});

test("a session whose sums cannot be read is not resumed", async () => {
  const joined = join(nothingSpent, async () => Promise.reject(new Error("The disk is full.")));
  expect(await joined.prepareSession("earlier")).toEqual({ ok: false, message: "The disk is full." });
});

test("a session that began here is not read from the disk, which may not have all of it yet", async () => {
  const joined = join(nothingSpent);
  joined.session.id = "second";
  joined.sessionChanged();
  for (const id of ["now", "second"]) await joined.prepareSession(id);
  expect(joined.asked).toEqual([]);
});
