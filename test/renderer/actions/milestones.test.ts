import { describe, expect, it } from "vitest";
import { mergeMilestones, milestonesOf } from "#renderer/actions/milestones.ts";
import type { RunEvent } from "#shared/run.ts";
import { attemptOf, endOf } from "#test/support/scripted-data.ts";
import { compareScene } from "#test/support/scripted-scenes.ts";

const runs = compareScene(4_800).runs;
const said = (events: readonly RunEvent[]) =>
  milestonesOf(
    events.map((event) => ({ topic: "run", event })),
    (id) => runs.find((run) => run.id === id),
    (id) => id,
  ).map((one) => one.text);

describe("milestones", () => {
  it("announces a fall-through and the end of an answer, and nothing of the text", () => {
    expect(
      said([
        { type: "attempt-ended", runId: "smart", attemptId: "smart-a", end: endOf({ status: "failed" }) },
        {
          type: "attempt-started",
          runId: "smart",
          attempt: attemptOf("smart-b", { linkIndex: 1, providerId: "anthropic" }),
        },
        { type: "delta", runId: "smart", attemptId: "smart-b", atMs: 1, channel: "text", text: "Hello" },
        { type: "run-ended", runId: "gpt", atMs: 7_900, status: "done", answeredBy: "gpt-a", failure: null },
      ]),
    ).toEqual(["smart: openrouter rate limited, trying anthropic", "GPT-4o: done, 7.90 seconds"]);
  });

  it("becomes one sentence when more than two come together", () => {
    const ends = ["a", "b", "c"].map((text) => ({ text, isEnd: true }));
    expect(mergeMilestones(ends, 3, 9)).toBe("3 of 9 answers done");
    expect(mergeMilestones(ends.slice(0, 2), 2, 9)).toBe("a. b");
  });

  it("says nothing of a thousand pieces of text, and one sentence where sixteen columns end together", () => {
    const deltas = Array.from({ length: 1_000 }, (_, at) => ({
      type: "delta" as const,
      runId: "smart",
      attemptId: "smart-a",
      atMs: at,
      channel: "text" as const,
      text: "word ",
    }));
    expect(said(deltas)).toEqual([]);
    const ends = Array.from({ length: 16 }, (_, at) => ({ text: `GPT ${at}: done`, isEnd: true }));
    expect(mergeMilestones(ends, 16, 16)).toBe("16 of 16 answers done");
  });
});
