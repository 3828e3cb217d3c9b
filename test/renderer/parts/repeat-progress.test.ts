import { describe, expect, it } from "vitest";
import { repeatMilestone } from "#renderer/actions/repeat-milestones.ts";
import { costWords, holdWords, leftWords, moreWords, standsWords } from "#renderer/parts/repeat-progress.ts";
import type { RepeatState } from "#shared/repeat.ts";
import { measuredWords } from "#shared/repeat-words.ts";

const stateOf = (parts: Partial<RepeatState> = {}): RepeatState => ({
  comparisonId: "c",
  conversationId: "v",
  status: "running",
  pause: null,
  total: 80,
  measured: 34,
  failed: 0,
  running: 2,
  cost: { nanoUsd: 12_300_000, unknownCount: 0, isEstimate: false },
  atMostNanoUsd: 200_000_000,
  expectedNanoUsd: 40_000_000,
  leftMs: 130_000,
  holds: [],
  ...parts,
});
const plain = (text: string | null) => text?.replaceAll("\u00a0", " ");
const names = (id: string) => ({ openrouter: "OpenRouter" })[id] ?? id;

describe("Words of a repeat", () => {
  it("say how far it is, what it cost, what it may still cost and how long it takes", () => {
    const state = stateOf();
    expect(measuredWords(state)).toBe("34 of 80 runs measured");
    expect(costWords(state)).toBe("Cost so far $0.0123");
    expect(moreWords(state)).toBe("about $0.0400 more, at most $0.2000");
    expect(plain(leftWords(state))).toBe("about 2 m 10 s left");
    expect(plain(leftWords(stateOf({ leftMs: 3_900_000 })))).toBe("about 1 h 5 m left");
  });

  it("say nothing of what is left once all is measured", () => {
    const done = stateOf({ status: "done", measured: 80, running: 0, atMostNanoUsd: 0, leftMs: null });
    expect([measuredWords(done), costWords(done)]).toEqual(["80 runs", "Cost $0.0123"]);
    expect([moreWords(done), leftWords(done), standsWords(done, names)]).toEqual([null, null, null]);
  });

  it("never show an unknown cost as none", () => {
    const cost = { nanoUsd: 0, unknownCount: 34, isEstimate: false };
    const state = stateOf({ cost, atMostNanoUsd: null, expectedNanoUsd: null });
    expect(costWords(state)).toBe("Cost so far: 34 of unknown cost");
    expect(costWords(stateOf({ cost: { ...cost, nanoUsd: 1_000_000 } }))).toContain("plus 34 of unknown cost");
    expect(moreWords(state)).toBe("what is left has no known price");
    expect(moreWords(stateOf({ expectedNanoUsd: null }))).toBe("at most $0.2000 more");
  });

  it("say why it stands still and what is still on its way", () => {
    const paused = { status: "paused", running: 0 } as const;
    expect(standsWords(stateOf({ ...paused, pause: { kind: "user" } }), names)).toBe(
      "Nothing more is sent until you resume.",
    );
    expect(standsWords(stateOf({ status: "paused", pause: { kind: "user" } }), names)).toContain("2 more answers");
    expect(standsWords(stateOf({ ...paused, pause: { kind: "restart" } }), names)).toContain("without being asked");
    const trouble = { kind: "trouble", message: "OpenAI refused this key." } as const;
    expect(standsWords(stateOf({ ...paused, pause: trouble }), names)).toBe("OpenAI refused this key.");
    expect(standsWords(stateOf({ status: "stopped", running: 0 }), names)).toBe("What was measured stays.");
  });

  it("count down to when a held provider is asked again", () => {
    const hold = { providerId: "openrouter", why: "near-limit", untilMs: 18_000 } as const;
    expect(holdWords(hold, names, 1_000)).toBe("OpenRouter is near its limit: goes on in 0:17");
    expect(holdWords({ ...hold, why: "cooling-down" }, names, 1_000)).toContain("is cooling down");
  });
});

describe("Milestones of a repeat", () => {
  it("are its quarters and each change of its state, not its runs", () => {
    const at = (measured: number, parts: Partial<RepeatState> = {}) => stateOf({ measured, ...parts });
    expect(repeatMilestone(undefined, at(0))).toBe("The repeat began.");
    expect(repeatMilestone(undefined, at(34))).toBeNull();
    expect(repeatMilestone(at(18), at(19))).toBeNull();
    expect(repeatMilestone(at(19), at(20))).toBe("Repeat: 20 of 80 runs measured");
    expect(repeatMilestone(at(79), at(80))).toBeNull();
    expect(repeatMilestone(at(40), at(40, { status: "paused", pause: { kind: "user" } }))).toContain("Repeat paused");
    expect(repeatMilestone(at(79), at(80, { status: "done", failed: 3 }))).toBe("Repeat done: 80 runs, 3 failed");
  });
});
