import { expect, test } from "vitest";
import { putRepeats, takeRepeatEvents, takeRepeatsSnapshot, useRepeatsStore } from "#renderer/stores/repeats-store.ts";
import type { RepeatState } from "#shared/repeat.ts";

const state = (comparisonId: string, measured: number): RepeatState => ({
  comparisonId,
  conversationId: "v",
  status: "running",
  pause: null,
  total: 10,
  measured,
  failed: 0,
  running: 1,
  cost: { nanoUsd: 0, unknownCount: 0, isEstimate: false },
  atMostNanoUsd: null,
  expectedNanoUsd: null,
  leftMs: null,
  holds: [],
});

const measured = () =>
  Object.fromEntries(
    Object.entries(useRepeatsStore.getState().byComparison).map(([id, repeat]) => [id, repeat.measured]),
  );

test("a snapshot replaces what was known, and what is told replaces one repeat alone", () => {
  takeRepeatsSnapshot({ repeats: [state("gone", 1)] });
  takeRepeatsSnapshot({ repeats: [state("a", 1), state("b", 2)] });
  takeRepeatEvents([
    { topic: "repeat", repeat: state("a", 3) },
    { topic: "history-changed" },
    { topic: "repeat", repeat: state("a", 4) },
  ]);
  expect(measured()).toEqual({ a: 4, b: 2 });
  putRepeats([state("c", 5)]);
  expect(measured()).toEqual({ a: 4, b: 2, c: 5 });
});

test("a batch that tells of no repeat makes no new state", () => {
  const before = useRepeatsStore.getState();
  takeRepeatEvents([{ topic: "history-changed" }]);
  expect(useRepeatsStore.getState()).toBe(before);
});
