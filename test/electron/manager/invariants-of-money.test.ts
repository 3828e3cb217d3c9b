import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reduceRun } from "#shared/reduce-run.ts";
import type { Run, RunEvent } from "#shared/run.ts";
import { type Cost, sumCosts } from "#shared/usage.ts";
import { attemptEnd, attemptStart, runStarted } from "#test/electron/storage/store-samples.ts";
import { eventsOf, play } from "#test/support/chaos/play.ts";
import { scenario } from "#test/support/chaos/scenario.ts";
import { runsOf } from "#test/support/runs.ts";

/** The sum of a run's attempts, however often and in whatever order its events arrive. About 3 s of one core. */

const runId = "run-1";

type Booked = { readonly cost: Cost; readonly foundNano: number | null };

const cost: fc.Arbitrary<Cost> = fc.oneof(
  fc.record({
    nanoUsd: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1_000_000_000 })),
    source: fc.constantFrom<Cost["source"]>("reported", "computed", "estimated"),
  }),
  fc.constant({ nanoUsd: null, source: "unknown" } as const),
);
const booked: fc.Arbitrary<Booked> = fc.record({ cost, foundNano: fc.option(fc.nat(1_000_000), { nil: null }) });

const over: RunEvent = { type: "run-ended", runId, atMs: 9, status: "stopped", answeredBy: null, failure: null };

/** What an attempt's end and its look-up say, in any order but one: nothing of an attempt is told before its start. */
function eventsOfAttempt({ cost: own, foundNano }: Booked, index: number): RunEvent[] {
  const id = `attempt-${index}`;
  const found: Cost = { nanoUsd: foundNano, source: "reported" };
  const end: RunEvent = { type: "attempt-ended", runId, attemptId: id, end: { ...attemptEnd(5), cost: own } };
  const more: RunEvent = { type: "cost-found", runId, attemptId: id, usage: null, cost: found, upstreamProvider: null };
  return foundNano === null ? [end] : [end, more];
}

/** What the provider reported first is what was paid. */
function paid({ cost: own, foundNano }: Booked): Cost[] {
  const found: Cost = { nanoUsd: foundNano, source: "reported" };
  if (foundNano === null) return [own];
  return own.source === "reported" ? [own, found] : [found];
}

const reduced = (events: readonly RunEvent[]) => events.reduce<Run | undefined>(reduceRun, undefined);
const costsOf = (run: Run | undefined) => run?.attempts.map((attempt) => attempt.cost) ?? [];

describe("what a run costs", { timeout: 600_000 }, () => {
  test("invariant 19: the sum of the attempts is the run's total under duplicated and reordered events", () => {
    const many = fc.array(booked, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(many, fc.infiniteStream(fc.nat({ max: 10_000 })), (attempts, numbers) => {
        const next = (below: number) => (numbers.next().value ?? 0) % Math.max(1, below);
        const arrivals = attempts.flatMap(eventsOfAttempt);
        // Twice each, so that every one is repeated, and in any order; the run's end comes last, and then all again.
        const shuffled = [...arrivals, ...arrivals].map((event) => ({ event, rank: next(10_000) }));
        const order = shuffled.toSorted((a, b) => a.rank - b.rank).map(({ event }) => event);
        const starts = attempts.map((_, index): RunEvent => {
          return { type: "attempt-started", runId, attempt: attemptStart(`attempt-${index}`, index) };
        });
        const run = reduced([runStarted(runId), ...starts, ...order, over, ...order, ...starts]);
        const costs = costsOf(run);
        // Each once, in the same order: nothing is left open that only a repetition would mend.
        const once = costsOf(reduced([runStarted(runId), ...starts, ...new Set(order), over]));
        for (const [index, attempt] of attempts.entries()) expect(paid(attempt)).toContainEqual(once[index]);
        expect(costs).toHaveLength(attempts.length);
        for (const [index, attempt] of attempts.entries()) expect(paid(attempt)).toContainEqual(costs[index]);
        const total = sumCosts(costs);
        expect(total.nanoUsd).toBe(costs.reduce((sum, { nanoUsd }) => sum + (nanoUsd ?? 0), 0));
        expect(total.unknownCount).toBe(costs.filter(({ nanoUsd }) => nanoUsd === null).length);
      }),
      { numRuns: runsOf(10_000, 50_000) },
    );
  });

  test("invariant 19: what a play booked is the total of its runs, though every event arrives again and again", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, fc.infiniteStream(fc.nat({ max: 1000 })), async (one, numbers) => {
        const played = await play(one);
        for (const id of played.runIds) {
          const events = eventsOf(played, id);
          const repeated = events.flatMap((event, index) => {
            const earlier = events[(numbers.next().value ?? 0) % (index + 1)];
            return earlier === undefined ? [event] : [event, earlier];
          });
          const again = reduced(repeated);
          expect(costsOf(again)).toEqual(costsOf(reduced(events)));
          expect(sumCosts(costsOf(again))).toEqual(sumCosts(bookedIn(events)));
        }
      }),
      { numRuns: runsOf(1000, 4_000) },
    );
  });
});

/** Each attempt's cost as its end says it, or as it was found where the end left it open. */
function bookedIn(events: readonly RunEvent[]): Cost[] {
  return events.flatMap((event) => {
    if (event.type !== "attempt-ended") return [];
    const { attemptId, end } = event;
    const found = events.find((other) => other.type === "cost-found" && other.attemptId === attemptId);
    return found?.type === "cost-found" && end.cost.source !== "reported" ? [found.cost] : [end.cost];
  });
}
