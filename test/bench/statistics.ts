import type { Interval } from "#shared/statistics/bootstrap.ts";
import { distributionsOf } from "#shared/statistics/distribution.ts";
import { createResampler } from "#shared/statistics/resampler.ts";
import { compareRoutes, rowOfMeasure } from "#shared/statistics/route-verdict.ts";
import { verdictSentence } from "#shared/statistics/verdict-sentence.ts";
import { newDemo } from "#test/electron/demo/demo-client.ts";
import { openDemoRoutes } from "#test/support/demo-routes.ts";
import { drawRoute, isFalse, type Shape, simulatedVerdicts } from "#test/support/route-samples.ts";

/**
 * What a verdict on two routes takes, how often it is wrong, and what it finds: the time of the bootstrap over all
 * measures; false verdicts on simulated routes without a difference, by the shape of their times and by runs; how often
 * 75 ms to the first token and 10 % of cost are found; and one measurement of the demo's two routes over real sockets.
 * Prints tables, then the same as one line of JSON. Goals: 50 ms for 2 × 200 runs, at most 18 false verdicts in 200.
 */

const shapes: readonly Shape[] = ["lognormal", "heavy tail", "two humps", "ties"];
const runCounts = [5, 10, 15, 20, 50, 200] as const;
const timesOf = (runs: number) => (runs === 200 ? 400 : 1_000);
const effect = { addedMs: 75, costFactor: 1.1 };

function medianMs(work: (turn: number) => unknown): number {
  const times = Array.from({ length: 40 }, (_, turn) => {
    const startedAt = performance.now();
    work(turn);
    return performance.now() - startedAt;
  }).slice(10);
  return rounded(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN, 1);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

const routes = [1, 2, 3, 4].map((seed) => drawRoute({ shape: "heavy tail", runs: 200, seed }));
const [baseline = [], other = []] = routes;
const bootstrap = {
  verdictMs: medianMs((seed) => compareRoutes({ baseline, other, seed })),
  distributionsOfFourMs: medianMs((seed) => {
    const resampler = createResampler(seed);
    return routes.map((samples) => distributionsOf(samples, resampler));
  }),
};
console.table(bootstrap);

const percent = (verdicts: readonly string[], isSo: (words: string) => boolean) =>
  rounded((verdicts.filter(isSo).length / verdicts.length) * 100, 1);
const byRuns = (figure: (shape: Shape, runs: number) => number) =>
  Object.fromEntries(
    runCounts.map((runs) => [runs, Object.fromEntries(shapes.map((shape) => [shape, figure(shape, runs)]))]),
  );

const falsePercent = byRuns((shape, runs) =>
  percent(simulatedVerdicts({ shape, runs, times: timesOf(runs) }), isFalse),
);
console.log("False verdicts in %, by runs per route");
console.table(falsePercent);

const foundPercent = byRuns((shape, runs) =>
  percent(simulatedVerdicts({ shape, runs, times: timesOf(runs) / 4, effect }), (words) =>
    /^OpenRouter adds \S+\s+s to the first token/.test(words),
  ),
);
console.log("75 ms found in %, by runs per route");
console.table(foundPercent);
const costPercent = percent(simulatedVerdicts({ shape: "heavy tail", runs: 20, times: 200, effect }), (words) =>
  words.includes("costs 10% more"),
);

/** What the generator's lognormal times have, in ms. */
const truth = { p50: 900, p95: 900 * Math.exp(0.15 * 1.644854) };

/** How often intervals of 95 % hold what they should: of a median, a 95th percentile, and a difference of 75 ms. */
function coverageOf(runs: number) {
  const held = { p50: 0, p95: 0, difference: 0 };
  const holds = (interval: Interval | null, value: number) =>
    Number(interval !== null && interval.low <= value && value <= interval.high);
  for (let seed = 0; seed < timesOf(runs); seed++) {
    const of = { shape: "lognormal", runs } as const;
    const direct = drawRoute({ ...of, seed: seed * 2 + 1 });
    const relayed = drawRoute({ ...of, seed: seed * 2 + 1_000_002, addedMs: 75 });
    const { firstToken } = distributionsOf(direct, createResampler(seed));
    const row = rowOfMeasure(compareRoutes({ baseline: direct, other: relayed, seed }), "firstToken");
    held.p50 += holds(firstToken.p50Interval, truth.p50);
    held.p95 += holds(firstToken.p95Interval, truth.p95);
    held.difference += holds(row?.interval ?? null, 75);
  }
  const percentOf = (count: number) => rounded((count / timesOf(runs)) * 100, 1);
  return {
    p50: percentOf(held.p50),
    p95: runs < 50 ? null : percentOf(held.p95),
    difference: percentOf(held.difference),
  };
}

const coveragePercent = Object.fromEntries(runCounts.map((runs) => [runs, coverageOf(runs)]));
console.log("95% intervals that hold the true value in %, by runs per route");
console.table(coveragePercent);

const seeds200 = Object.fromEntries(
  shapes.map((shape) => [shape, simulatedVerdicts({ shape, runs: 20, times: 200 }).filter(isFalse).length]),
);
console.log("False verdicts of the first 200 seeds, 20 runs per route");
console.table(seeds200);

const demo = await newDemo();
const open = openDemoRoutes(demo);
const found = open.routesOf({ providerId: "google", modelId: "gemini-3.8-flash" });
const [direct = [], relayed = []] = await open.measure(found, 100, 10);
await open.close();
await demo.close();
const verdict = compareRoutes({ baseline: direct, other: relayed, seed: 1 });
const sentence = verdictSentence(verdict, { baseline: "Google AI", other: "OpenRouter" });
const { absolute, interval } = rowOfMeasure(verdict, "firstToken") ?? { absolute: null, interval: null };
console.log(sentence, { firstTokenMs: absolute, interval });

const isFast = bootstrap.verdictMs <= 50;
const isRight = Object.values(seeds200).every((count) => count <= 18);
console.log(
  JSON.stringify({
    bootstrap,
    falsePercent,
    foundPercent,
    costPercent,
    coveragePercent,
    seeds200,
    sentence,
    absolute,
    interval,
  }),
);
process.exitCode = isFast && isRight ? 0 : 1;
