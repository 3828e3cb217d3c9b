import { describe, expect, it } from "vitest";
import { outage, outageTitle, type Pace, playOutage, playScenario } from "#test/support/play-scenario.ts";
import { variants } from "#test/support/scenario-variants.ts";
import { type Scenario, scenarios } from "#test/support/scenarios.ts";

/** A twentieth of the engine's default deadlines, set for the chain as a user may set them. */
const scale = 1 / 20;
const deadlines = { firstContentMs: 12_000 * scale, lastHopeFirstContentMs: 60_000 * scale, idleMs: 15_000 * scale };
const short: Pace = { scale, patience: 3, deadlines };

async function passes(scenario: Scenario, pace: Pace): Promise<void> {
  const { verdict, problems, calls } = await playScenario(scenario, pace);
  expect(problems).toEqual([]);
  expect({ verdict, calls }).toEqual({ verdict: "pass", calls: scenario.expects.calls });
}

describe.concurrent("the faults of the failover benchmark, over real sockets", () => {
  it.each(scenarios)("$id ($rules): $title", (scenario) => passes(scenario, short));

  it(`S15 (R10 R11 R12): ${outageTitle}`, async () => {
    const figures = await playOutage(1 / scale);
    expect(figures.problems).toEqual([]);
    expect(figures.verdict).toBe("pass");
    expect(figures.callsWhileDown).toBeGreaterThan(2);
    expect(figures.calls.primary + figures.calls.fallback).toBeGreaterThan(outage.prompts);
  });
});

describe.concurrent("the same faults in another way", () => {
  it.each(variants)("$id ($rules): $title", (scenario) => passes(scenario, short));
});

describe.concurrent.each(["anthropic", "google", "openrouter"] as const)(
  "the same faults in the words of %s",
  (kind) => {
    const pace = { ...short, kinds: { primary: kind, fallback: kind } };
    const possible = [...scenarios, ...variants].filter(({ notFor }) => notFor?.includes(kind) !== true);

    it.each(possible)("$id ($rules): $title", (scenario) => passes(scenario, pace));
  },
);
