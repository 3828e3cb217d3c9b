import { describe, expect, it } from "vitest";
import { outage, outageTitle, type Pace, playOutage, playScenario } from "#test/support/play-scenario.ts";
import { scenarios } from "#test/support/scenarios.ts";

/** A twentieth of the engine's default deadlines, set for the chain as a user may set them. */
const scale = 1 / 20;
const deadlines = { firstContentMs: 12_000 * scale, lastHopeFirstContentMs: 60_000 * scale, idleMs: 15_000 * scale };
const short: Pace = { scale, patience: 3, deadlines };

describe.concurrent("the faults of the failover benchmark, over real sockets", () => {
  it.each(scenarios)("$id ($rules): $title", async (scenario) => {
    const { verdict, problems, calls } = await playScenario(scenario, short);
    expect(problems).toEqual([]);
    expect({ verdict, calls }).toEqual({ verdict: "pass", calls: scenario.expects.calls });
  });

  it(`S15 (R10 R11 R12): ${outageTitle}`, async () => {
    const figures = await playOutage(1 / scale);
    expect(figures.problems).toEqual([]);
    expect(figures.verdict).toBe("pass");
    expect(figures.callsWhileDown).toBeGreaterThan(2);
    expect(figures.calls.primary + figures.calls.fallback).toBeGreaterThan(outage.prompts);
  });
});
