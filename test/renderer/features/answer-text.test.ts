import { beforeEach, describe, expect, it } from "vitest";
import { charactersPerTurn, paintMore } from "#renderer/features/compare/answer-text.tsx";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import { runOf } from "#test/support/scripted-data.ts";

const nothing = { text: "", reasoning: "" };

function know(text: string): void {
  useRunsStore.setState({ runs: { r: runOf("r", { text }) } });
}

beforeEach(() => know(""));

describe("painting an answer", () => {
  it("draws a long backlog over several turns and ends with all of it", () => {
    const text = "word ".repeat(1_000);
    know(text);
    let drawn = nothing;
    let turns = 0;
    while (drawn.text !== text) {
      const next = paintMore(drawn, "r");
      expect(next.text.length - drawn.text.length).toBeLessThanOrEqual(charactersPerTurn);
      expect(next.text.startsWith(drawn.text)).toBe(true);
      drawn = next;
      turns += 1;
    }
    expect(turns).toBe(Math.ceil(text.length / charactersPerTurn));
  });

  it("never draws half a character", () => {
    const text = `${"x".repeat(charactersPerTurn - 1)}😀 and more text`;
    know(text);
    expect(paintMore(nothing, "r").text.endsWith("x")).toBe(true);
    expect(paintMore(paintMore(nothing, "r"), "r").text).toBe(text);
  });

  it("starts over after a reset", () => {
    know("The new answer");
    expect(paintMore({ text: "An old one", reasoning: "" }, "r").text).toBe("The new answer");
  });
});
