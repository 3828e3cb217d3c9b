import { describe, expect, it } from "vitest";
import { answersOf } from "#renderer/features/history/detail/read-answers.ts";
import { deletedWords, sumWords } from "#renderer/features/history/detail/sum-words.ts";
import { filterChips } from "#renderer/features/history/filter-words.ts";
import { fromFirstMark } from "#renderer/features/history/from-first-mark.ts";
import { historyRows } from "#renderer/features/history/history-rows.ts";
import { chains, modelLists, providerStates, runOf } from "#test/support/scripted-data.ts";
import { entryOf } from "./entries.ts";

const at = (text: string) => new Date(text).getTime();
const nowMs = at("2026-11-22T14:32:00");

describe("rows of the list", () => {
  const entries = [
    entryOf("e", { startedAtMs: at("2026-11-22T10:00:00") }),
    entryOf("d", { startedAtMs: at("2026-11-21T18:00:00"), sessionId: "session-2" }),
    entryOf("c", { startedAtMs: at("2026-11-21T17:00:00"), sessionId: "session-2" }),
    entryOf("b", { startedAtMs: at("2026-11-21T16:00:00") }),
    entryOf("a", { startedAtMs: at("2026-11-19T09:00:00") }),
  ];

  it("stand under their day, and under their session where a day has several", () => {
    const sessions = [{ id: "session-2", name: "Evening", startedAtMs: 0, endedAtMs: null }];
    const rows = historyRows(entries, sessions, nowMs);
    expect(rows.map((row) => (row.kind === "entry" ? row.key : `${row.kind} ${row.label}`))).toEqual([
      "day Today",
      "e",
      "day Yesterday",
      "session Evening",
      "d",
      "c",
      "session An earlier session",
      "b",
      "day Thursday 19 November",
      "a",
    ]);
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  });
});

describe("a snippet", () => {
  const cut = (text: string, word: string) => {
    const start = text.indexOf(word);
    const { text: shown, marks } = fromFirstMark({ text, marks: [[start, start + word.length]] });
    return [shown, marks.map(([from, until]) => shown.slice(from, until))];
  };

  it("begins near what was found, at a word, and marks the same", () => {
    expect(cut("It kept the timeline", "timeline")).toEqual(["It kept the timeline", ["timeline"]]);
    expect(cut("Planet you should browser through engine on interest", "interest")).toEqual([
      "…browser through engine on interest",
      ["interest"],
    ]);
    const long = `${"x".repeat(60)}needle`;
    expect(cut(long, "needle")).toEqual(["…needle", ["needle"]]);
    expect(fromFirstMark({ text: "no mark", marks: [] }).text).toBe("no mark");
  });
});

describe("chips of the filters", () => {
  const names = { catalog: { chains, modelLists, providers: providerStates(nowMs) }, sessions: [], nowMs };
  const words = (filters: Parameters<typeof filterChips>[0]) => filterChips(filters, names).map((chip) => chip.words);

  it("name what holds, a range as one", () => {
    expect(words({ target: { kind: "chain", chainId: "chain-smart" }, status: "failed" })).toEqual([
      "target: smart",
      "has: no answer",
    ]);
    expect(words({ atLeastNanoUsd: 10_000_000, atMostNanoUsd: 1_000_000_000 })).toEqual(["cost: $0.0100 to $1.00"]);
    expect(words({ fromMs: at("2026-11-19T00:00:00"), untilMs: at("2026-11-20T00:00:00") })).toEqual([
      "Thursday 19 November",
    ]);
    expect(words({ untilMs: at("2026-11-20T00:00:00") })).toEqual(["until Thursday 19 November"]);
    expect(words({ client: null, isDemo: false, isPinned: true, tag: "sev" })).toEqual([
      "asked by: this window",
      "tag: sev",
      "pinned",
      "without demo",
    ]);
  });

  it("take away both ends of their range", () => {
    expect(filterChips({ atLeastNanoUsd: 1 }, names)[0]?.without).toEqual({
      atLeastNanoUsd: undefined,
      atMostNanoUsd: undefined,
    });
  });
});

describe("answers of a comparison", () => {
  it("are one for each column, its newest try unless an earlier one was gone to; repeated names are numbered", () => {
    const runs = [
      runOf("a1", { columnId: "a", title: "GPT" }),
      runOf("b1", { columnId: "b", title: "GPT" }),
      runOf("a2", { columnId: "a", title: "GPT" }),
    ];
    const shown = (picked: Record<string, string>) => answersOf(runs, picked).map(({ name, run }) => [name, run.id]);
    expect(shown({})).toEqual([
      ["GPT", "a2"],
      ["GPT, 2", "b1"],
    ]);
    expect(shown({ a: "a1" })[0]).toEqual(["GPT", "a1"]);
    expect(answersOf(runs, {})[0]?.tries).toHaveLength(2);
  });
});

describe("sums", () => {
  const usd = (nanoUsd: number, unknownCount = 0) => ({ cost: { nanoUsd, unknownCount, isEstimate: false } });

  it("say how many answered and what it cost, what is unknown apart", () => {
    expect(sumWords(entryOf("a", { runs: 40, answered: 39, ...usd(347_500_000) }))).toBe("39 of 40 answered · $0.3475");
    expect(sumWords(entryOf("a", usd(347_500_000, 1)))).toBe(
      "all 2 answered · $0.3475 · plus one attempt of unknown cost",
    );
    expect(sumWords(entryOf("a", { answered: 1 }), true)).toBe("1 of 2 answered so far · $0.00868");
    expect(sumWords(entryOf("a", usd(0, 2)))).toBe("all 2 answered · 2 attempts of unknown cost");
    expect(sumWords(entryOf("a", { isDemo: true, runs: 1, answered: 1 }))).toBe("1 answered · $0.00868 simulated");
  });

  it("say what a deletion takes away", () => {
    expect(deletedWords(entryOf("a", { runs: 40, ...usd(347_500_000) }))).toBe("40 answers, $0.3475 of history.");
    expect(deletedWords(entryOf("a", { runs: 1, ...usd(0, 1) }))).toBe("One answer of unknown cost.");
    expect(deletedWords(entryOf("a", { isDemo: true }))).toBe("2 answers, all simulated.");
  });
});
