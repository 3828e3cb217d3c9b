import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changedScopes } from "#test/support/chaos/limit-changes.ts";
import { act, eventsOf, play } from "#test/support/chaos/play.ts";
import { type Scenario, scenario } from "#test/support/chaos/scenario.ts";
import { limitsNow, now, type Stage, setStage } from "#test/support/chaos/stage.ts";
import { runsOf } from "#test/support/runs.ts";

/** One run that is stopped at any point, and plays that are played twice. About 6 s of one core. */

/** After how many of its events, or after how many ms. */
type StopAt = { readonly events: number } | { readonly ms: number };

const stopAt: fc.Arbitrary<StopAt> = fc.oneof(
  fc.record({ events: fc.integer({ min: 1, max: 25 }) }),
  fc.record({ ms: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 40_000 })) }),
);

/** Nobody but the run itself: no key that is still being read, no look-up of a cost, nothing from outside. */
const alone = scenario.map(
  (of): Scenario => ({
    ...of,
    pool: of.pool.map((link) => (link.provider === "router" ? { ...link, provider: "b" } : link)),
    keyTakesMs: 0,
    inputs: [],
  }),
);

/** Plays one run up to its stop, and lets what hangs on it settle. */
async function playToStop(of: Scenario, stop: StopAt): Promise<Stage> {
  const stage = setStage(of);
  const { clock } = stage.world;
  const stopAtEvent = "events" in stop ? stop.events : null;
  await act(stage, { do: "send", to: "first", maxWaitMs: 60_000, asProgram: true, stopAtEvent });
  if ("ms" in stop) {
    await clock.advance(stop.ms);
    await act(stage, { do: "stop", run: 0 });
  }
  while (stage.stops.size === 0 && stage.manager.running() > 0) await clock.advance(20_000);
  await clock.advance(0);
  return stage;
}

describe("a run that is stopped at any point", { timeout: 900_000 }, () => {
  test("invariant 14: no later transport call, state unchanged, timers and readers gone", async () => {
    let stopped = 0;
    await fc.assert(
      fc.asyncProperty(alone, stopAt, async (of, at) => {
        const stage = await playToStop(of, at);
        const { world, sent, stops, manager } = stage;
        expect([world.clock.timers(), world.transport.readers(), manager.running()]).toEqual([0, 0, 0]);
        expect(world.transport.asked.filter(({ aborted }) => !aborted)).toEqual([]);
        const stop = stops.get("run-0");
        const end = eventsOf(stage, "run-0").at(-1);
        // An answer that was whole before the stop was heard stays one.
        if (stop === undefined || end?.type !== "run-ended" || end.status === "done") return;
        stopped += 1;
        expect(sent).toHaveLength(stop.requests);
        expect(now(stage).monotonicMs - stop.at.monotonicMs).toBeLessThanOrEqual(20_000);
        expect(changedScopes(stop.limits, limitsNow(stage))).toEqual([]);
        expect([...limitsNow(stage).scopes.values()].filter(({ probe }) => probe !== null)).toEqual([]);
        const count = sent.length;
        await world.clock.advance(600_000);
        expect([sent.length, eventsOf(stage, "run-0").at(-1)]).toEqual([count, end]);
      }),
      { numRuns: runsOf(2500, 12_000) },
    );
    expect(stopped).toBeGreaterThan(1000);
  });
});

describe("a play that is played twice", { timeout: 900_000 }, () => {
  test("invariant 21: the same seed and script give the identical trace", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (one) => {
        const [once, again] = [await play(one), await play(one)];
        expect(JSON.stringify(again.told)).toBe(JSON.stringify(once.told));
        expect(JSON.stringify([...again.limits.scopes])).toBe(JSON.stringify([...once.limits.scopes]));
      }),
      { numRuns: runsOf(500, 2_500) },
    );
  });
});
