import { afterEach, beforeEach, expect, test } from "vitest";
import type { SpendRange } from "#shared/spend.ts";
import { valueFrom } from "#test/support/calls.ts";
import { openSendsWorld, type SendsWorld } from "#test/support/sends-world.ts";

/** What is spent, through the whole program. */

let world: SendsWorld;

beforeEach(async () => {
  world = await openSendsWorld();
});
afterEach(() => world.close());

const report = (range: SpendRange) => valueFrom(world.call()("spend.report", { range }));
const snapshot = () => valueFrom(world.call()("app.snapshot", {}));
const moneyOfSession = async (sessionId: string) => (await report({ kind: "session", sessionId })).total.nanoUsd;

test("what is spent counts in the session in which it was sent, also again, over restarts and without its history", async () => {
  const columns = await world.twoColumns();
  const [alpha, beta] = columns("").map(({ target }) => target);
  if (alpha?.kind !== "model" || beta?.kind !== "model") throw new Error("There are two models.");
  const { providerId, modelId } = alpha;
  await valueFrom(world.call()("price.set", { providerId, modelId, price: { inputUsd: 2, outputUsd: 4 } }));
  await world.send({ comparisonId: "x1", prompt: "One", columns: columns("1") });
  const first = await snapshot();
  const before = await report({ kind: "session", sessionId: first.session.id });
  expect(before.total).toMatchObject({ answers: 2, attempts: 2, unknownCosts: 1, wastedNanoUsd: 0 });
  expect(before.total.nanoUsd).toBeGreaterThan(0);
  // What the windows are told all the time is the same sum.
  expect(first.spendNow).toEqual(before.total);
  expect(before.byModel[0]).toMatchObject({ providerId, modelId, prices: [{ price: { source: "own" }, attempts: 1 }] });
  const whatIf = { range: { kind: "all" }, model: { providerId, modelId } } as const;
  expect(await valueFrom(world.call()("spend.whatIf", whatIf))).toMatchObject({
    ...{ nanoUsd: before.total.nanoUsd, actualNanoUsd: before.total.nanoUsd, answers: 1, leftOut: 1 },
  });

  const second = await valueFrom(world.call()("session.start", { name: "Second" }));
  await world.retry("x1", columns("1again").slice(0, 1));
  expect(await moneyOfSession(first.session.id)).toBe(before.total.nanoUsd);
  expect(await moneyOfSession(second.id)).toBe(before.total.nanoUsd);

  await world.restart();
  const third = (await snapshot()).session;
  const sessions = await valueFrom(world.call()("session.list", {}));
  expect(sessions.map(({ id, name, isCurrent, sum }) => [id, name, isCurrent, sum.nanoUsd])).toEqual([
    [third.id, null, true, 0],
    [second.id, "Second", false, before.total.nanoUsd],
    [first.session.id, null, false, before.total.nanoUsd],
  ]);
  expect(sessions.slice(1).every(({ endedAtMs }) => endedAtMs !== null)).toBe(true);
  await valueFrom(world.call()("session.resume", { sessionId: second.id }));
  expect((await snapshot()).spendNow).toEqual(sessions[1]?.sum);
  await valueFrom(world.call()("history.clear", { fromMs: null, untilMs: null, fromBackups: false }));
  expect((await report({ kind: "days", days: 1 })).total.nanoUsd).toBe(2 * before.total.nanoUsd);
  expect((await valueFrom(world.call()("session.list", {}))).map(({ id }) => id)).toEqual([
    second.id,
    first.session.id,
  ]);
});
