import { describe, expect, it } from "vitest";
import type { SeenRequest } from "#electron/demo/fault-server.ts";
import type { Fault } from "#electron/demo/faults/fault.ts";
import { parseJson } from "#electron/demo/json.ts";
import { type Pace, playScenario } from "#test/support/play-scenario.ts";
import { variants } from "#test/support/scenario-variants.ts";
import { openScenario } from "#test/support/scenario-world.ts";
import { scenarios } from "#test/support/scenarios.ts";

const openai = { kinds: { primary: "openai", fallback: "openai" }, thinks: true } as const;

describe.concurrent("the faults of the failover benchmark in the words of the Responses API", () => {
  const scale = 1 / 20;
  const deadlines = { firstContentMs: 12_000 * scale, lastHopeFirstContentMs: 60_000 * scale, idleMs: 15_000 * scale };
  const pace: Pace = { ...openai, scale, patience: 3, deadlines };
  const possible = [...scenarios, ...variants].filter(({ notFor }) => notFor?.includes("openai") !== true);

  it.each(possible)("$id ($rules): $title", async (scenario) => {
    const { verdict, problems, calls, seen } = await playScenario(scenario, pace);
    expect(problems).toEqual([]);
    expect({ verdict, calls }).toEqual({ verdict: "pass", calls: scenario.expects.calls });
    const paths = new Set([...(seen?.calls.primary ?? []), ...(seen?.calls.fallback ?? [])].map(({ path }) => path));
    for (const path of paths) expect(path).toBe("/v1/responses");
  });
});

describe("a summary of reasoning that the organisation may not have", () => {
  const asksForSummary = ({ body }: SeenRequest) =>
    expect.objectContaining({ reasoning: { summary: "auto" } }).asymmetricMatch(parseJson(body));
  const error = {
    message: "Your organization must be verified to generate reasoning summaries.",
    type: "invalid_request_error",
    param: "reasoning.summary",
    code: "unsupported_value",
  };
  const refusal: Fault = { kind: "status", status: 400, body: JSON.stringify({ error }) };

  it("is left out at once on the same link, and not asked for again", async () => {
    const script = (request: SeenRequest) => (asksForSummary(request) ? refusal : null);
    const world = await openScenario({ ...openai, scripts: { primary: script } });
    try {
      const first = await world.ask(10_000);
      expect(first?.status).toBe("done");
      expect(first?.attempts.map(({ linkIndex, kind, status }) => [linkIndex, kind, status])).toEqual([
        [0, "first", "failed"],
        [0, "retry", "answered"],
      ]);
      const second = await world.ask(10_000);
      expect(second?.attempts.map(({ status }) => status)).toEqual(["answered"]);
      expect(world.requestsOf("primary").map(asksForSummary)).toEqual([true, false, false]);
      expect(world.requestsOf("fallback")).toEqual([]);
    } finally {
      await world.close();
    }
  });
});
