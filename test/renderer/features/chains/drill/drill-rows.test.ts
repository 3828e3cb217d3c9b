import { describe, expect, it } from "vitest";
import { type RowFacts, rowLook, rowReason } from "#renderer/features/chains/drill/drill-row-words.ts";
import { drillRows, playedMs } from "#renderer/features/chains/drill/drill-rows.ts";
import type { DrillPlay } from "#renderer/stores/drills-store.ts";
import { failureOf } from "#shared/failure.ts";
import { chain, limited, mockup, playOf, refusedKey } from "./drill-runs.ts";

function wordsOf(play: DrillPlay | undefined, ended: RowFacts["ended"], nowMs = 10_000): readonly string[] {
  return drillRows(chain.links, play, nowMs).map((row) => {
    const facts = { provider: row.link.provider, fault: play?.faults[row.link.id] ?? null, ended };
    const { what, rest } = rowReason(row, facts);
    return `${rowLook(row).icon}: ${what} ${rest}`.replaceAll("\u00a0", " ").replaceAll(/ +/g, " ").trim();
  });
}

describe("rows of a drill", () => {
  it("say what happened at each link, and what came of it", () => {
    expect(wordsOf(mockup(), "done")).toEqual([
      "fail: 429 rate limited. openrouter cools down for 30 s.",
      "cut: Stream cut after 120 tokens. Partial dropped, still billed.",
      "ok: Answered with 380 tokens at 116 tok/s.",
    ]);
  });

  it("say no speed of an answer that came in one burst", () => {
    const burst = playOf([{ linkIndex: 0, fromMs: 0, toMs: 150, text: "Answer" }], {
      status: "done",
      atMs: 150,
      by: "0@0",
    });
    expect(wordsOf(burst, "done")[0]).toBe("ok: Answered with 380 tokens.");
  });

  it("have times and costs, in played time", () => {
    const [limit, cutStream, answered] = drillRows(chain.links, mockup(), 99_999);
    expect(limit).toMatchObject({ durationMs: 380, cost: { nanoUsd: 0 } });
    expect(cutStream).toMatchObject({ durationMs: 2_880, cost: { nanoUsd: 3_340_000 } });
    expect(answered).toMatchObject({ durationMs: 6_570, cost: { nanoUsd: 5_160_000 } });
    expect(answered?.segments.map(({ kind }) => kind)).toEqual(["waiting", "streaming"]);
  });

  it("say nothing before the first run, and tell not needed from not tried", () => {
    expect(wordsOf(undefined, null)).toEqual(["ring:", "ring:", "ring:"]);
    const first = { linkIndex: 0, fromMs: 0, toMs: 500 };
    expect(wordsOf(playOf([first]), "running").slice(1)).toEqual(["ring: Not needed yet.", "ring: Not needed yet."]);
    const done = playOf([first], { status: "done", atMs: 500, by: "0@0" });
    expect(wordsOf(done, "done").slice(1)).toEqual(["ring: Not needed.", "ring: Not needed."]);
    const broke = playOf([{ ...first, failure: refusedKey }], { status: "failed", atMs: 500 });
    expect(wordsOf(broke, "failed")).toEqual([
      "fail: 401 key refused. The key is not valid.",
      "ring: Not tried.",
      "ring: Not tried.",
    ]);
  });

  it("put two tries of a link into one row", () => {
    const error = failureOf("SERVER", "Overloaded", { status: 503 });
    const play = playOf([
      { linkIndex: 0, fromMs: 0, toMs: 300, failure: error },
      { linkIndex: 0, fromMs: 400, toMs: 700, failure: error },
    ]);
    expect(wordsOf(play, "running")[0]).toBe("fail: 503 server error. Overloaded. Tried twice.");
    const retried = playOf([
      { linkIndex: 0, fromMs: 0, toMs: 300, failure: limited },
      { linkIndex: 0, fromMs: 3_000, toMs: 7_000, text: "Answer" },
    ]);
    expect(wordsOf(retried, "done")[0]).toMatch(/^ok: Answered with 380 tokens at .* after 429/);
  });

  it("say nothing of this computer's own address where nothing listens", () => {
    const refused = failureOf("NETWORK", "127.0.0.1:1 refused the connection", { reason: "refused" });
    const play = playOf([{ linkIndex: 0, fromMs: 0, toMs: 300, failure: refused }]);
    expect(wordsOf(play, "running")[0]).toBe("fail: Connection refused.");
  });

  it("tell that an event was skipped", () => {
    const play = playOf([{ linkIndex: 0, fromMs: 0, toMs: 4_000, text: "Answer", malformed: 1 }]);
    expect(wordsOf(play, "done")[0]).toContain("One malformed event was skipped.");
  });

  it("follow the chain as it is now: a link that was added since has done nothing", () => {
    const [first, ...others] = chain.links;
    if (first === undefined) throw new Error("no link");
    const links = [{ ...first, id: "new" }, ...others];
    expect(drillRows(links, mockup(), 0).map(({ state }) => state)).toEqual(["idle", "failed", "answered"]);
  });
});

it("time is played ten times as fast, until the end", () => {
  expect(playedMs(playOf([], undefined, { startedAtMs: 1_000 }), 1_300)).toBe(3_000);
  expect(playedMs(playOf([], undefined, { startedAtMs: 1_000, speed: 1 }), 1_300)).toBe(300);
  expect(playedMs(mockup(), 1e9)).toBe(9_850);
});
