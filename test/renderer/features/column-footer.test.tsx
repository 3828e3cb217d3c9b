import { afterEach, describe, expect, it } from "vitest";
import { ColumnFooter } from "#renderer/features/compare/column/column-footer.tsx";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import type { Run } from "#shared/run.ts";
import { attemptOf, modelTarget, runOf, usageOf } from "#test/support/scripted-data.ts";
import { mount } from "./mount.ts";

let unmount: () => Promise<void> = async () => undefined;
afterEach(async () => unmount());

function answer(id: string, totalMs: number, parts: Partial<Run> = {}): Run {
  const attempt = attemptOf(`${id}-a`, {
    status: "answered",
    firstContentMs: 200,
    firstAnswerMs: 200,
    lastContentMs: totalMs,
    endMs: totalMs,
    usage: usageOf(100, 200),
    cost: { nanoUsd: 1_000_000, source: "computed" },
  });
  const ended = { status: "done", endMs: totalMs, attempts: [attempt], answeredBy: attempt.id } as const;
  return runOf(id, { comparisonId: "same", columnId: `col-${id}`, ...ended, ...parts });
}

/** The metrics of the first run that are marked as the best, with all runs on screen. */
async function bestOfFirst(...runs: readonly [Run, ...Run[]]): Promise<string[]> {
  useRunsStore.setState({
    runs: Object.fromEntries(runs.map((run) => [run.id, run])),
    runIdByColumn: Object.fromEntries(runs.map((run) => [run.columnId, run.id])),
  });
  useColumnsStore.setState({
    columns: runs.map((run) => ({ id: run.columnId, target: modelTarget("openai", "gpt-4o") })),
  });
  unmount = await mount(<ColumnFooter run={runs[0]} title="first" />);
  return [...document.querySelectorAll("dt")].flatMap((term) =>
    term.textContent?.includes("best of") ? [term.textContent.replace(/,.*/, "")] : [],
  );
}

describe("the best value of each metric", () => {
  it("is marked among answers to the same prompt, and what ties is shared", async () => {
    expect(await bestOfFirst(answer("a", 1_000), answer("b", 2_000))).toEqual([
      "First token",
      "Total",
      "Speed",
      "Cost",
    ]);
  });

  it("is not marked where another answer is better", async () => {
    expect(await bestOfFirst(answer("a", 2_000), answer("b", 1_000))).toEqual(["First token", "Cost"]);
  });

  it("is not marked of one answer alone, nor beside one that failed or still streams", async () => {
    expect(await bestOfFirst(answer("a", 1_000))).toEqual([]);
    await unmount();
    const failed = answer("b", 2_000, { status: "failed" });
    const streaming = answer("c", 2_000, { status: "running", endMs: null });
    expect(await bestOfFirst(answer("a", 1_000), failed, streaming)).toEqual([]);
  });

  it("is not marked against an answer to another prompt", async () => {
    expect(await bestOfFirst(answer("a", 1_000), answer("b", 2_000, { comparisonId: "other" }))).toEqual([]);
  });
});
