import { describe, expect, it } from "vitest";
import { type Sending, sendEstimate } from "#renderer/parts/send-estimate.ts";
import { tokensOfTurns, turnsOf } from "#renderer/parts/turns.ts";
import type { Comparison, Run } from "#shared/run.ts";
import { priceOf } from "#test/support/money.ts";
import {
  attemptOf,
  chains,
  chainTarget,
  modelLists,
  modelTarget,
  providerStates,
  runOf,
  usageOf,
} from "#test/support/scripted-data.ts";

const catalog = { chains, modelLists, providers: providerStates(0) };
const gpt = { id: "c", target: modelTarget("openai", "gpt-4o") };
const smart = { id: "c", target: chainTarget("chain-smart") };

/** Texts that the host has not counted: four characters are a token. */
const sending = (parts: Partial<Sending> = {}): Sending => ({
  prompt: "x".repeat(400),
  system: "",
  images: 0,
  counted: { texts: [] },
  ...parts,
});

const prompt = (id: string, followsId?: string): Comparison => ({
  id,
  conversationId: "k",
  sessionId: "s",
  prompt: "y".repeat(40),
  startedAtMs: 0,
  isDemo: false,
  ...(followsId !== undefined && { followsId }),
});

const answer = (id: string, comparisonId: string, parts: Partial<Run> = {}) =>
  runOf(id, { comparisonId, columnId: "c", status: "done", endMs: 5, text: "z".repeat(80), ...parts });

describe("estimate before Send", () => {
  it("is every request of a model billed with its longest answer: the first, and the one retry", () => {
    const { inputTokens, mostNanoUsd } = sendEstimate(catalog, sending(), { column: gpt, turns: [] });
    expect(inputTokens).toBe(100);
    expect(mostNanoUsd).toBe(2 * (100 * 2_500 + 2_000 * 10_000));
  });

  it("is by the user's own price where there is one, and known where nothing else knows it", () => {
    const ownPrice = priceOf(7, 70, { source: "own" });
    // The host's lists have the price that is in force in them, of models that no list names, too.
    const priced = modelLists.map((list) => ({
      ...list,
      models: list.models.map((model) => (model.modelId === "gpt-4o" ? { ...model, price: ownPrice } : model)),
    }));
    const mostOf = (lists: typeof modelLists) =>
      sendEstimate({ ...catalog, modelLists: lists }, sending(), { column: gpt, turns: [] }).mostNanoUsd;
    expect(mostOf(priced)).toBe(2 * (100 * 7_000 + 2_000 * 70_000));
    const gift = priced.map((list) => ({ ...list, models: list.models.map((model) => ({ ...model, isFree: true })) }));
    expect(mostOf(gift)).toBe(2 * (100 * 7_000 + 2_000 * 70_000));
    const unpriced = gift.map((list) => ({
      ...list,
      models: list.models.map((model) => ({ ...model, price: null, isFree: false })),
    }));
    expect(mostOf(unpriced)).toBeNull();
  });

  it("is the worst case of a chain, all of its links", () => {
    const most = sendEstimate(catalog, sending(), { column: smart, turns: [] }).mostNanoUsd ?? 0;
    const sonnet = 100 * 3_000 + 2_000 * 15_000;
    expect(most).toBeGreaterThanOrEqual(2 * sonnet + 100 * 2_500 + 2_000 * 10_000);
  });

  it("follows the column's own token limit", () => {
    const column = { ...gpt, overrides: { maxTokens: 10 } };
    const { mostNanoUsd } = sendEstimate(catalog, sending(), { column, turns: [] });
    expect(mostNanoUsd).toBe(2 * (100 * 2_500 + 10 * 10_000));
  });

  it("counts the system prompt, the column's own in place of the conversation's, and images", () => {
    const told = sending({ system: "s".repeat(40) });
    expect(sendEstimate(catalog, told, { column: gpt, turns: [] }).inputTokens).toBe(110);
    const own = { ...gpt, overrides: { system: "" } };
    expect(sendEstimate(catalog, told, { column: own, turns: [] }).inputTokens).toBe(100);
    expect(sendEstimate(catalog, sending({ images: 2 }), { column: gpt, turns: [] }).inputTokens).toBe(2_100);
  });

  it("counts the turns before, by what the provider counted where it did", () => {
    const thread = [prompt("one"), prompt("two", "one")];
    const rough = turnsOf("c", thread, [answer("a", "one")]);
    expect(sendEstimate(catalog, sending(), { column: gpt, turns: rough })).toMatchObject({
      inputTokens: 100 + 10 + 20,
      isEstimate: true,
    });
    const attempts = [attemptOf("t", { status: "answered", usage: usageOf(50, 30) })];
    const counted = answer("b", "two", { attempts, answeredBy: "t" });
    const turns = turnsOf("c", thread, [answer("a", "one"), counted]);
    expect(sendEstimate(catalog, sending({ system: "s".repeat(40) }), { column: gpt, turns }).inputTokens).toBe(180);
  });

  it("is unknown where a link's price is", () => {
    const ollama = { id: "c", target: modelTarget("ollama", "llama3.2:3b") };
    const free = { id: "c", target: chainTarget("chain-free") };
    expect(sendEstimate(catalog, sending(), { column: ollama, turns: [] }).mostNanoUsd).toBeNull();
    expect(sendEstimate(catalog, sending(), { column: free, turns: [] }).mostNanoUsd).toBeNull();
  });
});

describe("turns of a column", () => {
  const thread = [prompt("one"), prompt("two", "one")];

  it("are its own newest answers, and no prompt that it did not answer", () => {
    const runs = [
      answer("a", "one"),
      answer("other", "one", { columnId: "d" }),
      answer("again", "one", { text: "Again" }),
      answer("failed", "two", { status: "failed", text: "Half" }),
    ];
    expect(turnsOf("c", thread, runs).map((turn) => turn.run.id)).toEqual(["again"]);
    expect(turnsOf("c", thread, [answer("a", "one", { text: " " })])).toEqual([]);
  });

  it("hold what was stopped, since it was read all the same", () => {
    expect(turnsOf("c", thread, [answer("a", "two", { status: "stopped" })])).toHaveLength(1);
    expect(tokensOfTurns([])).toEqual({ tokens: 0, hasSystem: false });
  });
});
