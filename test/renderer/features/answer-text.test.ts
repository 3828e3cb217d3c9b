import { beforeEach, describe, expect, it } from "vitest";
import { charactersPerTurn, paintMore } from "#renderer/features/compare/answer-text.tsx";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import { runOf } from "#test/support/scripted-data.ts";

const nothing = { text: "", reasoning: "" };

const { streaming, ended } = charactersPerTurn;

function know(text: string, endMs: number | null = null): void {
  useRunsStore.setState({ runs: { r: runOf("r", { text, endMs }) } });
}

beforeEach(() => know(""));

describe("painting an answer", () => {
  it.each([
    { what: "a backlog", endMs: null, perTurn: streaming },
    { what: "what an ended answer still lacks", endMs: 900, perTurn: ended },
  ])("draws $what over several turns and ends with all of it", ({ endMs, perTurn }) => {
    const text = "word ".repeat(1_000);
    know(text, endMs);
    let drawn = nothing;
    let turns = 0;
    while (drawn.text !== text) {
      const next = paintMore(drawn, "r");
      expect(next.text.length - drawn.text.length).toBeLessThanOrEqual(perTurn);
      expect(next.text.startsWith(drawn.text)).toBe(true);
      drawn = next;
      turns += 1;
    }
    expect(turns).toBe(Math.ceil(text.length / perTurn));
  });

  it("never draws half a character", () => {
    const text = `${"x".repeat(streaming - 1)}😀 and more text`;
    know(text);
    expect(paintMore(nothing, "r").text.endsWith("x")).toBe(true);
    expect(paintMore(paintMore(nothing, "r"), "r").text).toBe(text);
  });

  it("starts over after a reset", () => {
    know("The new answer");
    expect(paintMore({ text: "An old one", reasoning: "" }, "r").text).toBe("The new answer");
  });
});
