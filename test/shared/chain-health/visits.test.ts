import { expect, test } from "vitest";
import { visitsOf } from "#shared/chain-health/visits.ts";
import { answers, at, links, runOf } from "./runs.ts";

test("retries of a link are one visit, told from when the chain came to it until it went on", () => {
  // Link 1 fails at once, waits, fails again; link 2 is passed over; link 3 answers.
  const run = runOf(
    3_000,
    at(0, 0, { nanoUsd: 7 }),
    at(0, 200, { nanoUsd: 5 }),
    at(1, 900, { isSkip: true, nanoUsd: 0 }),
    answers(2, 900, [400, 1_000]),
  );
  expect(visitsOf(run)).toEqual([
    {
      ...links[0],
      linkIndex: 0,
      outcome: "passed",
      beganMs: 0,
      firstTokenMs: null,
      totalMs: null,
      lostMs: 900,
      nanoUsd: 12,
    },
    {
      ...links[1],
      linkIndex: 1,
      outcome: "skipped",
      beganMs: 900,
      firstTokenMs: null,
      totalMs: null,
      lostMs: 0,
      nanoUsd: 0,
    },
    {
      ...links[2],
      linkIndex: 2,
      outcome: "answered",
      beganMs: 900,
      firstTokenMs: 400,
      totalMs: 2_100,
      lostMs: 0,
      nanoUsd: 1_000,
    },
  ]);
});

test("a link that failed and then answered on its retry has answered, its first try included", () => {
  const [visit] = visitsOf(runOf(2_000, at(0, 0, { nanoUsd: 3 }), answers(0, 500, [250])));
  expect(visit).toMatchObject({ outcome: "answered", firstTokenMs: 750, totalMs: 2_000, nanoUsd: 103 });
});

test("who ends a run although other links were left is told apart from who was the last of all", () => {
  const outcomes = (...linkIndexes: readonly number[]) =>
    visitsOf(runOf(500, ...linkIndexes.map((linkIndex) => at(linkIndex, linkIndex * 100)))).map(
      ({ outcome }) => outcome,
    );
  expect(outcomes(0)).toEqual(["ended"]);
  expect(outcomes(0, 1)).toEqual(["passed", "ended"]);
  expect(outcomes(0, 1, 2)).toEqual(["passed", "passed", "passed"]);
  // It waited for the first link to cool down, and came back.
  expect(outcomes(0, 1, 2, 0)).toEqual(["passed", "passed", "passed", "passed"]);
  const unknownLinks = { ...runOf(500, at(0, 0)), linkCount: null };
  expect(visitsOf(unknownLinks).map(({ outcome }) => outcome)).toEqual(["passed"]);
});

test("one cost that is not known makes the whole of a visit unknown, and a link that was passed over costs nothing", () => {
  const [visit] = visitsOf(runOf(900, at(0, 0, { nanoUsd: null }), answers(0, 100, [50])));
  expect(visit?.nanoUsd).toBeNull();
  const skipped = at(0, 0, { isSkip: true, nanoUsd: null });
  expect(visitsOf(runOf(900, skipped, answers(1, 0, [50])))[0]).toMatchObject({ outcome: "skipped", nanoUsd: 0 });
});

test("a run without an attempt came to no link", () => {
  expect(visitsOf(runOf(0))).toEqual([]);
});
