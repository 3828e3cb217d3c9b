import { describe, expect, it, vi } from "vitest";
import { editScript } from "#renderer/parts/diff/edit-script.ts";
import { runInSlices } from "#renderer/parts/diff/in-slices.ts";
import { summaryOf } from "#renderer/parts/diff/summary.ts";
import { type DiffUnit, diffTexts, type TextDiff } from "#renderer/parts/diff/text-diff.ts";

function finish<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

const diffOf = (baseline: string, other: string, unit: DiffUnit = "words") => finish(diffTexts(baseline, other, unit));
const without = (diff: TextDiff, kind: string) =>
  diff.parts.flatMap((part) => (part.kind === kind ? [] : [part.text])).join("");

/** A repeatable stream of numbers below `below`. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** The length of the longest common subsequence, by the textbook table. */
function longestCommon(first: readonly number[], second: readonly number[]): number {
  let before = new Array<number>(second.length + 1).fill(0);
  for (const one of first) {
    const row = [0];
    second.forEach((other, index) => {
      row.push(one === other ? (before[index] ?? 0) + 1 : Math.max(before[index + 1] ?? 0, row[index] ?? 0));
    });
    before = row;
  }
  return before.at(-1) ?? 0;
}

describe("Edit script", () => {
  it("is the shortest that turns one list into the other, for lists of every shape", () => {
    const roll = dice(7);
    for (let round = 0; round < 400; round += 1) {
      const list = () => Array.from({ length: roll(14) }, () => roll(4));
      const [first, second] = [list(), list()];
      const edits = finish(editScript(first, second, 1_000)) ?? [];
      let x = 0;
      let y = 0;
      let changed = 0;
      for (const { kind, count } of edits) {
        if (kind === "same") expect(first.slice(x, x + count)).toEqual(second.slice(y, y + count));
        else changed += count;
        if (kind !== "added") x += count;
        if (kind !== "removed") y += count;
      }
      expect([x, y]).toEqual([first.length, second.length]);
      expect(changed).toBe(first.length + second.length - 2 * longestCommon(first, second));
    }
  });

  it("gives up beyond the most edits and pauses on the way", () => {
    const first = Array.from({ length: 300 }, (_, index) => index);
    const second = first.toReversed();
    expect(finish(editScript(first, second, 100))).toBeNull();
    const work = editScript(first, second, 1_000);
    expect(work.next().done).toBe(false);
    const changed = (finish(work) ?? []).filter((edit) => edit.kind !== "same");
    expect(changed.reduce((sum, edit) => sum + edit.count, 0)).toBe(598);
  });
});

describe("Text diff", () => {
  it("tells words that were added and removed, and counts them", () => {
    const diff = diffOf("The quick brown fox jumps.", "The slow brown fox jumps high.");
    expect(diff.parts).toEqual([
      { kind: "same", text: "The " },
      { kind: "removed", text: "quick" },
      { kind: "added", text: "slow" },
      { kind: "same", text: " brown fox jumps" },
      { kind: "added", text: " high" },
      { kind: "same", text: "." },
    ]);
    expect(summaryOf(diff)).toBe("2 words added, 1 removed, 72% the same");
  });

  it("reads several changed words in a row as one change, and keeps both texts whole", () => {
    const [before, after] = ["a one two three z", "a four five six z"];
    const diff = diffOf(before, after);
    expect(diff.parts.map((part) => part.text)).toEqual(["a ", "one two three", "four five six", " z"]);
    expect(without(diff, "added")).toBe(before);
    expect(without(diff, "removed")).toBe(after);
  });

  it("compares by lines, and says that equal answers are equal", () => {
    expect(diffOf("a\nb\nc\n", "a\nx\nc\n", "lines").parts).toEqual([
      { kind: "same", text: "a\n" },
      { kind: "removed", text: "b\n" },
      { kind: "added", text: "x\n" },
      { kind: "same", text: "c\n" },
    ]);
    expect(summaryOf(diffOf("Same", "Same"))).toBe("Both answers are the same, character by character.");
  });

  it("falls back to lines where the words differ too much, and to the whole where the lines do too", () => {
    const numbers = Array.from({ length: 5_000 }, (_, index) => `n${index}`);
    const turned = numbers.toReversed();
    const byLine = diffOf(numbers.join(" "), turned.join(" "));
    expect([byLine.unit, byLine.isWhole]).toEqual(["lines", false]);
    const whole = diffOf(numbers.join("\n"), turned.join("\n"));
    expect([whole.unit, whole.isWhole, whole.parts.length, whole.samePercent]).toEqual(["lines", true, 2, 0]);
  });

  it("needs no search for words that only one answer has", () => {
    const words = (start: string) => Array.from({ length: 20_000 }, (_, index) => `${start}${index}`).join(" ");
    const diff = diffOf(words("a"), words("b"));
    expect([diff.unit, diff.samePercent, diff.added, diff.removed]).toEqual(["words", 0, 20_000, 20_000]);
  });
});

describe("Work in slices", () => {
  it("lets other things happen in between and tells the result, unless it was given up", async () => {
    let nowMs = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => nowMs);
    let steps = 0;
    function* work(): Generator<undefined, string> {
      for (let step = 0; step < 40; step += 1) {
        steps += 1;
        nowMs += 1;
        yield;
      }
      return "done";
    }
    // Every slice after the first one is asked for by a message: between two of them the window does other things.
    const asked = vi.spyOn(Object.getPrototypeOf(new MessageChannel().port2), "postMessage");
    expect(await new Promise((resolve) => runInSlices(work(), resolve))).toBe("done");
    expect(asked.mock.calls.length).toBeGreaterThanOrEqual(4);
    asked.mockRestore();
    clock.mockRestore();
    const before = steps;
    const results: string[] = [];
    runInSlices(work(), (result) => results.push(result))();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect([steps - before, results]).toEqual([0, []]);
  });
});
