import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Price } from "#shared/model.ts";
import { type WorstCaseLink, worstCaseOf } from "#shared/worst-case.ts";
import { runsOf } from "#test/support/runs.ts";

const price = (inputUsd: number, outputUsd: number, longPrompt: Price["longPrompt"] = null): Price => ({
  inputUsd,
  outputUsd,
  cacheReadUsd: null,
  cacheWrite5mUsd: null,
  cacheWrite1hUsd: null,
  longPrompt,
  source: "override",
  asOf: "2026-11-01",
});

/** engine.md's defaults for a model that does not reason. */
const plain: WorstCaseLink = {
  canBeTried: true,
  firstContentMs: 12_000,
  lastHopeFirstContentMs: 60_000,
  totalMs: 600_000,
  retries: 1,
  leadsOn: true,
  prices: [price(3, 15)],
  inputTokens: 1_000,
  maxTokens: 1_000,
};
/** 1,000 × $3 and 1,000 × $15 for a million tokens. */
const oneAnswer = 18_000_000;

describe("the worst case of a chain", () => {
  it("is its last link's long limit and total where there is one link and nothing is tried again", () => {
    const link = { ...plain, retries: 0 } as const;
    expect(worstCaseOf([link], "restart")).toEqual({
      firstTokenMs: 60_000,
      totalMs: 600_000,
      requests: 1,
      nanoUsd: oneAnswer,
      unknownPrices: 0,
      bills: [{ link, requests: 1, price: price(3, 15), nanoUsd: oneAnswer }],
    });
  });

  it("adds the refusal at the last moment, the pause and the second request of a retry", () => {
    const { firstTokenMs, requests, nanoUsd } = worstCaseOf([plain], "restart");
    expect(firstTokenMs).toBe(60_000 + 3_000 + 3_000 + 60_000);
    expect(requests).toBe(2);
    expect(nanoUsd).toBe(2 * oneAnswer);
  });

  it("says link by link what the most is the sum of, the dearest price of each and the dearest ones twice", () => {
    const cheap = { ...plain, prices: [price(1, 1), price(1, 2)], inputTokens: 10 };
    const { bills, nanoUsd } = worstCaseOf([cheap, plain, { ...plain, canBeTried: false }], "restart");
    expect(bills).toEqual([
      { link: cheap, requests: 2, price: price(1, 2), nanoUsd: 2_010_000 },
      { link: plain, requests: 2, price: price(3, 15), nanoUsd: oneAnswer },
    ]);
    expect(nanoUsd).toBe(2 * (2_010_000 + oneAnswer));
    const many = worstCaseOf([cheap, cheap, cheap, plain, plain], "restart");
    expect(many.bills.map(({ requests }) => requests)).toEqual([2, 1, 1, 2, 2]);
    const unknown = worstCaseOf([{ ...plain, prices: [null, price(1, 1)] }], "restart").bills;
    expect(unknown).toMatchObject([{ price: null, nanoUsd: null }]);
  });

  it("adds the short limits of the links before the last", () => {
    const once = { ...plain, retries: 0 } as const;
    expect(worstCaseOf([once, once, once], "restart").firstTokenMs).toBe(15_000 + 15_000 + 60_000);
  });

  it("counts at most three requests beyond the first of each link", () => {
    const five = [plain, plain, plain, plain, plain];
    const { requests, nanoUsd } = worstCaseOf(five, "restart");
    expect(requests).toBe(8);
    expect(nanoUsd).toBe(8 * oneAnswer);
  });

  it("counts one cut stream that is taken back, and none where partial answers are kept", () => {
    const once = { ...plain, retries: 0 } as const;
    expect(worstCaseOf([once, once, once], "restart").totalMs).toBe(600_000 + 15_000 + 600_000);
    expect(worstCaseOf([once, once, once], "fail").totalMs).toBe(15_000 + 15_000 + 600_000);
  });

  it("leaves out links that cannot be tried and what lies behind a link that nothing leads on from", () => {
    const once = { ...plain, retries: 0 } as const;
    const skipped = { ...once, canBeTried: false, prices: [null] };
    expect(worstCaseOf([skipped, once], "restart")).toEqual(worstCaseOf([once], "restart"));
    const ending = { ...once, leadsOn: false };
    expect(worstCaseOf([ending, once], "restart")).toEqual(worstCaseOf([ending], "restart"));
    expect(worstCaseOf([], "restart")).toMatchObject({ firstTokenMs: 0, totalMs: 0, requests: 0, nanoUsd: 0 });
  });

  it("knows no cost where a price is unknown, and says of how many links", () => {
    const unknown = { ...plain, prices: [price(3, 15), null] };
    expect(worstCaseOf([plain, unknown, unknown], "restart")).toMatchObject({ nanoUsd: null, unknownPrices: 2 });
  });

  it("takes the dearest of the models that a link may be answered by, at the price of a long prompt", () => {
    const listed = { ...plain, retries: 0, prices: [price(1, 1), price(3, 15)] } as const;
    expect(worstCaseOf([listed], "restart").nanoUsd).toBe(oneAnswer);
    const long = { ...price(6, 15), aboveTokens: 999 };
    expect(worstCaseOf([{ ...listed, prices: [price(3, 15, long)] }], "restart").nanoUsd).toBe(oneAnswer + 3_000_000);
  });
});

const milliseconds = fc.integer({ min: 1_000, max: 600_000 });
const anyLink: fc.Arbitrary<WorstCaseLink> = fc.record({
  canBeTried: fc.boolean(),
  firstContentMs: milliseconds,
  lastHopeFirstContentMs: milliseconds,
  totalMs: milliseconds,
  retries: fc.constantFrom(0, 1),
  leadsOn: fc.boolean(),
  prices: fc.array(fc.option(fc.tuple(fc.nat(100), fc.nat(100)).map(([input, output]) => price(input, output))), {
    minLength: 1,
    maxLength: 3,
  }),
  inputTokens: fc.nat(200_000),
  maxTokens: fc.integer({ min: 1, max: 64_000 }),
});
const anyLinks = fc.array(anyLink, { maxLength: 6 });
const anyEnd = fc.constantFrom("restart" as const, "fail" as const);
const options = { numRuns: runsOf(2_000, 25_000) };

function expectAtLeast(more: ReturnType<typeof worstCaseOf>, less: ReturnType<typeof worstCaseOf>) {
  expect(more.firstTokenMs).toBeGreaterThanOrEqual(less.firstTokenMs);
  expect(more.totalMs).toBeGreaterThanOrEqual(less.totalMs);
  expect(more.requests).toBeGreaterThanOrEqual(less.requests);
  expect(more.unknownPrices).toBeGreaterThanOrEqual(less.unknownPrices);
  if (more.nanoUsd !== null && less.nanoUsd !== null) expect(more.nanoUsd).toBeGreaterThanOrEqual(less.nanoUsd);
}

describe("whatever the links", () => {
  it("one more link at the end never lowers it", () => {
    fc.assert(
      fc.property(anyLinks, anyLink, anyEnd, (links, link, end) => {
        expectAtLeast(worstCaseOf([...links, link], end), worstCaseOf(links, end));
      }),
      options,
    );
  });

  it("longer limits, retries, more tokens and a restart never lower it", () => {
    fc.assert(
      fc.property(anyLinks, anyEnd, fc.nat(10_000), (links, end, more) => {
        const wider = links.map((link) => ({
          ...link,
          firstContentMs: link.firstContentMs + more,
          lastHopeFirstContentMs: link.lastHopeFirstContentMs + more,
          totalMs: link.totalMs + more,
          retries: 1 as const,
          inputTokens: link.inputTokens + more,
          maxTokens: link.maxTokens + more,
        }));
        expectAtLeast(worstCaseOf(wider, "restart"), worstCaseOf(links, end));
      }),
      options,
    );
  });

  it("the first token never comes later than the end, requests stay within R19 and money is whole nano-dollars", () => {
    fc.assert(
      fc.property(anyLinks, anyEnd, (links, end) => {
        const worst = worstCaseOf(links, end);
        expect(worst.firstTokenMs).toBeLessThanOrEqual(worst.totalMs);
        expect(worst.requests).toBeLessThanOrEqual(links.length + Math.min(links.length, 3));
        expect(worst.nanoUsd === null || Number.isSafeInteger(worst.nanoUsd)).toBe(true);
        expect(worst.nanoUsd === null).toBe(worst.unknownPrices > 0);
      }),
      options,
    );
  });
});
