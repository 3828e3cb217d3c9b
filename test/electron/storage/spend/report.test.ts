import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { whatIf } from "#electron/storage/spend/what-if.ts";
import { nanoUsdOf } from "#shared/cost.ts";
import { failureOf } from "#shared/failure.ts";
import type { Price } from "#shared/model.ts";
import { type ModelUse, noSpend } from "#shared/spend.ts";
import { unknownCost } from "#shared/usage.ts";
import {
  answered,
  createSpendWorld,
  cut,
  minuteMs,
  type Played,
  prices,
  refused,
  smart,
  startMs,
  type Try,
  usage,
} from "./spend-world.ts";

const atOpus = { providerId: "openrouter", modelId: "anthropic/opus", price: prices.opus };
/** 1,000 tokens in and 100 out at GPT's price, counted here. */
const cutShort = cut("cut", {
  usage: usage(1_000, 100, { source: "estimated" }),
  cost: { nanoUsd: 2_250_000, source: "estimated" },
});
const reported: Try = {
  ...atOpus,
  end: {
    usage: usage(1_000, 200, { cacheReadTokens: 400 }),
    cost: { nanoUsd: 9_000_000, source: "reported" },
    computedNanoUsd: 8_200_000,
    upstreamProvider: "Anthropic",
    modelServed: "anthropic/opus",
  },
};
const stopped = refused("ABORT", {
  end: {
    status: "stopped",
    usage: usage(800, 0, { source: "estimated" }),
    cost: { nanoUsd: 1_000_000, source: "estimated" },
  },
});
const empty = refused("EMPTY", {
  ...atOpus,
  reservedNanoUsd: 700,
  end: { cost: unknownCost, modelServed: "openai/gpt", price: null },
});

/** One of each: in nano-USD, GPT's 1,000 in and 500 out cost 6,250,000. */
const runs: readonly Played[] = [
  {
    id: "fell-through",
    target: smart,
    tries: [refused("RATE_LIMIT", atOpus), { ...answered(usage(1_000, 500)), linkIndex: 1 }],
  },
  { id: "retried", tries: [cutShort, { ...answered(usage(1_000, 500)), kind: "retry" }], atMs: startMs + minuteMs },
  { id: "reported", target: smart, title: "Smart, renamed", tries: [reported], atMs: startMs + 25 * minuteMs },
  { id: "unanswered", target: smart, tries: [empty, { ...refused("SERVER"), linkIndex: 1 }], atMs: startMs + 2 },
  { id: "asked", comparisonId: "by-curl", tries: [answered(usage(2_000, 200))], atMs: startMs + 21 * minuteMs },
  { id: "stopped", tries: [stopped], status: "stopped", atMs: startMs + 3 },
  { id: "unpriced", tries: [{ price: null, end: { usage: usage(10, 10) } }], atMs: startMs + 4 },
  { id: "live", tries: [cutShort, {}], status: null, atMs: startMs + 5 },
  { id: "demo", tries: [answered(usage(1_000, 1_000))], isDemo: true, atMs: startMs + 6 },
  { id: "elsewhere", tries: [answered(usage(9, 9))], sessionId: "s2", atMs: startMs + 7 },
];

let world: ReturnType<typeof createSpendWorld>;
beforeEach(() => {
  world = createSpendWorld();
});
afterEach(() => world.database.close());

describe("a report of one of each", () => {
  beforeEach(() => world.play(...runs));

  test("sums money and counts, without what is the demo's or another session's", () => {
    const { total, fellThrough, unanswered, costPerAnswer, fromMs, toMs, isDemo } = world.report();
    expect(total).toEqual({
      nanoUsd: 31_500_000,
      wastedNanoUsd: 5_500_000,
      estimatedNanoUsd: 5_500_000,
      unknownCosts: 2,
      answers: 5,
      attempts: 11,
      failedAttempts: 5,
      billedFailures: 2,
      inputTokens: 7_810,
      cachedTokens: 400,
      outputTokens: 1_610,
    });
    expect({ fellThrough, unanswered, isDemo }).toEqual({ fellThrough: 1, unanswered: 1, isDemo: false });
    // Of 6.25, 8.5 (with what was cut), 9 and 4.5 thousandths of a cent; the fifth is not known.
    const answered = { nanoUsd: 28_250_000, answers: 4 };
    expect(costPerAnswer).toEqual({ mean: 7_062_500, p50: 7_375_000, p95: null, ...answered });
    expect([fromMs, toMs]).toEqual([startMs - 5 * minuteMs, startMs + 30 * minuteMs]);
  });

  test("tells by what it was spent, the dearest first and what is not known last", () => {
    const { byModel, byProvider, byChain, byRoute, byClient } = world.report();
    const money = ({ nanoUsd, unknownCosts, attempts }: (typeof byModel)[number] | (typeof byChain)[number]) =>
      [nanoUsd, unknownCosts, attempts] as const;
    expect(byModel.map((one) => [one.providerId, one.modelId, ...money(one)])).toEqual([
      ["openai", "gpt", 22_500_000, 1, 8],
      ["openrouter", "anthropic/opus", 9_000_000, 0, 2],
      ["openrouter", "openai/gpt", 0, 1, 1],
    ]);
    expect(byProvider.map((one) => [one.providerId, one.nanoUsd])).toEqual([
      ["openai", 22_500_000],
      ["openrouter", 9_000_000],
    ]);
    expect(byChain.map((one) => [one.chainId, one.title, one.answers, ...money(one)])).toEqual([
      [null, "", 3, 16_250_000, 1, 6],
      ["smart", "Smart, renamed", 2, 15_250_000, 1, 5],
    ]);
    expect(byRoute.map((one) => [one.providerId, one.upstreamProvider, one.nanoUsd, one.unknownCosts])).toEqual([
      ["openai", null, 22_500_000, 1],
      ["openrouter", "Anthropic", 9_000_000, 0],
      ["openrouter", null, 0, 1],
    ]);
    expect(byClient.map((one) => [one.client, one.nanoUsd])).toEqual([
      [null, 27_000_000],
      ["curl", 4_500_000],
    ]);
  });

  test("shows how a model's money came about, and where a provider charged otherwise", () => {
    const [gpt, opus] = world.report().byModel;
    const tokens = { cacheWrite5mTokens: 0, cacheWrite1hTokens: 0, isLongPrompt: false };
    expect(gpt?.prices).toEqual([
      {
        ...{ price: prices.gpt, source: "computed", attempts: 3, nanoUsd: 17_000_000, ...tokens },
        ...{ inputTokens: 4_000, cacheReadTokens: 0, outputTokens: 1_200 },
      },
      {
        ...{ price: prices.gpt, source: "estimated", attempts: 3, nanoUsd: 5_500_000, ...tokens },
        ...{ inputTokens: 2_800, cacheReadTokens: 0, outputTokens: 200 },
      },
      {
        ...{ price: null, source: "unknown", attempts: 1, nanoUsd: 0, ...tokens },
        ...{ inputTokens: 10, cacheReadTokens: 0, outputTokens: 10 },
      },
    ]);
    expect(gpt?.drift).toBeNull();
    // With the price that the reported amount can be compared with.
    expect(opus?.prices).toMatchObject([
      { price: prices.opus, source: "reported", inputTokens: 1_000, cacheReadTokens: 400, nanoUsd: 9_000_000 },
    ]);
    expect(opus?.drift).toEqual({ reportedNanoUsd: 9_000_000, computedNanoUsd: 8_200_000, attempts: 1 });
  });

  test("says why money was lost, also that some failures were not billed", () => {
    const { waste } = world.report();
    expect(waste.map(({ uses: _, ...cause }) => cause)).toEqual([
      { class: "NETWORK", reason: "cut", attempts: 2, nanoUsd: 4_500_000, unknownCosts: 0 },
      { class: "ABORT", reason: null, attempts: 1, nanoUsd: 1_000_000, unknownCosts: 0 },
      { class: "RATE_LIMIT", reason: null, attempts: 1, nanoUsd: 0, unknownCosts: 0 },
      { class: "SERVER", reason: null, attempts: 1, nanoUsd: 0, unknownCosts: 0 },
      { class: "EMPTY", reason: null, attempts: 1, nanoUsd: 0, unknownCosts: 1 },
    ]);
  });

  test("shows how the money of each provider, chain, route, client and cause came about, model by model", () => {
    const { byProvider, byChain, byRoute, byClient, waste } = world.report();
    const told = ({ uses }: { readonly uses: readonly ModelUse[] }) =>
      uses.map((use) => [use.modelId, use.source, use.attempts, use.inputTokens, use.outputTokens, use.nanoUsd]);
    expect(byProvider.map(told)).toEqual([
      [
        ["gpt", "computed", 3, 4_000, 1_200, 17_000_000],
        ["gpt", "estimated", 3, 2_800, 200, 5_500_000],
        ["gpt", "unknown", 1, 10, 10, 0],
      ],
      [
        ["anthropic/opus", "reported", 1, 1_000, 200, 9_000_000],
        ["openai/gpt", "unknown", 1, 0, 0, 0],
      ],
    ]);
    // The dearest model first, although the other one's price comes first in the alphabet.
    expect(byChain.map(told)[1]).toEqual([
      ["anthropic/opus", "reported", 1, 1_000, 200, 9_000_000],
      ["gpt", "computed", 1, 1_000, 500, 6_250_000],
      ["openai/gpt", "unknown", 1, 0, 0, 0],
    ]);
    expect(byRoute.map(told)[1]).toEqual([["anthropic/opus", "reported", 1, 1_000, 200, 9_000_000]]);
    expect(byClient.map(told)[1]).toEqual([["gpt", "computed", 1, 2_000, 200, 4_500_000]]);
    expect(waste.map(told)).toEqual([
      [["gpt", "estimated", 2, 2_000, 200, 4_500_000]],
      [["gpt", "estimated", 1, 800, 0, 1_000_000]],
      [],
      [],
      [["openai/gpt", "unknown", 1, 0, 0, 0]],
    ]);
    // Every sum is the sum of what it is shown to be made of.
    for (const part of [...byProvider, ...byChain, ...byRoute, ...byClient, ...waste]) {
      expect(part.uses.reduce((sum, use) => sum + use.nanoUsd, 0)).toBe(part.nanoUsd);
    }
  });

  test("draws the sum so far in order of time, and the pace of the last ten minutes", () => {
    const { points, pace, total } = world.report();
    expect(points.at(0)).toEqual({ atMs: startMs, nanoUsd: 0, wastedNanoUsd: 0 });
    expect(points.at(-1)).toEqual({
      atMs: startMs + 25 * minuteMs,
      nanoUsd: total.nanoUsd,
      wastedNanoUsd: total.wastedNanoUsd,
    });
    expect(points.toSorted((one, other) => one.atMs - other.atMs)).toEqual(points);
    expect(pace).toEqual({ nanoUsd: 13_500_000, answers: 2, overMs: 600_000 });
    const early = { nowMs: startMs - 2 * minuteMs };
    expect(world.report(early).pace?.overMs).toBe(3 * minuteMs);
    expect(world.report({ currentSessionId: "s2" }).pace).toBeNull();
  });

  test("of the demo has the demo's alone, and of days and of everything all sessions", () => {
    const demo = world.report({ isDemo: true, range: { kind: "all" } });
    expect(demo).toMatchObject({ isDemo: true, total: { nanoUsd: 11_250_000, attempts: 1 }, fromMs: startMs + 6 });
    const all = world.report({ range: { kind: "all" } });
    expect(all.total.nanoUsd).toBe(31_500_000 + nanoUsdOf(usage(9, 9), prices.gpt));
    expect(all.pace).toBeNull();
    const days = world.report({ range: { kind: "days", days: 1 }, sinceMs: startMs + 20 * minuteMs });
    expect(days).toMatchObject({ total: { nanoUsd: 13_500_000, answers: 2 }, fromMs: startMs + 20 * minuteMs });
    // Over more days it is read in another order, and is the same.
    expect(world.report({ range: { kind: "days", days: 90 }, sinceMs: 0 }).byModel).toEqual(all.byModel);
  });

  test("what another model would have cost is priced answer by answer from its tokens", () => {
    const longPrompt = { inputUsd: 10, outputUsd: 50, aboveTokens: 1_500 };
    const price = { ...prices.opus, longPrompt: { ...prices.opus, ...longPrompt } };
    const model = { providerId: "anthropic", modelId: "opus" };
    const range = { kind: "session", sessionId: "s1" } as const;
    const question = { range, sinceMs: null, isDemo: false, currentSessionId: "s1", nowMs: startMs, model };
    expect(whatIf(world.database, { ...question, price })).toEqual({
      ...model,
      price,
      // Twice 1,000 in and 500 out; 600 fresh, 400 cached and 200 out; and one long prompt.
      nanoUsd: 2 * 17_500_000 + 8_200_000 + 30_000_000,
      actualNanoUsd: 6_250_000 + 6_250_000 + 9_000_000 + 4_500_000,
      answers: 4,
      leftOut: 1,
    });
    expect(whatIf(world.database, { ...question, price: null })).toMatchObject({ nanoUsd: null, answers: 4 });
  });
});

test("of nothing sent a report is empty", () => {
  const empty = world.report({ range: { kind: "all" } });
  expect(empty).toMatchObject({ fromMs: null, total: noSpend, points: [], byModel: [], waste: [], unanswered: 0 });
  expect(empty.costPerAnswer).toEqual({ mean: null, p50: null, p95: null, nanoUsd: 0, answers: 0 });
});

test("a prompt over the edge of a price is told apart from the others, with the rates that billed it", () => {
  const longPrompt = { ...prices.gpt, inputUsd: 2.5, aboveTokens: 200_000 };
  const price = { ...prices.gpt, longPrompt };
  world.play(
    { id: "long", tries: [answered(usage(200_001, 1), price)] },
    { id: "short", tries: [answered(usage(9, 1), price)] },
  );
  const [model] = world.report().byModel;
  expect(model?.prices).toMatchObject([
    { isLongPrompt: true, inputTokens: 200_001, nanoUsd: 500_012_500 },
    { isLongPrompt: false, inputTokens: 9, nanoUsd: 21_250 },
  ]);
});

test("of an answer that another one was kept instead of, the tokens count as lost, apart from those that won", () => {
  const beaten = answered(usage(300, 20));
  world.play({ id: "twice", tries: [beaten, answered(usage(1_000, 500))] });
  const { byModel, waste } = world.report();
  expect(byModel[0]?.prices).toMatchObject([{ attempts: 2, inputTokens: 1_300, outputTokens: 520 }]);
  const uses = [{ attempts: 1, inputTokens: 300, outputTokens: 20, nanoUsd: 575_000, price: prices.gpt }];
  expect(waste).toMatchObject([{ class: null, attempts: 1, nanoUsd: 575_000, uses }]);
});

test("where only the tokens are missing the price is told; a price that nobody knows is not", () => {
  world.play(
    { id: "silent", tries: [{ end: { cost: unknownCost } }] },
    { id: "unpriced", tries: [{ price: null, end: { usage: usage(10, 10) } }] },
  );
  expect(world.report().byModel[0]?.prices).toMatchObject([
    { source: "unknown", price: prices.gpt, inputTokens: 0 },
    { source: "unknown", price: null, inputTokens: 10 },
  ]);
});

test("a price that is read anew each day and stays the same is one, as of its first day", () => {
  const read = (asOf: string, change: Partial<Price> = {}) =>
    answered(usage(100, 0), { ...prices.gpt, asOf, ...change });
  world.play(
    { id: "a", tries: [read("2026-11-20")] },
    { id: "b", tries: [read("2026-11-21")], target: smart },
    { id: "c", tries: [read("2026-11-22")] },
    { id: "d", tries: [read("2026-11-22", { inputUsd: 1 })] },
  );
  const [model] = world.report().byModel;
  expect(model?.prices.map((use) => [use.price?.inputUsd, use.price?.asOf, use.attempts, use.nanoUsd])).toEqual([
    [1.25, "2026-11-20", 3, 375_000],
    [1, "2026-11-22", 1, 100_000],
  ]);
  expect(world.database.get("SELECT COUNT(*) AS kinds FROM spend_kinds")).toEqual({ kinds: 3 });
});

test("what is stored of a kind and cannot be read costs the report its name and not the money", () => {
  world.play({ id: "a", tries: [answered(usage(100, 0))] }, { id: "b", target: smart, tries: [answered(usage(8, 0))] });
  world.database.run("UPDATE spend_kinds SET facts_json = '{' WHERE id = 1");
  const { total, byProvider } = world.report();
  expect(total).toMatchObject({ nanoUsd: 135_000, answers: 2 });
  expect(byProvider.map(({ providerId, nanoUsd }) => [providerId, nanoUsd])).toEqual([
    ["unknown", 125_000],
    ["openai", 10_000],
  ]);
});

test("p95 is told from 15 answers on", () => {
  const many = (count: number): Played[] =>
    Array.from({ length: count }, (_, index) => ({
      id: `r${index}`,
      tries: [answered(usage(1_000 * (index + 1), 0))],
    }));
  world.play(...many(14));
  expect(world.report().costPerAnswer).toMatchObject({ p95: null, p50: 9_375_000 });
  world.play(...many(15).slice(14));
  const all = { nanoUsd: 150_000_000, answers: 15 };
  expect(world.report().costPerAnswer).toEqual({ mean: 10_000_000, p50: 10_000_000, p95: 17_875_000, ...all });
});

test("of many attempts the line has at most 400 points, each exact, and ends with the whole", () => {
  // 900 attempts that come ever more slowly, every tenth of them in vain.
  const many = Array.from({ length: 900 }, (_, index) => index);
  const atMs = (index: number) => startMs + index * index;
  const nanoUsd = (index: number) => (index % 10 === 0 ? 2_250_000 : 1_250);
  for (let from = 0; from < 900; from += 45) {
    const tries = many.slice(from, from + 45).map((index) => ({
      ...(index % 10 === 0 ? cutShort : answered(usage(1, 0))),
      startMs: atMs(index) - atMs(from),
    }));
    world.play({ id: `r${from}`, atMs: atMs(from), tries });
  }
  for (const range of [{ kind: "session", sessionId: "s1" }, { kind: "all" }] as const) {
    const { points, total, fromMs } = world.report({ range });
    expect(fromMs).toBe(range.kind === "all" ? startMs : startMs - 5 * minuteMs);
    expect(points.length).toBeLessThanOrEqual(400);
    expect(points.length).toBeGreaterThan(200);
    const sumAt = (momentMs: number) =>
      many.filter((index) => atMs(index) <= momentMs).reduce((sum, index) => sum + nanoUsd(index), 0);
    expect(points.map((point) => point.nanoUsd)).toEqual(points.map((point) => sumAt(point.atMs)));
    expect(points.at(-1)).toMatchObject({ atMs: atMs(899), nanoUsd: total.nanoUsd });
  }
});

test("what a budget kept from being sent is no unanswered question; a chain without an available link is", () => {
  world.play({ id: "cooling", target: smart, tries: [], failure: failureOf("RATE_LIMIT", "All of them cool down.") });
  world.play({ id: "not-sent", target: smart, tries: [], failure: failureOf("BUDGET", "It could pass the budget.") });
  expect(world.report()).toMatchObject({ unanswered: 1, total: noSpend });
});
