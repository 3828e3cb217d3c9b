import type { RepeatsPort } from "#electron/bridge/repeats-port.ts";
import type { RepeatWork } from "#electron/manager/repeat/work.ts";
import type { BudgetRefusal } from "#shared/budget.ts";
import { isMeasured, type RepeatState, roundsOf } from "#shared/repeat.ts";

export type FakeRepeats = RepeatsPort & {
  /** Those that were begun or gone on with, newest last. */
  readonly asked: RepeatWork[];
  readonly known: Map<string, RepeatState>;
  /** Why a budget refuses, while it is set. */
  refusal: BudgetRefusal | null;
};

/** Repeated comparisons that send nothing: each is as far as its runs say, and goes on when it is told to. */
export function createFakeRepeats(): FakeRepeats {
  const known = new Map<string, RepeatState>();
  const put = (comparisonId: string, change: Partial<RepeatState>) => {
    const state = known.get(comparisonId);
    if (state !== undefined) known.set(comparisonId, { ...state, ...change });
  };
  const repeats: FakeRepeats = {
    asked: [],
    known,
    refusal: null,
    estimate: ({ comparison }) => ({
      runs: roundsOf(comparison.repeat) * comparison.repeat.columns.length,
      atMostNanoUsd: 0,
      unknown: [],
      refusal: repeats.refusal,
      fittingTimes: repeats.refusal === null ? null : 0,
    }),
    start(work) {
      repeats.asked.push(work);
      known.set(work.comparison.id, { ...stateOf(work), status: "running" });
    },
    async resume(work) {
      if (repeats.refusal !== null) return { ok: false, refusal: repeats.refusal };
      repeats.asked.push(work);
      put(work.comparison.id, { status: "running", pause: null });
      return { ok: true };
    },
    keep: (work, { status, pause }) => void known.set(work.comparison.id, { ...stateOf(work), status, pause }),
    async pause(comparisonId) {
      put(comparisonId, { status: "paused", pause: { kind: "user" } });
      return { ok: true };
    },
    async stop(comparisonId) {
      put(comparisonId, { status: "stopped", pause: null });
      return { ok: true };
    },
    state: (comparisonId) => known.get(comparisonId) ?? null,
    states: () => [...known.values()],
    isRunning: (comparisonId) => known.get(comparisonId)?.status === "running",
    forget: () => known.clear(),
  };
  return repeats;
}

function stateOf({ comparison, runs }: RepeatWork): RepeatState {
  return {
    comparisonId: comparison.id,
    conversationId: comparison.conversationId,
    status: "paused",
    pause: null,
    total: roundsOf(comparison.repeat) * comparison.repeat.columns.length,
    measured: runs.filter(isMeasured).length,
    failed: runs.filter((run) => run.status === "failed").length,
    running: 0,
    cost: { nanoUsd: 0, unknownCount: 0, isEstimate: false },
    atMostNanoUsd: 0,
    expectedNanoUsd: null,
    leftMs: null,
    holds: [],
  };
}
