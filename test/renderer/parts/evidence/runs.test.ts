import { describe, expect, it } from "vitest";
import { linesOfSide } from "#renderer/parts/diff/two-sides.ts";
import { cellGrid, cellPaths, longestOf, numberedRounds, roundAt } from "#renderer/parts/evidence/cells.ts";
import { rowWords, runWords } from "#renderer/parts/evidence/run-words.ts";
import { lookOf, runsByRound } from "#renderer/parts/evidence/series.ts";
import { failureOf } from "#shared/failure.ts";
import type { Run } from "#shared/run.ts";
import { attemptOf, modelTarget, runOf, usageOf } from "#test/support/scripted-data.ts";

const run = (id: string, parts: Partial<Run>): Run => runOf(id, { status: "done", endMs: 1_000, ...parts });
const spaces = (text: string) => text.replaceAll("\u00a0", " ");

describe("the runs of a series by round", () => {
  it("takes the run that measured, and where none did the newest; a round to come has none", () => {
    const runs = [
      run("a", { round: 0, status: "stopped", startedAtMs: 1 }),
      run("b", { round: 0, startedAtMs: 2 }),
      run("c", { round: 1, status: "stopped", startedAtMs: 3 }),
      run("d", { round: 1, status: "running", endMs: null, startedAtMs: 4 }),
      run("e", { startedAtMs: 5 }),
    ];
    expect(runsByRound({ runs }, 3).map((one) => one?.id)).toEqual(["b", "d", undefined]);
  });

  it("keeps what was measured where its round was asked once more", () => {
    const runs = [run("a", { round: 0, startedAtMs: 1 }), run("b", { round: 0, status: "stopped", startedAtMs: 2 })];
    expect(runsByRound({ runs }, 1)[0]?.id).toBe("a");
  });

  it("are told apart by shape where they are two, by name where they are more", () => {
    expect([lookOf(0, 2), lookOf(1, 2)]).toEqual(["filled", "hollow"]);
    expect([lookOf(0, 3), lookOf(2, 3)]).toEqual(["plain", "plain"]);
  });
});

describe("the strip of runs", () => {
  it("fills the room, and scrolls where there are more runs than fit", () => {
    expect(cellGrid(20, 700)).toMatchObject({ widthPx: 700, gapPx: 3 });
    const many = cellGrid(1_000, 700);
    expect(many.widthPx).toBe(4_999);
    expect(roundAt(0, 1_000, many)).toBe(0);
    expect(roundAt(4_999, 1_000, many)).toBe(999);
    expect(roundAt(9_000, 1_000, many)).toBe(999);
    expect(cellGrid(3, 700)).toMatchObject({ widthPx: 700, stepPx: 80 });
    expect(roundAt(650, 3, cellGrid(3, 700))).toBe(2);
  });

  it("numbers every run where there is room, and as many as stand apart where there is not", () => {
    expect(numberedRounds(20, cellGrid(20, 700))).toHaveLength(20);
    const grid = cellGrid(200, 900);
    const numbered = numberedRounds(200, grid);
    expect(numbered).toContain(199);
    const gaps = numbered.slice(1).map((round, index) => (round - (numbered[index] ?? 0)) * grid.stepPx);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20);
  });

  it("draws bars by total time, × for what failed and nothing for what is to come, however many in four paths", () => {
    const runs = [
      run("a", { endMs: 500 }),
      run("b", { endMs: 1_000 }),
      run("c", { status: "failed", endMs: 9_000 }),
      undefined,
    ];
    expect(longestOf([runs])).toBe(1_000);
    const paths = cellPaths(runs, longestOf([runs]), cellGrid(4, 97));
    expect(paths.bars.match(/M/g)).toHaveLength(2);
    expect(paths.bars).toContain("M0 12h");
    expect(paths.bars).toContain("M25 0h");
    expect(paths.crosses.match(/M/g)).toHaveLength(1);
    expect(paths.failed.match(/M/g)).toHaveLength(1);
    expect(paths.wells.match(/M/g)).toHaveLength(3);
  });
});

describe("the words of a run", () => {
  it("say how long it took and how much came, or why nothing did", () => {
    const attempt = attemptOf("x", { status: "answered", usage: usageOf(10, 326) });
    const done = run("a", { endMs: 5_820, attempts: [attempt], answeredBy: "x" });
    const failure = failureOf("SERVER", "Bad gateway", { status: 502 });
    expect(spaces(runWords(done))).toBe("5.82 s, 326 tokens");
    expect(spaces(runWords(run("b", { status: "failed", endMs: 900, failure })))).toBe("502 server error after 0.90 s");
    expect(runWords(run("c", { status: "stopped" }))).toBe("stopped, measures nothing");
    expect(runWords(undefined)).toBe("not asked yet");
  });

  it("name the row of the data set that a round took", () => {
    const columns = [{ columnId: "a", target: modelTarget("openai", "gpt-4o") }];
    const plan = { purpose: "repeat", times: 2, seed: 1, perProvider: 1, columns } as const;
    const rows = [{ text: "Refund", label: "billing" }, { text: "Hello" }];
    expect(rowWords({ repeat: { ...plan, rows } }, 2)).toBe("text: Refund, label: billing");
    expect(rowWords({ repeat: { ...plan, rows } }, 3)).toBe("text: Hello");
    expect(rowWords({ repeat: plan }, 0)).toBeNull();
  });
});

describe("two answers beside each other", () => {
  const parts = [
    { kind: "same", text: "- 09:21: " },
    { kind: "removed", text: "on-call" },
    { kind: "added", text: "the engineer\nand" },
    { kind: "same", text: " rolled back\n- 09:40" },
  ] as const;

  it("each keep their own words in their lines, and the dashes of a list are drawn as dots", () => {
    expect(linesOfSide(parts, "removed")).toEqual([
      {
        isItem: true,
        parts: [
          { text: "09:21: ", isOwn: false },
          { text: "on-call", isOwn: true },
          { text: " rolled back", isOwn: false },
        ],
      },
      { isItem: true, parts: [{ text: "09:40", isOwn: false }] },
    ]);
    const added = linesOfSide(parts, "added");
    expect(added.map((line) => line.parts.map((part) => part.text).join(""))).toEqual([
      "09:21: the engineer",
      "and rolled back",
      "09:40",
    ]);
    expect(added[1]?.parts[0]).toEqual({ text: "and", isOwn: true });
  });

  it("draw a dot too where the dash itself is what changed", () => {
    const [line] = linesOfSide([{ kind: "added", text: "- new" }], "added");
    expect(line).toEqual({ isItem: true, parts: [{ text: "new", isOwn: true }] });
  });
});
