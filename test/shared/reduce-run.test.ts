import fc from "fast-check";
import { expect, test } from "vitest";
import { reduceRun } from "#shared/reduce-run.ts";
import type { AttemptEnd, Run, RunEvent } from "#shared/run.ts";
import { type Cost, sumCosts, type Usage } from "#shared/usage.ts";
import { attemptEnd, attemptStart, runStarted } from "#test/electron/storage/store-samples.ts";

const runId = "run-1";
const usage: Usage = {
  inputTokens: 7,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 3,
  reasoningTokens: 0,
  source: "reported",
};
const reported = (nanoUsd: number): Cost => ({ nanoUsd, source: "reported" });

function found(attemptId: string, nanoUsd: number, more: { usage?: Usage | null } = {}): RunEvent {
  return { type: "cost-found", runId, attemptId, usage, cost: reported(nanoUsd), upstreamProvider: "Azure", ...more };
}

function ended(attemptId: string, end: Partial<AttemptEnd> = {}): RunEvent {
  const estimated: Cost = { nanoUsd: 1_000, source: "estimated" };
  return { type: "attempt-ended", runId, attemptId, end: { ...attemptEnd(5), cost: estimated, ...end } };
}

const started = (id: string): RunEvent => ({ type: "attempt-started", runId, attempt: attemptStart(id, 1) });
const over: RunEvent = { type: "run-ended", runId, atMs: 9, status: "stopped", answeredBy: null, failure: null };

function runOf(...events: readonly RunEvent[]): Run {
  const run = [runStarted(runId), ...events].reduce<Run | undefined>(reduceRun, undefined);
  if (run === undefined) throw new Error("The run began");
  return run;
}

const costOf = (run: Run) => sumCosts(run.attempts.map((attempt) => attempt.cost));

test("a cost that is found after the run's end takes the place of the estimate, and changes nothing else", () => {
  const before = runOf(started("a"), ended("a"), over);
  const after = reduceRun(before, found("a", 42));
  const [attempt] = before.attempts;
  expect(after).toEqual({
    ...before,
    attempts: [{ ...attempt, cost: reported(42), usage, upstreamProvider: "Azure" }],
  });
});

test("without counts the found cost leaves the usage as it was", () => {
  const run = runOf(started("a"), ended("a", { usage }), over, found("a", 42, { usage: null }));
  expect(run.attempts[0]).toMatchObject({ usage, cost: reported(42) });
});

test("what the provider reported in the answer itself stays", () => {
  const run = runOf(started("a"), ended("a", { cost: reported(7) }), over, found("a", 42));
  expect(run.attempts[0]?.cost).toEqual(reported(7));
});

test("a found cost of an attempt that is not known changes nothing", () => {
  const run = runOf(started("a"), ended("a"), over);
  expect(reduceRun(run, found("b", 42))).toBe(run);
  expect(reduceRun(undefined, found("a", 42))).toBeUndefined();
});

test("the price of the model that served takes the place of the one that was asked", () => {
  const price = { ...attemptPrice(), inputUsd: 9 };
  expect(runOf(started("a"), ended("a", { price })).attempts[0]?.price).toEqual(price);
  expect(runOf(started("a"), ended("a")).attempts[0]?.price).toEqual(attemptPrice());
});

function attemptPrice() {
  const { price } = attemptStart("a", 1);
  if (price === null) throw new Error("The fixture has a price");
  return price;
}

test("invariant 19: duplicated and reordered, every attempt is booked once", () => {
  const arrivals = fc.shuffledSubarray([found("a", 42), found("a", 42), found("b", 8), ended("a"), ended("b"), over], {
    minLength: 6,
  });
  fc.assert(
    fc.property(arrivals, (events) => {
      const run = runOf(started("a"), started("b"), ...events, ...events);
      expect(costOf(run)).toEqual({ nanoUsd: 50, unknownCount: 0, isEstimate: false });
      expect(run.attempts).toHaveLength(2);
    }),
    { numRuns: 300 },
  );
});
