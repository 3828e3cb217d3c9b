import { describe, expect, it } from "vitest";
import { holdWords, isOutdated, verdictOf } from "#renderer/features/chains/drill/verdict.ts";
import { chain, cut, limited, mockup, playOf, refusedKey } from "./drill-runs.ts";

const providerName = (id: string) => ({ openrouter: "OpenRouter", anthropic: "Anthropic", openai: "OpenAI" })[id] ?? id;
const wordsOf = (play: Parameters<typeof verdictOf>[0]) => {
  const verdict = verdictOf(play, providerName);
  return verdict === null ? null : `${verdict.title} ${verdict.details}`.replaceAll("\u00a0", " ");
};

describe("the verdict", () => {
  it("says who took over, when it finished and what it cost", () => {
    expect(wordsOf(mockup())).toBe(
      "The chain held. Link 3 took over at 3.28 s and finished at 9.85 s. $0.00850 in all, $0.00334 of it wasted.",
    );
  });

  it("says that nothing was wasted where the first link answered", () => {
    const play = playOf([{ linkIndex: 0, fromMs: 0, toMs: 6_850, nanoUsd: 5_160_000 }], {
      status: "done",
      atMs: 6_850,
      by: "0@0",
    });
    expect(wordsOf(play)).toBe(
      "The chain held. Link 1 answered and finished at 6.85 s. $0.00516 in all, nothing wasted.",
    );
  });

  it("says so where the same link answered when it was asked again", () => {
    const play = playOf(
      [
        { linkIndex: 0, fromMs: 0, toMs: 400, failure: limited },
        { linkIndex: 0, fromMs: 2_400, toMs: 9_000, nanoUsd: 5_160_000 },
      ],
      { status: "done", atMs: 9_000, by: "0@2400" },
    );
    expect(wordsOf(play)).toContain("Link 1 answered on its second try at 2.40 s and finished at 9.00 s.");
  });

  it("never takes an unknown price for nothing", () => {
    const play = playOf([{ linkIndex: 0, fromMs: 0, toMs: 1_000, nanoUsd: null }], {
      status: "done",
      atMs: 1_000,
      by: "0@0",
    });
    expect(wordsOf(play)).toContain("$0 in all plus 1 try of unknown cost, nothing wasted.");
    const lost = [
      { linkIndex: 0, fromMs: 0, toMs: 500, failure: limited, nanoUsd: null },
      { linkIndex: 1, fromMs: 500, toMs: 1_000, nanoUsd: 5_160_000 },
    ];
    const done = { status: "done", atMs: 1_000, by: "1@500" } as const;
    expect(wordsOf(playOf(lost, done))).toContain("$0.00516 in all plus 1 try of unknown cost.");
    const more = { linkIndex: 0, fromMs: 100, toMs: 400, failure: cut, nanoUsd: 3_340_000 };
    expect(wordsOf(playOf([...lost, more], done))).toContain("of unknown cost, at least $0.00334 of it wasted.");
  });

  it("marks what was counted here and not billed", () => {
    const play = playOf(
      [
        { linkIndex: 0, fromMs: 0, toMs: 500, failure: cut, nanoUsd: 3_340_000, isGuessed: true },
        { linkIndex: 1, fromMs: 500, toMs: 1_000, nanoUsd: 5_160_000 },
      ],
      { status: "done", atMs: 1_000, by: "1@500" },
    );
    expect(wordsOf(play)).toContain("≈$0.00850 in all, ≈$0.00334 of it wasted.");
  });

  it("gives each link's reason where the chain broke", () => {
    const play = playOf(
      [
        { linkIndex: 0, fromMs: 0, toMs: 380, failure: limited },
        { linkIndex: 1, fromMs: 390, toMs: 800, failure: refusedKey },
      ],
      { status: "failed", atMs: 800 },
    );
    expect(wordsOf(play)).toBe(
      "The chain broke: no link answered. 1 OpenRouter: 429 · retry after 30 s · 2 Anthropic: 401 key refused. It gave up at 0.80 s. $0 in all, nothing wasted.",
    );
  });

  it("tells an answer that was cut off from none at all", () => {
    const play = playOf([{ linkIndex: 0, fromMs: 0, toMs: 380, failure: cut }], { status: "failed", atMs: 380 });
    const withText = { ...play, run: play.run === null ? null : { ...play.run, text: "Half an" } };
    expect(wordsOf(play)).toContain("no link answered.");
    expect(wordsOf(withText)).toContain("The chain broke: the answer was cut off.");
  });

  it("says when it was stopped, and why it never ran; and nothing while it runs", () => {
    expect(wordsOf(playOf([], { status: "stopped", atMs: 2_400 }))).toBe("Stopped. You stopped this drill at 2.40 s.");
    expect(wordsOf(playOf([], undefined, { run: null, problem: "Four run already." }))).toBe(
      "The drill did not run. Four run already.",
    );
    expect(wordsOf(playOf([]))).toBeNull();
  });
});

describe("a verdict", () => {
  it("is out of date once links, rules or what follows a cut were changed, but not the names", () => {
    const play = mockup();
    const [first, ...others] = chain.links;
    if (first === undefined) throw new Error("no link");
    expect(isOutdated(play, { ...chain, name: "other", links: [{ ...first, name: "Renamed" }, ...others] })).toBe(
      false,
    );
    expect(isOutdated(play, { ...chain, drills: [{ id: "x", faults: {} }] })).toBe(false);
    expect(isOutdated(play, { ...chain, links: others })).toBe(true);
    expect(isOutdated(play, { ...chain, onMidStream: "fail" })).toBe(true);
    expect(isOutdated(play, { ...chain, rules: { retries: 0 } })).toBe(true);
  });

  it("counts among all: those that held, of those that are saved", () => {
    const held = verdictOf(mockup(), providerName);
    const broke = verdictOf(playOf([], { status: "failed", atMs: 1 }), providerName);
    const stopped = verdictOf(playOf([], { status: "stopped", atMs: 1 }), providerName);
    expect(holdWords([held, held])).toBe("2 of 2 hold");
    expect(holdWords([held, broke, null])).toBe("1 of 3 hold");
    expect(holdWords([null, stopped])).toBeNull();
  });
});
