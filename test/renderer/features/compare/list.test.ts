import { describe, expect, it } from "vitest";
import { tracksOf } from "#renderer/features/compare/column/column-tracks.ts";
import { type AnswerRow, routeOf, sortRows } from "#renderer/features/compare/list/answer-rows.ts";
import { type Point, plotOf, pointsOf } from "#renderer/features/compare/list/scatter-plot.ts";
import { captionOf, sentenceOf } from "#renderer/features/compare/list/scatter-words.ts";
import { bestByColumn } from "#renderer/features/compare/list/use-answer-rows.ts";
import { columnStateOf } from "#renderer/parts/column-state.ts";
import { sizeClassOf } from "#renderer/stores/compare-size.ts";
import { numbersOf } from "#shared/run-numbers.ts";
import { manyScene } from "#test/support/scripted-many.ts";
import { statesScene } from "#test/support/scripted-scenes.ts";

const nowMs = 1_000_000;

function rowsOf(scene: typeof manyScene): readonly AnswerRow[] {
  const { runs } = scene(nowMs);
  return runs.map((run) => ({
    column: { id: run.columnId, target: run.target },
    name: run.title,
    run,
    state: columnStateOf(true, run),
    numbers: numbersOf(run, 118, nowMs),
    otherPrompt: null,
  }));
}

const namesOf = (rows: readonly AnswerRow[]) => rows.map((row) => row.name);
const many = rowsOf(manyScene);
const failing = () => {
  throw new Error("The row is missing.");
};

describe("List", () => {
  it("puts finished answers by the figure, then what runs, then what has no answer, in both directions", () => {
    const byTotal = namesOf(sortRows(many, { by: "total", isDescending: false }));
    expect(byTotal[0]).toBe("Llama 3.3 70B");
    expect(byTotal.slice(-3)).toEqual(["GPT-4o", "llama3.2:3b", "free"]);
    const turned = namesOf(sortRows(many, { by: "total", isDescending: true }));
    expect(turned.slice(-3)).toEqual(["Llama 3.3 70B", "llama3.2:3b", "free"]);
    expect(namesOf(sortRows(many, null))).toEqual(namesOf(many));
    expect(namesOf(sortRows(many, { by: "target", isDescending: false }))[0]).toBe("fast");
  });

  it("names the route, the link that answered, and what became of an answer that did not come", () => {
    const routes = new Map(many.map((row) => [row.name, routeOf(row, (id) => id)]));
    expect(routes.get("GPT-4o")).toBe("openai");
    expect(routes.get("smart")).toBe("chain, link 2");
    expect(routes.get("free")).toBe("chain, no answer");
    const states = rowsOf(statesScene).map((row) => routeOf(row, (id) => id));
    expect(states.join(" | ")).toMatch(/, stopped/);
    expect(states.join(" | ")).toMatch(/, no key/);
    expect(states.join(" | ")).toMatch(/anthropic, not sent/);
    expect(states.join(" | ")).toMatch(/, cooling down/);
  });

  it("marks the best of the finished answers only", () => {
    const best = bestByColumn(many);
    const fastest = many.find((row) => row.name === "Llama 3.3 70B")?.column.id ?? "";
    expect(best.get(fastest)).toMatchObject({ firstToken: 7, total: 7, speed: 7, cost: 7 });
    expect(best.size).toBe(7);
    expect([...best.values()].filter((one) => one.total !== null)).toHaveLength(1);
  });

  it("compares no answers to different prompts", () => {
    const first = many.findIndex((row) => row.name === "Llama 3.3 70B");
    const rows = many.map((row, at) =>
      at === first && row.run !== undefined
        ? { ...row, run: { ...row.run, comparisonId: "before" }, otherPrompt: 4 }
        : row,
    );
    expect(routeOf(rows[first] ?? failing(), (id) => id)).toBe("prompt 4, groq");
    expect(pointsOf(rows)).toHaveLength(6);
    expect(captionOf(rows)).toContain("Llama 3.3 70B answers prompt 4");
    const best = bestByColumn(rows);
    expect(best.get(rows[first]?.column.id ?? "")).toEqual({ firstToken: null, total: null, speed: null, cost: null });
    expect([...best.values()].map((one) => one.total).filter((of) => of !== null)).toEqual([6]);
  });
});

describe("Scatter", () => {
  it("takes what a logarithmic axis can show, and names the rest", () => {
    expect(pointsOf(many)).toHaveLength(7);
    expect(captionOf(many)).toBe(
      "Both axes are logarithmic. Lower left is better. llama3.2:3b has no price, free has no answer.",
    );
    expect(sentenceOf(pointsOf(many))).toBe(
      "Scatter of cost against total time for seven answers. Llama 3.3 70B is fastest at 0.82\u00a0s and cheapest at $0.000202.",
    );
  });

  it("ends its axes at round figures around the values", () => {
    const { xTicks, yTicks, points } = plotOf(pointsOf(many), { widthPx: 600, heightPx: 260 });
    expect(xTicks.map((tick) => tick.value)).toEqual([0.5, 1, 2, 5, 10]);
    expect(yTicks.map((tick) => tick.value)).toEqual([0.0001, 0.001, 0.01]);
    expect(yTicks.map((tick) => Math.round(tick.share * 100))).toEqual([100, 50, 0]);
    const llama = points.find((point) => point.name === "Llama 3.3 70B");
    expect(Math.round((llama?.x ?? 0) * 1_000)).toBe(165);
    expect(Math.round((llama?.y ?? 0) * 1_000)).toBe(847);
    for (const { x, y } of points) expect(Math.min(x, y) >= 0 && Math.max(x, y) <= 1).toBe(true);
  });

  it("draws one and the same value without dividing by nothing", () => {
    const point: Point = { columnId: "a", name: "A", seconds: 2, usd: 0.001, nanoUsd: 1_000_000 };
    const plot = plotOf([point, { ...point, columnId: "b", name: "B" }], { widthPx: 600, heightPx: 260 });
    for (const { x, y } of plot.points) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
    expect(plot.xTicks.length).toBeGreaterThan(1);
  });

  it("keeps names apart, and leaves out one that has no room", () => {
    const near = Array.from({ length: 16 }, (_, index): Point => {
      const seconds = 2 + index / 1_000;
      return { columnId: `c${index}`, name: `Model number ${index}`, seconds, usd: 0.002, nanoUsd: 2_000_000 };
    });
    const far = { columnId: "far", name: "Far", seconds: 9, usd: 0.05, nanoUsd: 50_000_000 };
    const { points } = plotOf([...near, far], { widthPx: 600, heightPx: 260 });
    const placed = points.filter((point) => point.label !== null);
    expect(placed.length).toBeLessThan(17);
    expect(placed.length).toBeGreaterThanOrEqual(2);
    expect(points.find((point) => point.name === "Far")?.label).not.toBeNull();
    const places = placed.filter((point) => point.name !== "Far").map((point) => point.label);
    expect(new Set(places).size).toBe(places.length);
  });
});

describe("Room for columns", () => {
  it("is few for up to four that fit, many from five on, where they do not fit, and in a magnified window", () => {
    const wide = { widthPx: 1_440, heightPx: 900 };
    const small = { widthPx: 1_024, heightPx: 700 };
    expect([2, 4, 5, 16].map((count) => sizeClassOf(count, wide))).toEqual(["few", "few", "many", "many"]);
    expect([2, 3, 4].map((count) => sizeClassOf(count, small))).toEqual(["few", "few", "many"]);
    expect(sizeClassOf(2, { widthPx: 720, heightPx: 450 })).toBe("many");
  });

  it("gives resized columns their width and the others their share, and leaves no gap at the right", () => {
    expect(tracksOf(2, undefined)).toBe("minmax(300px, 1fr) minmax(300px, 1fr)");
    expect(tracksOf(3, [400, null, 500])).toBe("400px minmax(300px, 1fr) minmax(500px, 1fr)");
  });
});
