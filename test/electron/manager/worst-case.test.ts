import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Link } from "#shared/chain.ts";
import { rulesFor } from "#shared/link-rules.ts";
import type { Price } from "#shared/model.ts";
import { sumCosts } from "#shared/usage.ts";
import { type WorstCase, worstCaseOf } from "#shared/worst-case.ts";
import { type Played, play } from "#test/support/chaos/play.ts";
import { type ProviderName, providerNames } from "#test/support/chaos/providers.ts";
import { type Scenario, scenario } from "#test/support/chaos/scenario.ts";
import type { Served } from "#test/support/chaos/servers.ts";
import { answers } from "#test/support/engine-harness.ts";
import { runsOf } from "#test/support/runs.ts";
import type { Script } from "#test/support/scripted-transport.ts";

/** What the scripted world charges: $1 and $10 per million tokens. */
const price: Price = {
  inputUsd: 1,
  outputUsd: 10,
  cacheReadUsd: null,
  cacheWrite5mUsd: null,
  cacheWrite1hUsd: null,
  longPrompt: null,
  source: "override",
  asOf: "2026-11-22",
};

function worstOf(links: readonly Link[], { chains, noKeyFor }: Scenario): WorstCase {
  return worstCaseOf(
    links.map((link) => {
      const { deadlines, retries } = rulesFor(link, {}, { reasons: false });
      const { firstContentMs, lastHopeFirstContentMs, totalMs } = deadlines;
      return {
        canBeTried: !noKeyFor.includes(link.provider),
        ...{ firstContentMs, lastHopeFirstContentMs, totalMs, retries },
        leadsOn: true,
        prices: [price],
        inputTokens: 1_000,
        maxTokens: link.maxTokens,
      };
    }),
    chains[0].onMidStream,
  );
}

/** One run over links of different providers, all of them available, which waits for no cooldown. */
const oneRun = fc
  .tuple(scenario, fc.shuffledSubarray([...providerNames], { minLength: 1 }))
  .map(([of, providers]): Scenario => ({ ...of, ...oneRunOver(providers, of) }));

/** Just before the deadline, with a pause asked for, and with a body that never ends. */
function refusesLate(delayMs: number): Script {
  return { status: 503, headers: { "retry-after": "3" }, delayMs, end: "hang" };
}

function oneRunOver(providers: readonly ProviderName[], { chains }: Pick<Scenario, "chains">) {
  const [chain, other] = chains;
  const links = providers.map((_, index) => index);
  const send = { do: "send", to: "first", maxWaitMs: 0, asProgram: true, stopAtEvent: null } as const;
  return {
    pool: providers.map((provider) => ({ provider, model: "m", rules: {} })),
    chains: [{ ...chain, links, rules: {} }, other],
    inputs: [{ afterMs: 0, input: send }],
    keyTakesMs: 0,
  } satisfies Partial<Scenario>;
}

/** What a run did until the end of its first pass over the links. */
function firstPass({ world: { events } }: Played) {
  const starts = events.flatMap((event) => (event.type === "attempt-started" ? [event.attempt] : []));
  // Whoever goes back to an earlier link waited for it to come back.
  const back = starts.find((attempt, index) => attempt.linkIndex < (starts[index - 1]?.linkIndex ?? 0));
  const untilMs = back?.startMs ?? Number.POSITIVE_INFINITY;
  const times = events.flatMap((event) => (event.type === "delta" && event.atMs <= untilMs ? [event.atMs] : []));
  const ends = events.flatMap((event) => (event.type === "run-ended" ? [Math.min(event.atMs, untilMs)] : []));
  const costs = events.flatMap((event) => (event.type === "attempt-ended" ? [event.end.cost] : []));
  return { requests: starts.length, firstMs: times[0] ?? 0, endMs: ends[0] ?? 0, nanoUsd: sumCosts(costs).nanoUsd };
}

describe("the worst case of a chain, held against the engine", () => {
  it("is passed by no run: not in time, not in requests, not in money", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(oneRun, async (of) => {
        const played = await play(of);
        const worst = worstOf(played.links, of);
        const did = firstPass(played);
        expect(did.firstMs).toBeLessThanOrEqual(worst.firstTokenMs);
        expect(did.endMs).toBeLessThanOrEqual(worst.totalMs);
        expect(did.requests).toBeLessThanOrEqual(worst.requests);
        expect(did.nanoUsd).toBeLessThanOrEqual(worst.nanoUsd ?? 0);
      }),
      { numRuns: runsOf(1_000, 10_000) },
    );
  });

  it("is what links come to that refuse at the last moment, twice each", async () => {
    const chain = { links: [], onMidStream: "restart", rules: {} } as const;
    const serves = (...scripts: readonly Script[]): Served[] =>
      scripts.map((script) => ({ script, says: null, hintMs: null }));
    const of: Scenario = {
      ...oneRunOver(["a", "b", "local"], { chains: [chain, chain] }),
      servers: {
        a: serves(refusesLate(11_999), refusesLate(11_999)),
        b: serves(refusesLate(11_999), refusesLate(11_999)),
        local: serves(refusesLate(59_999), { ...answers("at last"), delayMs: 59_950 }),
        a2: [],
        router: [],
      },
      lookUps: [],
      noKeyFor: [],
      seed: 1,
    };
    const played = await play(of);
    const { firstMs, requests } = firstPass(played);
    const worst = worstOf(played.links, of);
    expect(requests).toBe(worst.requests);
    expect(firstMs).toBeLessThanOrEqual(worst.firstTokenMs);
    expect(firstMs).toBeGreaterThan(worst.firstTokenMs - 100);
  });
});
