import { afterAll, beforeAll, expect, test } from "vitest";
import type { Demo } from "#electron/demo/demo-server.ts";
import type { ModelRef } from "#shared/model.ts";
import { compareRoutes, rowOfMeasure } from "#shared/statistics/route-verdict.ts";
import type { Sample } from "#shared/statistics/samples.ts";
import { verdictSentence } from "#shared/statistics/verdict-sentence.ts";
import { newDemo } from "#test/electron/demo/demo-client.ts";
import { type DemoRoutes, openDemoRoutes } from "#test/support/demo-routes.ts";

/** Enough on a calm machine. */
const runsEach = 96;
const mostRuns = 5 * runsEach;

let demo: Demo;
let routes: DemoRoutes;

beforeAll(async () => {
  demo = await newDemo();
  routes = openDemoRoutes(demo);
});

afterAll(async () => {
  await routes.close();
  await demo.close();
});

/** As a user would who reads that it is not clear yet: what a busy machine adds to both routes takes more of them. */
async function measureUntilClear(found: readonly ModelRef[]) {
  const [baseline, other]: [Sample[], Sample[]] = [[], []];
  for (;;) {
    // Few at a time: what waits for a busy machine instead of for the demo is no difference of the routes.
    const [more = [], moreOther = []] = await routes.measure(found, runsEach, 8);
    baseline.push(...more);
    other.push(...moreOther);
    const verdict = compareRoutes({ baseline, other, seed: 1 });
    const isClear = rowOfMeasure(verdict, "firstToken")?.isClear === true;
    if (isClear || baseline.length >= mostRuns) return { verdict, runs: baseline.length };
  }
}

const long = { timeout: 300_000 };

test("the verdict finds the 75 ms and the 10 % that a demo route adds, over real sockets", long, async () => {
  const found = routes.routesOf({ providerId: "google", modelId: "gemini-3.8-flash" });
  expect(found.map(({ providerId }) => providerId)).toEqual(["google", "openrouter"]);
  // The first answers wait for connections and for code that runs for the first time.
  await routes.measure(found, 8, 8);
  const { verdict, runs } = await measureUntilClear(found);
  const first = rowOfMeasure(verdict, "firstToken");
  expect(verdict).toMatchObject({ standing: "judged", baseline: { runs, failed: 0 }, other: { runs, failed: 0 } });
  expect(first?.isClear).toBe(true);
  expect(first?.absolute).toBeGreaterThan(20);
  expect(first?.absolute).toBeLessThan(150);
  expect(verdict.sameTokens?.share).toBeCloseTo(0.1, 3);
  expect(verdict.sameTokens?.isClear).toBe(true);
  expect(verdictSentence(verdict, { baseline: "Google AI", other: "OpenRouter" })).toMatch(
    /^OpenRouter adds 0\.\d{2,3}\u00a0s to the first token and costs 10% more\.$/,
  );
});
