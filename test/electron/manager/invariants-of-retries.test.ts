import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRetryTokens } from "#electron/manager/retry-tokens.ts";
import { attemptsOf, type Happened } from "#test/support/chaos/attempts.ts";
import { play } from "#test/support/chaos/play.ts";
import { providerNames } from "#test/support/chaos/providers.ts";
import { type Scenario, scenario } from "#test/support/chaos/scenario.ts";
import { refuses, refusesConnection } from "#test/support/engine-harness.ts";
import { runsOf } from "#test/support/runs.ts";

/** How often an account may be asked again: the bucket alone, and the engine in a storm. About 4 s of one core. */

/** Every stretch of a history, from any request to any later one. */
function windows(kinds: readonly ("first" | "retry")[]): { firsts: number; retries: number }[] {
  return kinds.flatMap((_, from) => {
    let firsts = 0;
    let retries = 0;
    return kinds.slice(from).map((kind) => {
      if (kind === "first") firsts += 1;
      else retries += 1;
      return { firsts, retries };
    });
  });
}

function expectFewRetries(kinds: readonly ("first" | "retry")[]): void {
  for (const { firsts, retries } of windows(kinds)) {
    // Fifths are not exact in binary.
    expect(retries).toBeLessThanOrEqual(5 + 0.2 * firsts + 1e-9);
  }
}

test("invariant 7: retries in any window are at most 5 + 0.2 · firsts, per account", () => {
  const step = fc.record({ account: fc.constantFrom("x", "y"), what: fc.constantFrom("first", "first", "take") });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const tokens = createRetryTokens();
      const kinds = { x: [], y: [] } satisfies Record<string, ("first" | "retry")[]>;
      const histories = new Map<string, ("first" | "retry")[]>(Object.entries(kinds));
      for (const { account, what } of steps) {
        const history = histories.get(account) ?? [];
        if (what === "first") {
          tokens.firstAttempt(account);
          history.push("first");
        } else if (tokens.take(account)) history.push("retry");
      }
      for (const history of histories.values()) expectFewRetries(history);
    }),
    { numRuns: runsOf(10_000, 150_000) },
  );
});

test("invariant 7: a bucket that was used gives a retry again after five first attempts, and never holds more than five", () => {
  fc.assert(
    fc.property(fc.nat({ max: 60 }), (firsts) => {
      const tokens = createRetryTokens();
      for (let index = 0; index < firsts; index += 1) tokens.firstAttempt("x");
      const taken = Array.from({ length: 9 }, () => tokens.take("x")).filter((isTaken) => isTaken);
      expect(taken).toHaveLength(5);
      for (let index = 0; index < firsts; index += 1) tokens.firstAttempt("x");
      expect(tokens.take("x")).toBe(firsts >= 5);
    }),
    { numRuns: runsOf(10_000, 25_000) },
  );
});

/** Many runs to accounts that fail in ways that are worth a retry, with long enough between them to be tried. */
const storm: fc.Arbitrary<Scenario> = fc
  .record({
    base: scenario,
    runs: fc.integer({ min: 8, max: 30 }),
    faults: fc.array(fc.constantFrom(500, 503, 0), { minLength: 1, maxLength: 4 }),
    afterMs: fc.constantFrom(300, 16_000, 40_000),
    links: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 1 }),
  })
  .map(({ base, runs, faults, afterMs, links }) => {
    const scripts = faults.map((status) => (status === 0 ? refusesConnection : refuses(status)));
    const served = Array.from({ length: 4 * runs }, (_, index) => ({
      script: { ...(scripts[index % scripts.length] ?? refusesConnection) },
      says: null,
      hintMs: null,
    }));
    const send = { do: "send", to: "first", maxWaitMs: 0, asProgram: true, stopAtEvent: null } as const;
    return {
      ...base,
      pool: providerNames.map((provider) => ({ provider, model: "m", rules: {} })),
      chains: [{ ...base.chains[0], links, rules: {} }, base.chains[1]] as const,
      servers: { a: served, a2: served, b: served, router: served, local: served },
      inputs: Array.from({ length: runs }, () => ({ afterMs, input: send })),
      noKeyFor: [],
      keyTakesMs: 0,
    };
  });

function kindOf({ start }: Happened): ("first" | "retry")[] {
  return start.kind === "first" || start.kind === "retry" ? [start.kind] : [];
}

describe("an engine in a storm", { timeout: 600_000 }, () => {
  test("invariant 7: no account is retried more often than its bucket allows, no run more often than min(links, 3)", async () => {
    let retries = 0;
    await fc.assert(
      fc.asyncProperty(storm, async (one) => {
        const played = await play(one);
        const attempts = played.runIds.flatMap((runId) => attemptsOf(played, runId));
        const inOrder = attempts.toSorted((a, b) => a.startAt.monotonicMs - b.startAt.monotonicMs);
        for (const provider of providerNames) {
          expectFewRetries(inOrder.filter(({ start }) => start.providerId === provider).flatMap(kindOf));
        }
        for (const [runId, { links }] of played.chainOf) {
          const requests = played.sent.filter((one) => one.runId === runId);
          expect(requests.length).toBeLessThanOrEqual(links.length + Math.min(links.length, 3));
        }
        retries += attempts.filter(({ start }) => start.kind === "retry").length;
      }),
      { numRuns: runsOf(300, 5_000) },
    );
    expect(retries).toBeGreaterThan(300);
  });
});
