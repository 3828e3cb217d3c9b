import { afterAll, beforeAll, expect, test } from "vitest";
import type { Demo } from "#electron/demo/demo-server.ts";
import { compareRoutes, rowOfMeasure } from "#shared/statistics/route-verdict.ts";
import { verdictSentence } from "#shared/statistics/verdict-sentence.ts";
import { newDemo } from "#test/electron/demo/demo-client.ts";
import { type DemoRoutes, openDemoRoutes } from "#test/support/demo-routes.ts";

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

test("the verdict finds the 75 ms and the 10 % that a demo route adds, over real sockets", async () => {
  const found = routes.routesOf({ providerId: "google", modelId: "gemini-3.8-flash" });
  expect(found.map(({ providerId }) => providerId)).toEqual(["google", "openrouter"]);
  // The first answers wait for connections and for code that runs for the first time.
  await routes.measure(found, 8, 8);
  // Few at a time: what waits for a busy machine instead of for the demo is no difference of the routes.
  const [baseline = [], other = []] = await routes.measure(found, 96, 8);
  const verdict = compareRoutes({ baseline, other, seed: 1 });
  const first = rowOfMeasure(verdict, "firstToken");
  expect(verdict).toMatchObject({ standing: "judged", baseline: { runs: 96, failed: 0 }, other: { failed: 0 } });
  expect(first?.isClear).toBe(true);
  expect(first?.absolute).toBeGreaterThan(20);
  expect(first?.absolute).toBeLessThan(150);
  expect(verdict.sameTokens?.share).toBeCloseTo(0.1, 3);
  expect(verdict.sameTokens?.isClear).toBe(true);
  expect(verdictSentence(verdict, { baseline: "Google AI", other: "OpenRouter" })).toMatch(
    /^OpenRouter adds 0\.\d{2,3}\u00a0s to the first token and costs 10% more\.$/,
  );
});
