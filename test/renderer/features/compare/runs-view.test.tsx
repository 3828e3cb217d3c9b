import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RunsView } from "#renderer/features/compare/runs/runs-view.tsx";
import { followRuns } from "#renderer/parts/use-runs-of.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useRepeatDraftStore } from "#renderer/stores/repeat-draft-store.ts";
import { putRepeats, useRepeatsStore } from "#renderer/stores/repeats-store.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import { failureOf } from "#shared/failure.ts";
import type { RepeatState } from "#shared/repeat.ts";
import type { Comparison, Run } from "#shared/run.ts";
import { buttonNamed, find, mount, press } from "#test/renderer/features/mount.ts";
import { pageText } from "#test/renderer/features/window-on-host.ts";
import { attemptOf, modelTarget, runOf, usageOf } from "#test/support/scripted-data.ts";

const target = modelTarget("openai", "gpt-4o");
const comparisonOf = (parts: Partial<Comparison> = {}): Comparison => ({
  id: "c",
  conversationId: "v",
  sessionId: "s",
  prompt: "Summarise",
  startedAtMs: 0,
  isDemo: false,
  ...parts,
});
const repeat = {
  purpose: "repeat",
  times: 20,
  seed: 7,
  perProvider: 1,
  columns: ["a", "b"].map((columnId) => ({ columnId, target })),
} as const;
const stateOf = (parts: Partial<RepeatState>): RepeatState => ({
  ...{ comparisonId: "c", conversationId: "v", status: "running", pause: null, total: 40, measured: 6, failed: 0 },
  ...{ running: 2, atMostNanoUsd: 9e7, expectedNanoUsd: 3e7, leftMs: 60_000, holds: [] },
  cost: { nanoUsd: 6e6, unknownCount: 0, isEstimate: false },
  ...parts,
});
const answer = (columnId: string, round: number, parts: Partial<Run> = {}): Run => {
  const id = `${columnId}${round}`;
  const endMs = 1_000 + round * 100;
  const attempt = attemptOf(`${id}-t`, {
    ...{ status: "answered", endMs, startMs: 0, firstContentMs: 300, firstAnswerMs: 300, lastContentMs: endMs },
    ...{ connectedMs: round === 0 ? 80 : 0, usage: usageOf(100, 50), cost: { nanoUsd: 1e6, source: "computed" } },
  });
  const times = { endMs, startedAtMs: round * 2_000 };
  return runOf(id, {
    comparisonId: "c",
    columnId,
    target,
    round,
    status: "done",
    answeredBy: attempt.id,
    attempts: [attempt],
    ...times,
    ...parts,
  });
};
const failed = (columnId: string, round: number) =>
  answer(columnId, round, {
    status: "failed",
    answeredBy: null,
    failure: failureOf("SERVER", "Down.", { status: 503 }),
  });

let unmount: () => Promise<void> = async () => undefined;
const show = async (comparison: Comparison | null, runs: readonly Run[] = [], state?: RepeatState) => {
  useColumnsStore.setState({ conversationId: "v", shownId: null, columns: [{ id: "a", target }] });
  useAppStore.setState({ comparisons: comparison === null ? [] : [comparison] });
  useRunsStore.setState({ runs: Object.fromEntries(runs.map((run) => [run.id, run])) });
  if (state !== undefined) putRepeats([state]);
  unmount = await mount(<RunsView />);
};

beforeEach(() => useRepeatsStore.setState({ byComparison: {} }));
afterEach(async () => {
  vi.useRealTimers();
  await unmount();
  unmount = async () => undefined;
});

describe("Runs", () => {
  it("offers to repeat where nothing was", async () => {
    await show(comparisonOf());
    expect(pageText()).toContain("This prompt was sent once.");
    await press(buttonNamed("Repeat ×20"));
    expect(useRepeatDraftStore.getState()).toMatchObject({ times: 20, isOpen: true });
    useRepeatDraftStore.setState({ times: 1, isOpen: false });
  });

  it("tells how far a repeat is, and counts failures apart from what is measured", async () => {
    const runs = [0, 1, 2].flatMap((round) => [
      answer("a", round),
      round === 1 ? failed("b", round) : answer("b", round),
    ]);
    await show(comparisonOf({ repeat }), runs, stateOf({ failed: 1 }));
    expect(pageText()).toContain("6 of 40 runs measured");
    expect(find('[role="progressbar"]').getAttribute("aria-valuenow")).toBe("6");
    const [first, second] = [...document.querySelectorAll('section[aria-label="Counts"] tbody tr')];
    const figures = [...(first?.children ?? [])].slice(1).map((cell) => cell.textContent);
    expect(figures).toEqual(["3", "0", "2 warm, 1 cold", "0", "0", "$0.00300"]);
    expect(second?.textContent).toContain("503");
    expect(document.querySelectorAll('section[aria-label="First token"]')).toHaveLength(1);
    for (const name of ["First token", "Total", "Speed", "Cost per answer", "Output", "Runs"]) {
      expect(document.querySelector(`section[aria-label="${name}"]`)).not.toBeNull();
    }
  });

  it("pauses while it runs, resumes where it stands, and does neither once all is measured", async () => {
    await show(comparisonOf({ repeat }), [], stateOf({}));
    expect([buttonNamed("Pause"), buttonNamed("Stop")].every((button) => !button.disabled)).toBe(true);
    await act(async () => putRepeats([stateOf({ status: "paused", pause: { kind: "restart" }, running: 0 })]));
    expect(pageText()).toContain("Understudy was closed meanwhile.");
    expect(buttonNamed("Resume").disabled).toBe(false);
    await act(async () => putRepeats([stateOf({ status: "done", measured: 40, running: 0 })]));
    expect(() => buttonNamed("Resume")).toThrow();
    expect(() => buttonNamed("Pause")).toThrow();
  });

  it("looks at runs once a second at most, and not for what streams in between", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "requestAnimationFrame"] });
    useRunsStore.setState({ runs: {} });
    const told: number[] = [];
    const stop = followRuns("c", (runs) => told.push(runs.length));
    const add = (round: number) =>
      useRunsStore.setState(({ runs }) => ({ runs: { ...runs, [`a${round}`]: answer("a", round) } }));
    for (let round = 0; round < 50; round += 1) {
      add(round);
      vi.advanceTimersByTime(40);
    }
    vi.advanceTimersByTime(1_100);
    // The beginning, two whole seconds, and what came after them.
    expect(told.length).toBeLessThanOrEqual(4);
    expect(told.at(-1)).toBe(50);
    useRunsStore.setState(({ runs }) => ({ runs: { ...runs, other: answer("z", 0, { comparisonId: "other" }) } }));
    vi.advanceTimersByTime(1_100);
    expect(told.at(-1)).toBe(50);
    const before = told.length;
    stop();
    add(60);
    vi.advanceTimersByTime(2_000);
    expect(told).toHaveLength(before);
  });
});
