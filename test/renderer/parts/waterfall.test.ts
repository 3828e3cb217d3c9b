import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisFor, sharedAxis } from "#renderer/parts/waterfall/axis.ts";
import { rowWords } from "#renderer/parts/waterfall/row-words.ts";
import { rowsOf } from "#renderer/parts/waterfall/rows.ts";
import { newLink } from "#shared/chain.ts";
import { failureOf } from "#shared/failure.ts";
import { attemptOf, rateLimited, runOf } from "#test/support/scripted-data.ts";
import { compareScene, statesScene } from "#test/support/scripted-scenes.ts";

const names = { provider: (id: string) => id, model: (_: string, id: string) => id };

function runNamed(scene: typeof compareScene, id: string) {
  const run = scene(0).runs.find((one) => one.id === id);
  if (run === undefined) throw new Error(`The scene has no run ${id}.`);
  return run;
}

const shapes = (run: Parameters<typeof rowsOf>[0], nowMs = 4_800) =>
  rowsOf(run, 0, nowMs).map((row) =>
    row.segments.map((one) => `${one.kind} ${one.startMs}-${one.endMs}${one.isLive ? " live" : ""}`),
  );

describe("waterfall rows", () => {
  it("shows a chain that fell through: hatched, then waiting and streaming up to now, then a link not needed yet", () => {
    const run = runNamed(compareScene, "smart");
    expect(shapes(run)).toEqual([["failed 0-410"], ["waiting 420-1380", "streaming 1380-4800 live"], []]);
    expect(rowsOf(run, 0, 4_800).map((row) => row.state)).toEqual(["failed", "running", "idle"]);
  });

  it("shows retries of one link in one row, with the pause between them", () => {
    const run = runNamed(statesScene, "free");
    expect(shapes(run)).toEqual([
      ["skipped 0-0"],
      ["failed 10-620", "backoff 620-1600", "failed 1600-2200"],
      ["failed 2210-2230"],
    ]);
    expect(rowsOf(run, 0, 4_800)[1]?.durationMs).toBe(2_190);
  });

  it("draws a stream that was cut as outlined, then hatched", () => {
    const cut = attemptOf("a", {
      status: "failed",
      firstContentMs: 300,
      endMs: 900,
      failure: failureOf("TIMEOUT", "", { reason: "cut" }),
    });
    expect(shapes(runOf("cut", { attempts: [cut] }))).toEqual([["waiting 0-300", "cut 300-900"]]);
  });

  it("lets the dotted line grow while the run waits for its time", () => {
    expect(shapes(runNamed(statesScene, "cooling"), 3_000)).toEqual([["failed 0-300", "backoff 300-3000"]]);
    expect(shapes(runNamed(statesScene, "cooling"), 5_000)).toEqual([["failed 0-300", "backoff 300-5000"]]);
  });

  it("begins a new row when a run comes back to a link it had left", () => {
    const attempts = [
      attemptOf("a", { status: "failed", endMs: 100, failure: rateLimited }),
      attemptOf("b", { status: "failed", linkIndex: 1, startMs: 100, endMs: 200, failure: rateLimited }),
      attemptOf("c", { linkIndex: 0, startMs: 5_000, waitedMs: 4_800 }),
    ];
    expect(rowsOf(runOf("probe", { attempts }), 0, 6_000).map((row) => row.linkIndex)).toEqual([0, 1, 0]);
  });

  it("says in words what the shapes say", () => {
    const run = runNamed(compareScene, "smart");
    const words = rowsOf(run, 0, 4_800).map((row) => rowWords(row, run, names));
    expect(words.map((one) => [one.state, one.brief.replaceAll("\u00a0", " ")])).toEqual([
      ["Failed", "429 · retry after 30 s"],
      ["Running", ""],
      ["Not tried", "not needed yet"],
    ]);
  });

  it("gives the reason of a loss as a sentence", () => {
    const cut = attemptOf("a", { status: "failed", endMs: 900, failure: failureOf("TIMEOUT", "", { reason: "cut" }) });
    const run = runOf("one", { attempts: [cut] });
    expect(rowsOf(run, 0, 900).map((row) => rowWords(row, run, names).why)).toEqual(["Cut mid-stream."]);
  });

  it("names the model that served where OpenRouter fell back to another one by itself", () => {
    const rowFor = (modelServed: string, more: { models?: string[]; failure?: typeof rateLimited } = {}) => {
      const { models = ["y/two"], failure } = more;
      const link = { ...newLink("link", "One", { providerId: "openrouter", modelId: "x/one" }), models };
      const asked = { providerId: "openrouter", modelId: "x/one", endMs: 900 };
      const lost = failure === undefined ? [] : [attemptOf("a", { ...asked, status: "failed", failure })];
      const answered = attemptOf("b", { ...asked, status: "answered", modelServed });
      const run = runOf("one", { links: [link], attempts: [...lost, answered] });
      const [row] = rowsOf(run, 0, 900).map((one) => rowWords(one, run, names));
      return [row?.name, row?.brief.replaceAll("\u00a0", " ")];
    };
    expect(rowFor("y/two-2026-01-02")).toEqual(["y/two · openrouter", "in place of x/one"]);
    expect(rowFor("z/three")).toEqual(["z/three · openrouter", "in place of x/one"]);
    expect(rowFor("x/one-2026-01-02")).toEqual(["x/one · openrouter", ""]);
    expect(rowFor("one-v7", { models: [] })).toEqual(["x/one · openrouter", ""]);
    expect(rowFor("y/two", { failure: rateLimited })).toEqual([
      "y/two · openrouter",
      "in place of x/one · after 429 · retry after 30 s",
    ]);
  });

  it("never shows an unknown price as a cost of nothing", () => {
    const run = runNamed(statesScene, "unpriced");
    expect(rowsOf(run, 0, 4_800).map((row) => rowWords(row, run, names).cost)).toEqual(["unknown"]);
  });

  it("keeps every segment of a running attempt between its start and now", () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(5_000), fc.nat(5_000), (startMs, contentAfter, nowAfter) => {
        const nowMs = startMs + contentAfter + nowAfter;
        const attempt = attemptOf("a", { startMs, firstContentMs: startMs + contentAfter });
        for (const segment of rowsOf(runOf("r", { attempts: [attempt] }), 0, nowMs)[0]?.segments ?? []) {
          expect(segment.startMs).toBeGreaterThanOrEqual(startMs);
          expect(segment.endMs).toBeLessThanOrEqual(nowMs);
          expect(segment.endMs).toBeGreaterThanOrEqual(segment.startMs);
        }
      }),
    );
  });
});

describe("axis", () => {
  it("snaps to round figures and labels the last tick with the unit", () => {
    expect(axisFor(4_800)).toMatchObject({
      fullMs: 6_000,
      parts: 6,
      labels: ["0", "1", "2", "3", "4", "5", "6\u00a0s"],
    });
    expect(axisFor(1_700).labels).toEqual(["0", "0.5", "1", "1.5", "2\u00a0s"]);
    expect(axisFor(200_000).fullMs).toBe(240_000);
  });

  it("holds the longest run on screen and only grows with time", () => {
    const { runs } = compareScene(3_300);
    const at = [3_300, 6_100, 9_000, 20_000, 130_000].map((nowMs) => sharedAxis(runs, nowMs).fullMs);
    expect(at).toEqual(at.toSorted((one, other) => one - other));
    expect(at[0]).toBe(4_000);
  });
});
