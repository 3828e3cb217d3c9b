import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changeHistory, loadTags } from "#electron/storage/history/change.ts";
import { searchHistory } from "#electron/storage/history/search.ts";
import { interruptLeftovers } from "#electron/storage/interrupt-leftovers.ts";
import { failureOf } from "#shared/failure.ts";
import type { HistoryFilters, Marked } from "#shared/history.ts";
import { runsOf } from "#test/support/runs.ts";
import { model, openHistory } from "#test/support/stored-history.ts";

let history: ReturnType<typeof openHistory>;

beforeEach(() => {
  history = openHistory();
});
afterEach(() => history.database.close());

const page = (text: string, filters: HistoryFilters = {}, cursor: string | null = null) =>
  searchHistory(history.database, { text, filters, cursor }, 9);
const ids = (text: string, filters: HistoryFilters = {}) => page(text, filters).entries.map((one) => one.comparisonId);
const marked = ({ text, marks }: Marked) => marks.map(([start, end]) => text.slice(start, end));

test("an entry tells what became of a comparison: its runs, who answered, at which link and for how much", () => {
  const known = (nanoUsd: number) => ({ nanoUsd, source: "computed" }) as const;
  const limited = failureOf("RATE_LIMIT", "Too many requests.");
  history.tell({
    id: "x1",
    prompt: "Why is the sky blue?\nIn one sentence.",
    startedAtMs: 1_500,
    client: "curl",
    isDemo: true,
    runs: [
      { text: "Rayleigh scattering.", attempts: [{ cost: known(100) }] },
      {
        title: "smart",
        target: { kind: "chain", chainId: "smart" },
        attempts: [
          { providerId: "openrouter", isSkip: true },
          { providerId: "anthropic", failure: limited, cost: known(50), linkIndex: 1 },
          { providerId: "openai", linkIndex: 2, cost: { nanoUsd: 7, source: "estimated" } },
        ],
      },
      { status: "failed", attempts: [{ providerId: "google", failure: limited }] },
      { status: "stopped" },
    ],
  });
  expect(page("")).toEqual({
    entries: [
      {
        comparisonId: "x1",
        conversationId: "v-x1",
        title: { text: "Why is the sky blue?", marks: [] },
        isRenamed: false,
        snippet: { text: "Why is the sky blue?\nIn one sentence.", marks: [] },
        isPinned: false,
        tags: [],
        startedAtMs: 1_500,
        sessionId: "s1",
        isDemo: true,
        client: "curl",
        runs: 4,
        answered: 2,
        failed: 1,
        fellThrough: 1,
        furthestLink: 3,
        providerIds: ["openai", "anthropic", "google"],
        titles: ["GPT-5", "smart"],
        cost: { nanoUsd: 157, unknownCount: 2, isEstimate: true },
        repeat: null,
      },
    ],
    cursor: null,
    count: 1,
    total: 1,
  });
});

test("what was sent stands in the list and is found at once; its runs follow when they begin, and their texts when they end", () => {
  const { tell, keeper } = history;
  tell({ id: "x1", prompt: "Kafka ordering", runs: [{ status: "running", text: "exactly once" }] });
  expect(page("kafka").entries).toMatchObject([{ comparisonId: "x1", runs: 1, answered: 0 }]);
  expect(ids("exactly")).toEqual([]);
  const end = { type: "run-ended", runId: "x1-r1", atMs: 9, status: "done", answeredBy: "a1", failure: null } as const;
  keeper.append([{ runId: "x1-r1", events: [end] }]);
  expect(page("exactly").entries).toMatchObject([{ answered: 1, cost: { unknownCount: 0 } }]);
});

test("what a crash cut off is listed as interrupted, and found by the text it had", () => {
  const { database, tell } = history;
  tell({ id: "x1", runs: [{ status: "running", text: "half an answer" }] });
  interruptLeftovers(database, 9);
  expect(page("half answer", { status: "interrupted" }).entries).toMatchObject([{ comparisonId: "x1", failed: 1 }]);
});

test("a cost that is learned later is in the list", () => {
  history.tell({ id: "x1", runs: [{}] });
  const cost = { nanoUsd: 40, source: "reported" } as const;
  const found = {
    type: "cost-found",
    runId: "x1-r1",
    attemptId: "a1",
    usage: null,
    cost,
    upstreamProvider: null,
  } as const;
  history.keeper.append([{ runId: "x1-r1", events: [found] }]);
  expect(page("").entries[0]?.cost).toEqual({ nanoUsd: 40, unknownCount: 0, isEstimate: false });
});

describe("search", () => {
  beforeEach(() => {
    const failure = failureOf("SERVER", "Upstream overloaded, code E4711.");
    history.tell({
      id: "x1",
      prompt: "Compare delivery guarantees of Kafka",
      system: "Be terse like Hemingway",
      runs: [
        {
          text: `${"Some words before it. ".repeat(30)}Offsets are committed exactly once. ${"And after. ".repeat(30)}`,
        },
        { status: "failed", attempts: [{ failure }] },
      ],
    });
    history.tell({
      id: "x2",
      startedAtMs: 2_000,
      prompt: "Über die Straße: 東京タワーの高さは？",
      runs: [{ text: "333 m 🗼" }],
    });
    history.tell({ id: "x3", startedAtMs: 3_000, prompt: "Kafka on the shore", runs: [{ title: "smart chain" }] });
  });

  test.each([
    ["kafka", ["x3", "x1"]],
    ["KAFKA guarantees", ["x1"]],
    // The last word may not be written to its end yet, those before it are.
    ["kafka guar", ["x1"]],
    ["guar kafka", []],
    // Words of the prompt and of an answer together.
    ["kafka committed", ["x1"]],
    ["hemingway", ["x1"]],
    ["e4711", ["x1"]],
    ["smart", ["x3"]],
    ["gpt 5 openai", ["x3", "x2", "x1"]],
    ["uber strasse", ["x2"]],
    ["uber straße", ["x2"]],
    ["タワー", ["x2"]],
    ["東", ["x2"]],
    ["🗼", ["x2"]],
    ["nothing of this", []],
    ["", ["x3", "x2", "x1"]],
    ["   ", ["x3", "x2", "x1"]],
    ["***", []],
  ])("of %j finds %j", (text, expected) => {
    expect(ids(text)).toEqual(expected);
    expect(page(text)).toMatchObject({ count: expected.length, total: 3 });
  });

  test("shows the piece of text where it was found, with the words marked", () => {
    const [entry] = page("commit exactly").entries;
    expect(entry).toBeUndefined();
    const [found] = page("exactly commit").entries;
    expect(found?.snippet.text).toMatch(/^….*Offsets are committed exactly once\..*…$/);
    expect(found && marked(found.snippet)).toEqual(["committed", "exactly"]);
    const titles = page("kafka").entries.map((one) => marked(one.title));
    expect(titles).toEqual([["Kafka"], ["Kafka"]]);
    expect(page("e4711").entries[0]?.snippet.text).toBe("Upstream overloaded, code E4711.");
    expect(page("uber").entries.map((one) => marked(one.snippet))).toEqual([["Über"]]);
    expect(page("タワー").entries.map((one) => marked(one.snippet))).toEqual([["タワー"]]);
  });

  test("of what is no longer there finds nothing", () => {
    changeHistory(history.database, { comparisonId: "x3", title: "Murakami" }, 9);
    expect([ids("murakami"), ids("kafka")]).toEqual([["x3"], ["x3", "x1"]]);
    changeHistory(history.database, { comparisonId: "x3", title: null }, 9);
    expect(ids("murakami")).toEqual([]);
  });

  // S18 of security.md.
  test.each([
    ['"'],
    ["'"],
    ["*"],
    ["kafka* NEAR(x, y)"],
    ["NEAR"],
    ["AND OR NOT"],
    ["kafka OR"],
    ["{words}: kafka"],
    ["words : kafka"],
    ["^kafka -x"],
    ["\0kafka\0"],
    ["\ud800"],
    ["\udfff\ud83d"],
    ["kafka; DROP TABLE history"],
    ["kafka ".repeat(20_000)],
    ["(".repeat(100_000)],
    ["\ue000d"],
  ])("by %j throws nothing", (text) => {
    expect(page(text).total).toBe(3);
  });

  test("by any text throws nothing, and finds a text by its own words", () => {
    let last = 0;
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 80 }),
        fc.string({ unit: "grapheme", maxLength: 40 }),
        (odd, text) => {
          last += 1;
          page(odd);
          history.tell({ id: `p${last}`, startedAtMs: 5_000 + last, prompt: text });
          const [newest] = page(text).entries;
          // What has no word finds nothing; all else finds at least itself, and it is the newest.
          if (/[\p{L}\p{N}]/u.test(text)) expect(newest?.comparisonId).toBe(`p${last}`);
        },
      ),
      { numRuns: runsOf(40, 1_000) },
    );
  });
});

describe("filters", () => {
  const chain = { kind: "chain", chainId: "smart" } as const;

  beforeEach(() => {
    const { database, tell } = history;
    const cost = (nanoUsd: number) => ({ nanoUsd, source: "computed" }) as const;
    tell({ id: "x1", startedAtMs: 1_000, prompt: "one", runs: [{ attempts: [{ cost: cost(10) }] }] });
    tell({ id: "x2", startedAtMs: 2_000, prompt: "two", isDemo: true, runs: [{ target: chain, status: "failed" }] });
    tell({
      id: "x3",
      startedAtMs: 3_000,
      prompt: "three",
      client: "curl",
      sessionId: "s2",
      runs: [{ status: "stopped" }],
    });
    const attempts = [{ providerId: "anthropic", cost: cost(500) }];
    tell({
      id: "x4",
      startedAtMs: 4_000,
      prompt: "four",
      runs: [{ attempts, sessionId: "s2" }, { status: "interrupted" }],
    });
    changeHistory(database, { comparisonId: "x1", isPinned: true, tags: ["Kafka", "two words"] }, 9);
    changeHistory(database, { comparisonId: "x4", tags: ["kafka"] }, 9);
  });

  test.each<[HistoryFilters, string[]]>([
    [{ target: model }, ["x4", "x3", "x1"]],
    [{ target: chain }, ["x2"]],
    [{ target: { kind: "chain", chainId: "gone" } }, []],
    [{ providerId: "anthropic" }, ["x4"]],
    [{ sessionId: "s1" }, ["x4", "x2", "x1"]],
    // A run that was tried again counts where it was sent.
    [{ sessionId: "s2" }, ["x4", "x3"]],
    [{ status: "done" }, ["x4", "x1"]],
    [{ status: "failed" }, ["x2"]],
    [{ status: "stopped" }, ["x3"]],
    [{ status: "interrupted" }, ["x4"]],
    [{ atLeastNanoUsd: 10 }, ["x4", "x1"]],
    // What others cost is not known: that may be more.
    [{ atMostNanoUsd: 10 }, ["x1"]],
    [{ atLeastNanoUsd: 11, atMostNanoUsd: 499 }, []],
    [{ fromMs: 2_000, untilMs: 4_000 }, ["x3", "x2"]],
    [{ fromMs: 2_000.5 }, ["x4", "x3"]],
    [{ isPinned: true }, ["x1"]],
    [{ tag: "KAFKA" }, ["x4", "x1"]],
    [{ tag: "two words" }, ["x1"]],
    [{ tag: "two" }, []],
    [{ isDemo: true }, ["x2"]],
    [{ isDemo: false }, ["x4", "x3", "x1"]],
    [{ client: "curl" }, ["x3"]],
    [{ client: null }, ["x4", "x2", "x1"]],
    [{ isDemo: false, client: null, tag: "kafka", atLeastNanoUsd: 100 }, ["x4"]],
  ])("%j leaves %j", (filters, expected) => {
    expect(ids("", filters)).toEqual(expected);
    expect(page("", filters).count).toBe(expected.length);
    // Together with words that all of them have, and with one that only the first has.
    expect(ids("gpt", filters)).toEqual(expected);
    expect(ids("one", filters)).toEqual(expected.filter((id) => id === "x1"));
  });

  test("tags are found by their words and listed, each once", () => {
    expect(ids("words")).toEqual(["x1"]);
    expect(loadTags(history.database)).toHaveLength(2);
    changeHistory(history.database, { comparisonId: "x1", tags: [] }, 9);
    expect([loadTags(history.database), ids("", { tag: "two words" })]).toEqual([["kafka"], []]);
  });

  test("a change tells the entry as it is now; what is not given stays", () => {
    const changed = changeHistory(history.database, { comparisonId: "x1", title: "  Named  " }, 9);
    expect(changed).toMatchObject({
      title: { text: "Named" },
      isRenamed: true,
      isPinned: true,
      tags: ["Kafka", "two words"],
    });
    expect(changeHistory(history.database, { comparisonId: "gone", isPinned: true }, 9)).toBeNull();
  });
});

test("pages follow each other without a gap or a double, also where many began in the same millisecond", () => {
  for (let index = 0; index < 120; index += 1) {
    const startedAtMs = index < 60 ? 5_000 : 5_000 + index;
    history.tell({ id: `x${index}`, startedAtMs, prompt: "the same" });
  }
  // What is imported later stands where its time is.
  history.tell({ id: "old", startedAtMs: 1, prompt: "the same" });
  for (const text of ["", "same"]) {
    const seen: string[] = [];
    const times: number[] = [];
    let cursor: string | null = null;
    do {
      const next = page(text, {}, cursor);
      expect([next.count, next.total]).toEqual(cursor === null ? [121, 121] : [null, null]);
      seen.push(...next.entries.map((one) => one.comparisonId));
      times.push(...next.entries.map((one) => one.startedAtMs));
      cursor = next.cursor;
    } while (cursor !== null);
    expect([seen.length, new Set(seen).size, seen.at(-1)]).toEqual([121, 121, "old"]);
    expect(times).toEqual(times.toSorted((one, other) => other - one));
  }
});

test("a cursor that is none of ours begins at the newest", () => {
  history.tell({ id: "x1" });
  for (const cursor of ["", "x", "1e9", "'"]) expect(page("", {}, cursor).entries).toHaveLength(1);
});

test("a count stops at a thousand", () => {
  const { database, tell } = history;
  database.transaction(() => {
    for (let index = 0; index < 1_100; index += 1) tell({ id: `x${index}`, startedAtMs: index, prompt: "the same" });
  });
  expect(page("same")).toMatchObject({ count: 1_000, total: 1_100 });
});
