import { expect, test } from "vitest";
import type { Budget, BudgetSettings } from "#shared/budget.ts";
import { defaultBudgetSettings } from "#shared/budget.ts";
import { highestLimit } from "#shared/check-budget.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { setup } from "#test/support/handler-setup.ts";

const dollar = 1_000_000_000;
const budget = (parts: Partial<Budget> = {}): Budget => ({
  id: "b1",
  period: "session",
  providerId: null,
  limitNanoUsd: dollar,
  ...parts,
});
const settingsOf = (...budgets: readonly Budget[]): BudgetSettings => ({ ...defaultBudgetSettings, budgets });
const asked = { providerId: "openai", modelId: "gpt-5", isDemo: false, isGateway: false, mostNanoUsd: 1000 };
const usage = null;

test("budgets are saved with the settings, told with how they stand, and in the snapshot", async () => {
  const { host, call, events } = setup();
  await valueFrom(call("settings.save", { budgets: settingsOf(budget()) }));
  expect(host.store.settings?.budgets.budgets).toEqual([budget()]);
  host.ledger.reserve("a1", { ...asked, sessionId: "session-1" });
  host.ledger.settle("a1", { status: "answered", usage, cost: { nanoUsd: 700, source: "computed" } });
  host.ledger.close("a1");
  host.batcher.flush();
  const state = { ...budget(), spentNanoUsd: 700, reservedNanoUsd: 0, unknownCosts: 0, endsAtMs: null };
  expect(events.findLast(({ topic }) => topic === "budgets")).toMatchObject({ budgets: [state] });
  expect(events.findLast(({ topic }) => topic === "spend-now")).toMatchObject({ sum: { nanoUsd: 700, answers: 1 } });
  const snapshot = await valueFrom(call("app.snapshot", {}));
  expect(snapshot).toMatchObject({ budgets: [state], spendNow: { nanoUsd: 700 }, allowedUnknown: [] });
});

test("many changes within a batch are told once, as they stand at its end", async () => {
  const { host, call, events, topics } = setup();
  await valueFrom(call("settings.save", { budgets: settingsOf(budget()) }));
  topics();
  for (let index = 0; index < 50; index += 1) host.ledger.reserve(`a${index}`, { ...asked, sessionId: "session-1" });
  host.batcher.flush();
  expect(events.map(({ topic }) => topic)).toEqual(["budgets"]);
  expect(events[0]).toMatchObject({ budgets: [{ reservedNanoUsd: 50_000 }] });
});

test.each([
  ["no amount", [budget({ limitNanoUsd: 0 })], "A budget is an amount above $0."],
  ["a fraction of a nano-dollar", [budget({ limitNanoUsd: 0.5 })], "A budget is an amount above $0."],
  ["too much", [budget({ limitNanoUsd: highestLimit + 1 })], "A budget is at most $1,000,000."],
  ["the same span twice", [budget(), budget({ id: "b2" })], "There is a budget like this already."],
  ["the same id twice", [budget(), budget({ period: "day" })], "Two budgets have the same id."],
  ["51", Array.from({ length: 51 }, (_, at) => budget({ id: `b${at}`, providerId: `p${at}` })), "at most 50 budgets"],
])("%s is refused at its field, and nothing is saved", async (_, budgets, words) => {
  const { host, call } = setup();
  const failure = await failureFrom(call("settings.save", { budgets: settingsOf(...budgets) }));
  expect(failure.code).toBe("invalid-input");
  expect(failure.message).toContain(words);
  expect(host.store.settings).toBeNull();
});

test("a model of unknown price is allowed for the current session alone", async () => {
  const { call } = setup();
  await valueFrom(call("settings.save", { budgets: settingsOf(budget()) }));
  const model = { providerId: "openai", modelId: "gpt-5" };
  await valueFrom(call("budget.allowUnknown", model));
  await valueFrom(call("budget.allowUnknown", model));
  expect((await valueFrom(call("app.snapshot", {}))).allowedUnknown).toEqual([model]);
  await valueFrom(call("session.start", { name: null }));
  expect((await valueFrom(call("app.snapshot", {}))).allowedUnknown).toEqual([]);
  await valueFrom(call("session.resume", { sessionId: "session-1" }));
  expect((await valueFrom(call("app.snapshot", {}))).allowedUnknown).toEqual([model]);
});

test("a new session begins from nothing, and the one before is as it was when it is resumed", async () => {
  const { host, call, topics } = setup();
  await valueFrom(call("settings.save", { budgets: settingsOf(budget()) }));
  host.ledger.reserve("a1", { ...asked, sessionId: "session-1" });
  host.ledger.settle("a1", { status: "answered", usage, cost: { nanoUsd: 700, source: "computed" } });
  host.ledger.close("a1");
  topics();
  await valueFrom(call("session.start", { name: null }));
  expect(topics()).toEqual(["session", "spend-now", "budgets"]);
  expect((await valueFrom(call("app.snapshot", {}))).budgets[0]?.spentNanoUsd).toBe(0);
  await valueFrom(call("session.resume", { sessionId: "session-1" }));
  const snapshot = await valueFrom(call("app.snapshot", {}));
  expect([snapshot.budgets[0]?.spentNanoUsd, snapshot.spendNow.nanoUsd]).toEqual([700, 700]);
});

test("what is shown is the demo's while it is on, and nothing of it while it is off", async () => {
  const { host, call } = setup();
  await valueFrom(call("settings.save", { budgets: settingsOf(budget()) }));
  host.ledger.reserve("a1", { ...asked, isDemo: true, sessionId: "session-1" });
  const reserved = async () => (await valueFrom(call("app.snapshot", {}))).budgets[0]?.reservedNanoUsd;
  expect(await reserved()).toBe(0);
  await valueFrom(call("settings.save", { demo: true }));
  expect(await reserved()).toBe(1000);
});
