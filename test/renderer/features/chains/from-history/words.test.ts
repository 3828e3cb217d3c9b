import { describe, expect, it } from "vitest";
import {
  basisOf,
  figuresOf,
  isOfLinks,
  linkRows,
  summaryOf,
} from "#renderer/features/chains/from-history/health-words.ts";
import { noOrdersWords, orderRows } from "#renderer/features/chains/from-history/order-words.ts";
import { noEstimateWords, whatIfBasis, whatIfSentence } from "#renderer/features/chains/from-history/what-if-words.ts";
import type { ChainHealth } from "#shared/chain-health.ts";
import { chainHealth, chainWhatIf, orderedHealth } from "#test/support/scripted-chain-health.ts";
import { chains } from "#test/support/scripted-data.ts";

const [smart] = chains;
if (smart === undefined) throw new Error("There is no scripted chain.");

const measured = (count: number) => ({ count, p50: null, interval: null, p95: null });
const nothing: ChainHealth = {
  ...chainHealth,
  runs: 2,
  answered: 2,
  fellThrough: 0,
  firstTokenMs: measured(2),
  totalMs: measured(2),
  costNanoUsd: { count: 1, mean: null, interval: null },
  unknownCosts: 1,
  addedWaitMs: measured(0),
};

describe("what an answer of the chain takes and costs", () => {
  it("is told with its interval, and what falling through added", () => {
    expect(figuresOf(chainHealth).map(({ label, value, interval, more }) => [label, value, interval, more])).toEqual(
      [
        ["First token, p50", "0.91 s", "95% interval 0.86 s to 0.95 s", "p95 2.26 s"],
        ["Whole answer, p50", "6.29 s", "95% interval 6.12 s to 6.46 s", "p95 10.4 s"],
        ["Cost per request", "$0.0107", "95% interval $0.0104 to $0.0110", ""],
        ["Added by fall-throughs, p50", "0.44 s", "18 of 212 requests fell through", "p95 20.1 s"],
      ].map((figure) => figure.map((text) => text.replace(/(?<=\d) (?=s|requests)/g, "\u00a0"))),
    );
    expect(summaryOf(chainHealth)).toBe("6.29\u00a0s to an answer, $0.0107 each.");
  });

  it("says where there are too few runs, and how many are missing", () => {
    const [first, , cost, added] = figuresOf(nothing);
    expect(first).toMatchObject({ value: "too few runs", interval: "2 of 3", more: "" });
    expect(cost).toMatchObject({ value: "too few runs", interval: "1 of 3", more: "plus 1 with an unknown cost" });
    expect(added).toMatchObject({ value: "none", interval: "0 of 2\u00a0requests fell through" });
    expect(summaryOf(nothing)).toBe("Too few runs: 2\u00a0requests so far.");
    expect(summaryOf({ ...nothing, runs: 0 })).toBe("No answers yet in the last 30 days.");
    const some = { count: 4, p50: 900, interval: null, p95: null };
    expect(figuresOf({ ...nothing, firstTokenMs: some })[0]).toMatchObject({
      value: "0.90\u00a0s",
      interval: "95% interval: too few runs",
      more: "p95: too few runs, 4 of 15",
    });
  });

  it("stands on the runs that ended by themselves, the newest where there are very many", () => {
    expect(basisOf(chainHealth)).toMatch(/^Of 212\u00a0requests, 212 answered\./);
    expect(basisOf({ ...chainHealth, isCut: true })).toMatch(/^Of the newest 212\u00a0requests/);
  });
});

describe("the links", () => {
  it("are told by what they did; what never happened is left blank", () => {
    expect(
      linkRows(chainHealth).map(({ number, asked, answered, lost, cost }) => [number, asked, answered, lost, cost]),
    ).toEqual([
      [1, "212", "194 (92%)", "0.44\u00a0s", "$0.0106"],
      [2, "18", "15 (83%)", "2.88\u00a0s", "$0.00999"],
      [3, "3", "3 (100%)", "", "$0.00516"],
    ]);
    const [link] = chainHealth.links;
    if (link === undefined) throw new Error("There is no link.");
    const never = {
      ...link,
      linkIndex: null,
      asked: 0,
      answered: 0,
      failed: 0,
      skipped: 4,
      costNanoUsd: nothing.costNanoUsd,
    };
    const rows = linkRows({ links: [never, { ...never, asked: 1, costNanoUsd: { ...never.costNanoUsd, count: 0 } }] });
    expect(rows.map(({ number, answered, cost }) => [number, answered, cost])).toEqual([
      [null, "", "too few runs"],
      [null, "0 (0%)", ""],
    ]);
  });

  it("that were changed since are not mistaken for others at their place", () => {
    expect(isOfLinks(chainHealth, smart)).toBe(true);
    expect(isOfLinks(chainHealth, { ...smart, links: smart.links.toReversed() })).toBe(false);
  });
});

describe("other orders", () => {
  it("are estimates against the present one, and claim no difference that is not clear", () => {
    if (orderedHealth.orders.kind !== "estimated") throw new Error("There are no orders.");
    const rows = orderRows(orderedHealth.orders.orders);
    expect(rows.map(({ numbers, firstToken, difference, cost }) => [numbers, firstToken, difference, cost])).toEqual([
      ["3 › 1 › 2", "≈ 0.56\u00a0s", "\u22120.64\u00a0s", "≈ $0.00542"],
      ["2 › 1 › 3", "≈ 1.13\u00a0s", "no clear difference", "≈ $0.0103"],
      ["1 › 2 › 3", "≈ 1.20\u00a0s", "as it is", "≈ $0.0107"],
    ]);
    const [first] = orderedHealth.orders.orders;
    expect(first && orderRows([{ ...first, costNanoUsd: null }])[0]?.cost).toBe("unknown");
    expect(noOrdersWords(orderedHealth.orders, smart)).toBeNull();
  });

  it("are not guessed: what is missing is said", () => {
    const words = (orders: ChainHealth["orders"]) => noOrdersWords(orders, smart);
    expect(
      words({
        kind: "too-few",
        links: [
          { linkIndex: 1, asked: 0 },
          { linkIndex: 9, asked: 14 },
        ],
      }),
    ).toBe("Too few runs. Each link needs 15 first attempts: link 2 (claude-sonnet-4-5) has 0, link 10 has 14.");
    expect(words({ kind: "one-link" })).toContain("no second link");
    expect(words({ kind: "too-many-links" })).toContain("more than 6 links");
    expect(words({ kind: "never-answered" })).toContain("No link of this chain answered");
  });
});

describe("what the prompts would have cost on it", () => {
  it("stands beside what they cost, with all that it is based on", () => {
    expect(whatIfSentence(chainWhatIf)).toBe(
      "≈ $3.21 for 412\u00a0answers: +$0.2913 (+10%) against the $2.92 that they cost.",
    );
    expect(noEstimateWords(chainWhatIf)).toBeNull();
    const basis = whatIfBasis(chainWhatIf);
    expect(basis).toContain("from 212\u00a0runs of this chain: link 1 92%, link 2 7.1%, link 3 1.4%.");
    expect(basis).toContain(
      "Lost attempts are $0.0613 of it. 9\u00a0answers without recorded tokens or a known cost left out.",
    );
    expect(whatIfBasis({ ...chainWhatIf, basedOnRuns: 0, leftOut: 0, lostNanoUsd: 0 })).toMatch(
      /Fewer than 15 answers .* so its first link is taken to answer all\.$/,
    );
  });

  it("is not told where a price is missing, or nothing was asked", () => {
    const unpriced = {
      ...chainWhatIf,
      nanoUsd: null,
      links: chainWhatIf.links.map((link) => ({ ...link, price: null })),
    };
    expect([whatIfSentence(unpriced), noEstimateWords(unpriced)]).toEqual([
      null,
      "The price of link 1, 2, 3 is not known, so this cannot be told.",
    ]);
    const none = { ...chainWhatIf, prompts: 0, leftOut: 3 };
    expect([whatIfSentence(none), noEstimateWords(none)]).toEqual([
      null,
      "No prompt was answered in the last 30 days that this could be told of. 3 had no recorded tokens or no known cost.",
    ]);
    expect(noEstimateWords({ ...none, isDemo: true, leftOut: 0 })).toContain("No demo prompt");
  });
});
