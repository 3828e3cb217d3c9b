import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { scopesOf } from "#electron/manager/scopes.ts";
import { history, playHistory } from "#test/support/chaos/board-history.ts";
import { runsOf } from "#test/support/runs.ts";

/**
 * The limit board alone under any order of calls, clock steps and restarts, against an account of its own. Each history
 * is judged by all rules at once; a rule that fails is played again by its own test and shrunk. About 5 s of one core.
 */

const seed = Number(process.env.UNDERSTUDY_SEED ?? Date.now() % 0x7fffffff);
const histories = runsOf(10_000, 150_000);
const firstBroken = new Map<number, number>();

const rules = [
  [1, "while a hard limit's until lies ahead on both clocks, no request goes to that scope"],
  [3, "until never decreases between successes, unless hard replaces soft"],
  [4, "at most one probe is in flight per scope under any interleaving"],
  [5, "a qualifying success closes: no errors in a row, and not limited"],
  [9, "a class that cools nothing leaves the state identical"],
  [14, "what ends without a verdict changes nothing but its probe slot"],
  [16, "account X never changes account Y, and one model's limit never blocks a sibling without R3 evidence"],
  [17, "LOCAL changes no scope, and takes back what the first failure changed"],
  [18, "clock steps of ±1 day and sleeps never block a link longer than its hint"],
] as const;

describe("any history of a limit board", { timeout: 900_000 }, () => {
  beforeAll(() => {
    let index = 0;
    fc.assert(
      fc.property(history, (steps) => {
        for (const { invariant } of playHistory(steps)) {
          if (!firstBroken.has(invariant)) firstBroken.set(invariant, index);
        }
        index += 1;
      }),
      { seed, numRuns: histories },
    );
  }, 900_000);

  test.each(rules)("invariant %i: %s", (invariant) => {
    const at = firstBroken.get(invariant);
    if (at === undefined) return;
    const again = fc.property(history, (steps) => {
      expect(playHistory(steps).filter((one) => one.invariant === invariant)).toEqual([]);
    });
    fc.assert(again, { seed, path: String(at), numRuns: 1 });
  });

  test("no rule was broken that has no test of its own", () => {
    expect([...firstBroken.keys()].filter((broken) => !rules.some(([invariant]) => invariant === broken))).toEqual([]);
  });
});

test("invariant 16: two accounts share no scope but their host's, and two models none of their own", () => {
  const parts = fc.record({
    baseUrl: fc.constantFrom("https://one.test/v1", "https://one.test/v2", "https://two.test", "http://one.test"),
    providerId: fc.constantFrom("p", "q"),
    keyFingerprint: fc.constantFrom("k", "l"),
    modelId: fc.constantFrom("m", "n:free", "o:free", "k m"),
    isOpenRouter: fc.boolean(),
  });
  fc.assert(
    fc.property(parts, parts, (first, second) => {
      const [one, other] = [scopesOf(first), scopesOf(second)];
      const sameHost = new URL(first.baseUrl).origin === new URL(second.baseUrl).origin;
      const { providerId, keyFingerprint, modelId } = second;
      const sameAccount = sameHost && first.providerId === providerId && first.keyFingerprint === keyFingerprint;
      expect(one.H === other.H).toBe(sameHost);
      expect(one.A === other.A).toBe(sameAccount);
      expect(one.M === other.M).toBe(sameAccount && first.modelId === modelId);
      if (one.F !== null && other.F !== null) expect(one.F === other.F).toBe(sameAccount);
      const kinds = [one.H, one.A, one.M, ...(one.F === null ? [] : [one.F])];
      expect(new Set(kinds).size).toBe(kinds.length);
    }),
    { numRuns: runsOf(10_000, 100_000) },
  );
});
