import { nanoUsdOf } from "#shared/cost.ts";
import { type Failure, failureOf } from "#shared/failure.ts";
import type { Price } from "#shared/model.ts";
import { seededRandom } from "#shared/seeded-random.ts";
import { compareRoutes } from "#shared/statistics/route-verdict.ts";
import type { Sample } from "#shared/statistics/samples.ts";
import { verdictSentence } from "#shared/statistics/verdict-sentence.ts";
import type { Usage } from "#shared/usage.ts";
import { usageOf } from "#test/support/scripted-data.ts";

/** What routes measured, without any run: answers with the times that a test says, or drawn from a known distribution. */

export const listPrice: Price = {
  ...{ inputUsd: 3, outputUsd: 15, cacheReadUsd: 0.3, cacheWrite5mUsd: 3.75, cacheWrite1hUsd: 6 },
  ...{ longPrompt: null, source: "override", asOf: "2026-11-01" },
};

export const serverError: Failure = failureOf("SERVER", "Bad gateway.", { status: 502 });

/** An answer of a second, changed by `parts`. */
export function answer(round: number, parts: Partial<Sample> = {}): Sample {
  const usage = usageOf(1_000, 300);
  return {
    ...{ runId: `run-${round}`, columnId: "column", round, startedAtMs: round * 1_000, totalMs: 6_000, failure: null },
    ...{ firstTokenMs: 1_000, tokensPerSecond: 60, outputTokens: 300, areTokensEstimated: false },
    ...{ nanoUsd: nanoUsdOf(usage, listPrice), isCostEstimated: false, isWarm: true, cacheReadTokens: 0, limitsMet: 0 },
    billed: { usage, nanoUsd: nanoUsdOf(usage, listPrice), price: listPrice },
    ...parts,
  };
}

export function failed(round: number, parts: Partial<Sample> = {}): Sample {
  return answer(round, {
    ...{ failure: serverError, totalMs: 900, firstTokenMs: null, tokensPerSecond: null, outputTokens: null },
    ...{ nanoUsd: 0, isWarm: null, cacheReadTokens: null, billed: null },
    ...parts,
  });
}

/** One answer for each first token, in ms. */
export function answersWith(firstTokens: readonly number[], parts: Partial<Sample> = {}): readonly Sample[] {
  return firstTokens.map((firstTokenMs, round) =>
    answer(round, { firstTokenMs, totalMs: firstTokenMs + 5_000, ...parts }),
  );
}

export type Shape = "lognormal" | "heavy tail" | "two humps" | "ties";

type Draw = (random: () => number) => number;

const normal: Draw = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Times to the first token in ms around 900, as they are seen: skewed, with stragglers, cached by half, rounded. */
const shapes: Readonly<Record<Shape, Draw>> = {
  lognormal: (random) => 900 * Math.exp(0.15 * normal(random)),
  "heavy tail": (random) => 900 * Math.exp(0.12 * normal(random)) + (random() < 0.08 ? pareto(random) : 0),
  "two humps": (random) => (random() < 0.4 ? 500 : 950) + 40 * normal(random),
  ties: (random) => Math.round((900 + 90 * normal(random)) / 50) * 50,
};

function pareto(random: () => number): number {
  return 600 * (1 - random()) ** (-1 / 1.3);
}

export type Drawn = {
  readonly shape: Shape;
  readonly runs: number;
  readonly seed: number;
  /** Added to every first token, in ms. */
  readonly addedMs?: number;
  /** 1.1 is 10 % more at the same tokens. */
  readonly costFactor?: number;
  readonly failShare?: number;
};

/** A route as its server would be measured: answers of random length at 60 tokens a second, give or take. */
export function drawRoute({ shape, runs, seed, addedMs = 0, costFactor = 1, failShare = 0 }: Drawn): readonly Sample[] {
  const random = seededRandom(seed);
  return Array.from({ length: runs }, (_, round) => {
    const firstTokenMs = shapes[shape](random) + addedMs;
    const usage = usageOf(1_200, Math.max(20, Math.round(320 + 60 * normal(random))));
    const tokensPerSecond = 60 * Math.exp(0.06 * normal(random));
    if (random() < failShare) return failed(round);
    return answer(round, {
      ...{ firstTokenMs, tokensPerSecond, outputTokens: usage.outputTokens },
      totalMs: firstTokenMs + (usage.outputTokens / tokensPerSecond) * 1_000,
      ...costOf(usage, costFactor),
    });
  });
}

function costOf(usage: Usage, factor: number): Pick<Sample, "nanoUsd" | "billed"> {
  const nanoUsd = Math.round(nanoUsdOf(usage, listPrice) * factor);
  return { nanoUsd, billed: { usage, nanoUsd, price: listPrice } };
}

export type Simulated = Pick<Drawn, "shape" | "runs"> & {
  readonly times: number;
  /** What the other route adds; nothing where it is left out. */
  readonly effect?: Pick<Drawn, "addedMs" | "costFactor">;
};

/** So many measurements of the same two routes, each with its verdict in words. */
export function simulatedVerdicts({ shape, runs, times, effect = {} }: Simulated): readonly string[] {
  return Array.from({ length: times }, (_, seed) => {
    const baseline = drawRoute({ shape, runs, seed: seed * 2 + 1 });
    const other = drawRoute({ shape, runs, seed: seed * 2 + 1_000_002, ...effect });
    return verdictSentence(compareRoutes({ baseline, other, seed }), { baseline: "Direct", other: "OpenRouter" });
  });
}

/** What a verdict may say of two routes without a difference: nothing, or nothing of the total time. */
const claimsNothing: ReadonlySet<string> = new Set([
  "OpenRouter makes no clear difference to the first token or the total time and costs the same.",
  "OpenRouter makes no clear difference to the first token and costs the same.",
]);

/** Whether a verdict on two routes without a difference claims one. */
export function isFalse(verdict: string): boolean {
  return !claimsNothing.has(verdict);
}
