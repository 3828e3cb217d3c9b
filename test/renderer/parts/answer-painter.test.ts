import { beforeEach, describe, expect, it } from "vitest";
import { createDrawing, type Painted, paintInTurns } from "#renderer/parts/answer/answer-painter.ts";
import { applyRunEvents, useRunsStore } from "#renderer/stores/runs-store.ts";
import type { RunEvent } from "#shared/run.ts";
import { attemptOf, runOf } from "#test/support/scripted-data.ts";

const textOf = ({ text }: Painted) => [...text.blocks.flat(2), ...text.pieces, text.tail].join("|");
const delta = (text: string, channel: "text" | "reasoning" = "text"): RunEvent => ({
  type: "delta",
  runId: "r",
  attemptId: "a",
  atMs: 1,
  channel,
  text,
});
const apply = (...events: RunEvent[]) => applyRunEvents(events.map((event) => ({ topic: "run", event })));
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

beforeEach(() => useRunsStore.setState({ runs: { r: runOf("r", { attempts: [attemptOf("a", {})] }) } }));

/** What an answer shows once it has drawn all it knows. */
async function settled(painted: () => Painted | null): Promise<string> {
  for (let turn = 0; turn < 200; turn += 1) await frame();
  const last = painted();
  return last === null ? "" : textOf(last);
}

describe("painting an answer", () => {
  it("draws a backlog in stretches and ends with all of it", () => {
    const text = "word ".repeat(1_000);
    const drawing = createDrawing(runOf("r", { text }));
    const lengths: number[] = [];
    for (let isMore = true; isMore; ) {
      isMore = drawing.draw(700);
      lengths.push(textOf(drawing.painted()).length);
    }
    expect(lengths).toHaveLength(Math.ceil(text.length / 700));
    expect(textOf(drawing.painted())).toBe(text);
  });

  it("starts over after a reset, even where the new text comes with the same batch", async () => {
    let last: Painted | null = null;
    const stop = paintInTurns("r", (painted) => {
      last = painted;
    });
    apply(delta("An old one"));
    await frame();
    apply(delta(" goes on"), { type: "reset", runId: "r", attemptId: "a", atMs: 2 }, delta("The new answer"));
    expect(await settled(() => last)).toBe("The new answer");
    stop();
  });

  it("goes on where a snapshot is ahead of the deltas, and takes no delta twice", async () => {
    let last: Painted | null = null;
    const stop = paintInTurns("r", (painted) => {
      last = painted;
    });
    apply(delta("One "));
    await frame();
    const run = runOf("r", { text: "One two ", attempts: [attemptOf("a", {})] });
    useRunsStore.setState({ runs: { r: run } });
    apply(delta("three"));
    expect(await settled(() => last)).toBe("One two three");
    stop();
  });

  it("shows reasoning as it comes", async () => {
    let last: Painted | null = null;
    const stop = paintInTurns("r", (painted) => {
      last = painted;
    });
    apply(delta("First I ", "reasoning"), delta("think.", "reasoning"));
    await settled(() => last);
    expect(last).toMatchObject({ hasText: false, reasoning: ["First I think."] });
    stop();
  });
});
