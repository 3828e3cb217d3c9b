import { describe, expect, it } from "vitest";
import { createLedger, type Ledger } from "#electron/manager/budget-ledger.ts";
import type { ManagerDependencies } from "#electron/manager/manager-dependencies.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { type Budget, type BudgetSettings, defaultBudgetSettings } from "#shared/budget.ts";
import type { Price } from "#shared/model.ts";
import {
  answers,
  breaksAfter,
  createHarness,
  type Harness,
  type HarnessOptions,
  refuses,
} from "#test/support/engine-harness.ts";

/** What an answer of the harness costs: 100 tokens in and 20 out, at 1 and 10 USD per million. */
const answerNano = 300_000;
/** Above what one attempt is held to cost (some 21 million nano-USD), below what two are. */
const forOne = 30_000_000;
const forMany = 1_000_000_000;

const price: Price = {
  inputUsd: 1,
  cacheReadUsd: null,
  cacheWrite5mUsd: null,
  cacheWrite1hUsd: null,
  outputUsd: 10,
  longPrompt: null,
  source: "override",
  asOf: "2026-11-22",
};

type Spending = Harness & { readonly ledger: Ledger; settings: BudgetSettings; states(): ReturnType<Ledger["states"]> };

const budget = (parts: Partial<Budget>): Budget => ({
  id: "budget-1",
  period: "session",
  providerId: null,
  limitNanoUsd: forOne,
  ...parts,
});

function spending(budgets: readonly Partial<Budget>[], options: HarnessOptions = {}): Spending {
  const kept = { settings: { ...defaultBudgetSettings, budgets: budgets.map(budget) } };
  let now = () => 0;
  const ledger = createLedger({
    clock: { epochMs: () => now() },
    settings: () => kept.settings,
    changed: () => undefined,
  });
  const harness = createHarness({ ...options, instead: { ...options.instead, budgets: ledger } });
  now = harness.clock.epochMs;
  const states = () => ledger.states({ isDemo: false, sessionId: "s" });
  return Object.assign(kept, harness, { ledger, states });
}

/** Prices by provider, each per model; null is unknown. */
function pricedAs(prices: Readonly<Record<string, Price | null>>): HarnessOptions {
  const { catalog } = createHarness().dependencies;
  const priceOf = (providerId: string) => (providerId in prices ? (prices[providerId] ?? null) : price);
  return { instead: { catalog: { ...catalog, price: priceOf } } };
}

const attemptsOf = (harness: Harness, id: string) =>
  harness.run(id).attempts.map(({ providerId, kind, failure }) => [providerId, kind, failure?.reason ?? null]);

describe("a budget of all providers", () => {
  it("ends a run that could pass it: the link stands there as skipped, and nothing is sent", async () => {
    const harness = spending([{ limitNanoUsd: 1_000_000 }]);
    const id = harness.send();
    await harness.clock.advance(0);
    expect(harness.run(id)).toMatchObject({ status: "failed", failure: { class: "BUDGET", reason: "over-budget" } });
    expect(attemptsOf(harness, id)).toEqual([["a", "skip", "over-budget"]]);
    expect(harness.run(id).failure?.message).toMatch(
      /^This could pass your session budget\. \$0 of \$0\.00100 is spent and this answer can cost up to \$0\.0\d+\.$/,
    );
    expect(harness.transport.asked).toHaveLength(0);
    expect(harness.clock.timers()).toBe(0);
  });

  it("says in figures what it refused, so that they can be shown", async () => {
    const harness = spending([{ limitNanoUsd: 1_000_000 }]);
    const id = harness.send();
    await harness.clock.advance(0);
    const refusal = harness.run(id).failure?.budget;
    expect(refusal).toMatchObject({
      kind: "over",
      budget: { id: "budget-1", spentNanoUsd: 0, limitNanoUsd: 1_000_000 },
    });
    expect(refusal?.kind === "over" && refusal.wantedNanoUsd).toBeGreaterThan(1_000_000);
  });

  it("is held for as long as an answer streams, and what is left of it is free again after it", async () => {
    const harness = spending([{}]);
    harness.transport.script("a.test", answers("one"), answers("two"));
    const first = harness.send();
    const second = harness.send();
    await harness.clock.advance(0);
    expect(harness.states()[0]?.reservedNanoUsd).toBe(harness.run(first).attempts[0]?.reservedNanoUsd);
    await harness.clock.advance(1000);
    expect([harness.run(first).status, harness.run(second).status]).toEqual(["done", "failed"]);
    expect(harness.states()[0]).toMatchObject({ spentNanoUsd: answerNano, reservedNanoUsd: 0, unknownCosts: 0 });
    const third = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(third).status).toBe("done");
    expect(harness.states()[0]?.spentNanoUsd).toBe(2 * answerNano);
  });

  it("that was raised lets the next send through", async () => {
    const harness = spending([{ limitNanoUsd: 1_000_000 }]);
    harness.transport.script("a.test", answers("now"));
    const refused = harness.send();
    await harness.clock.advance(0);
    harness.settings = { ...harness.settings, budgets: [budget({ limitNanoUsd: forOne })] };
    const sent = harness.send();
    await harness.clock.advance(1000);
    expect([harness.run(refused).status, harness.run(sent).text]).toEqual(["failed", "now"]);
  });

  it("stops a chain in the middle, and the first failure of an attempt is still what is shown (R6)", async () => {
    const harness = spending([{}]);
    harness.transport.script("a.test", refuses(401));
    const hold = { providerId: "x", modelId: "m", isDemo: false, isGateway: false, sessionId: "s" };
    // Other runs take the money while the first link is asked.
    const open = harness.transport.open;
    harness.transport.open = (request, options) => {
      harness.ledger.reserve("other", { ...hold, mostNanoUsd: forOne });
      return open(request, options);
    };
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id).failure).toMatchObject({ class: "AUTH" });
    expect(attemptsOf(harness, id)).toEqual([
      ["a", "first", null],
      ["b", "skip", "over-budget"],
    ]);
    expect(harness.transport.asked).toHaveLength(1);
  });

  it("keeps a link from being asked a second time, and says so", async () => {
    const harness = spending([{}]);
    harness.transport.script("a.test", refuses(500), answers("again"));
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(1);
    harness.settings = { ...harness.settings, budgets: [budget({ limitNanoUsd: 1 })] };
    await harness.clock.advance(5000);
    expect(attemptsOf(harness, id)).toEqual([
      ["a", "first", null],
      ["a", "skip", "over-budget"],
    ]);
    expect(harness.run(id).failure).toMatchObject({ class: "SERVER" });
  });

  it("is told at once to a run whose link cools down: waiting would not help it", async () => {
    const harness = spending([{ limitNanoUsd: forMany }], { chain: { links: oneLink() } });
    harness.transport.script("a.test", refuses(429, { "retry-after": "30" }));
    harness.send();
    await harness.clock.advance(100);
    harness.settings = { ...harness.settings, budgets: [budget({ limitNanoUsd: 1 })] };
    const id = harness.send();
    await harness.clock.advance(0);
    expect(harness.run(id)).toMatchObject({ status: "failed", failure: { class: "BUDGET" } });
  });

  it("that only warns refuses nothing", async () => {
    const harness = spending([{ limitNanoUsd: 1 }]);
    harness.settings = { ...harness.settings, hardStop: false };
    harness.transport.script("a.test", answers("sent"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id).text).toBe("sent");
    expect(harness.states()[0]?.spentNanoUsd).toBe(answerNano);
  });
});

function oneLink() {
  const { chainById } = createHarness().dependencies;
  return chainById("abc")?.links.slice(0, 1) ?? [];
}

describe("a budget of one provider", () => {
  it("skips that provider's link, and the next one answers", async () => {
    const harness = spending([{ providerId: "a", limitNanoUsd: 1 }]);
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "b" });
    expect(attemptsOf(harness, id)).toEqual([
      ["a", "skip", "over-budget"],
      ["b", "first", null],
    ]);
    expect(harness.run(id).attempts[0]?.failure?.message).toContain("your session budget for A.");
  });

  it("leaves a run that has no other link with its reason, and nothing is waited for", async () => {
    const harness = spending([{ providerId: "a", limitNanoUsd: 1 }], { chain: { links: oneLink() } });
    const id = harness.send();
    await harness.clock.advance(0);
    expect(harness.run(id)).toMatchObject({ status: "failed", failure: { class: "BUDGET", retryAtMs: null } });
    expect(harness.clock.timers()).toBe(0);
  });
});

describe("a model of which nobody knows the price", () => {
  it("is not sent to while a budget stops, until it is allowed for the session; then it is counted apart", async () => {
    const harness = spending([{ limitNanoUsd: forMany }], pricedAs({ a: null }));
    harness.transport.script("a.test", answers("sent"));
    const refused = harness.send();
    await harness.clock.advance(0);
    expect(harness.run(refused).failure).toMatchObject({
      reason: "unknown-price",
      budget: { kind: "unknown-price", providerId: "a", modelId: "model-a" },
    });
    expect(harness.transport.asked).toHaveLength(0);
    harness.ledger.allow("s", { providerId: "a", modelId: "model-a" });
    const sent = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(sent)).toMatchObject({ text: "sent", attempts: [{ price: null }] });
    expect(harness.run(sent).attempts[0]).not.toHaveProperty("reservedNanoUsd");
    expect(harness.states()[0]).toMatchObject({ spentNanoUsd: 0, reservedNanoUsd: 0, unknownCosts: 1 });
  });

  it("is sent to where no budget stops it, and is free where somebody set the price 0", async () => {
    const free = { ...price, inputUsd: 0, outputUsd: 0 };
    const unknown = spending([], pricedAs({ a: null }));
    const gratis = spending([{ limitNanoUsd: 1 }], pricedAs({ a: free }));
    for (const harness of [unknown, gratis]) {
      harness.transport.script("a.test", answers("sent"));
      const id = harness.send();
      await harness.clock.advance(1000);
      expect(harness.run(id).text).toBe("sent");
    }
    expect(gratis.states()[0]).toMatchObject({ spentNanoUsd: 0, unknownCosts: 0 });
  });

  it("is passed over where only a budget of its own provider stops it", async () => {
    const harness = spending([{ providerId: "a" }], pricedAs({ a: null }));
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(attemptsOf(harness, id)[0]).toEqual(["a", "skip", "unknown-price"]);
    expect(harness.run(id).text).toBe("b");
  });
});

describe("a cost that is not known yet", () => {
  const openRouter: ManagerDependencies["providers"] = {
    access: async (id) => ({
      kind: "ready",
      provider: { id, name: id, kind: "openrouter", baseUrl: `https://${id}.test/api/v1`, keyOptional: false },
      adapter: openAiChat,
      adapterFor: () => openAiChat,
      key: "key",
      keyFingerprint: "print",
    }),
    nameOf: (id) => id,
  };
  const json = { "content-type": "application/json" };
  const found = { headers: json, chunks: [{ afterMs: 0, text: '{"data":{"total_cost":0.002}}' }] };
  const never = { status: 400, headers: json, chunks: [{ afterMs: 0, text: "{}" }] };

  it("stays set aside until the look-up tells it, and is exact then", async () => {
    const harness = spending([{}], { instead: { providers: openRouter } });
    harness.transport.script("a.test", breaksAfter(["Hello"], "hang"), found);
    const id = harness.send();
    await harness.clock.advance(50);
    harness.manager.stopRun(id);
    await harness.clock.advance(0);
    const most = harness.run(id).attempts[0]?.reservedNanoUsd ?? 0;
    const { spentNanoUsd = 0, reservedNanoUsd } = harness.states()[0] ?? {};
    expect(spentNanoUsd).toBeGreaterThan(0);
    expect(spentNanoUsd + (reservedNanoUsd ?? 0)).toBe(most);
    await harness.clock.advance(60_000);
    expect(harness.states()[0]).toMatchObject({ spentNanoUsd: 2_000_000, reservedNanoUsd: 0 });
    expect(harness.ledger.spend({ isDemo: false, sessionId: "s" })).toMatchObject({ nanoUsd: 2_000_000, attempts: 1 });
  });

  it("is the estimate where the look-up finds nothing", async () => {
    const harness = spending([{}], { instead: { providers: openRouter } });
    harness.transport.script("a.test", breaksAfter(["Hello"], "hang"), never);
    const id = harness.send();
    await harness.clock.advance(50);
    harness.manager.stopRun(id);
    await harness.clock.advance(60_000);
    const cost = harness.run(id).attempts[0]?.cost;
    expect(cost?.source).toBe("estimated");
    expect(harness.states()[0]).toMatchObject({ spentNanoUsd: cost?.nanoUsd, reservedNanoUsd: 0 });
  });

  it("is all that was set aside where an accepted request ended without usage, whatever comes later", async () => {
    const harness = spending([{ limitNanoUsd: forMany }], { chain: { links: oneLink() } });
    harness.transport.script("a.test", { chunks: [{ afterMs: 1, text: "data: [DONE]\n\n" }] }, answers("b"));
    const id = harness.send();
    await harness.clock.advance(5000);
    const [first, second] = harness.run(id).attempts;
    expect(first?.cost.nanoUsd).toBeNull();
    expect(harness.states()[0]).toMatchObject({
      spentNanoUsd: second?.cost.nanoUsd,
      reservedNanoUsd: first?.reservedNanoUsd,
      unknownCosts: 0,
    });
  });
});

it("a stopped run that had not sent anything leaves nothing set aside", async () => {
  const harness = spending([{}]);
  harness.transport.script("a.test", breaksAfter(["one"], "reset"));
  harness.transport.script("b.test", answers("b"));
  const { sink } = harness.dependencies;
  const id = "run-1";
  // Stopped in the very turn in which the draft of the first link is taken back.
  const emit = sink.emit;
  Object.assign(sink, {
    emit: (event: Parameters<typeof emit>[0]) => {
      emit(event);
      if (event.type === "reset") harness.manager.stopRun(id);
    },
  });
  expect(harness.send()).toBe(id);
  await harness.clock.advance(5000);
  expect(harness.run(id).status).toBe("stopped");
  expect(harness.asks("b.test")).toBe(0);
  expect(harness.states()[0]?.reservedNanoUsd).toBe(0);
});
