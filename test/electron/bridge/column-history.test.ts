import { describe, expect, test } from "vitest";
import { promptOf, threadOf, turnsOf } from "#electron/bridge/column-history.ts";
import type { ComparisonState } from "#shared/contract.ts";
import type { Comparison, Run, RunStatus } from "#shared/run.ts";

function comparison(id: string, parts: Partial<Comparison> = {}): Comparison {
  const base = { conversationId: "v", sessionId: "s", startedAtMs: 0, isDemo: false };
  return { ...base, id, prompt: `prompt ${id}`, ...parts };
}

function run(columnId: string, text: string, status: RunStatus = "done"): Run {
  const target = { kind: "model", providerId: "openai", modelId: "gpt" } as const;
  const none = { attempts: [], waiting: null, answeredBy: null, failure: null, links: [], reasoning: "" };
  const id = `${columnId}-${text}`;
  const times = { startedAtMs: 0, endMs: status === "running" ? null : 1 };
  return { ...none, ...times, id, comparisonId: "x", columnId, target, title: "GPT", isDemo: false, status, text };
}

/** A comparison that follows another one, with its runs. */
function state(id: string, followsId: string | null, runs: readonly Run[] = []): ComparisonState {
  return { comparison: comparison(id, followsId === null ? {} : { followsId }), runs };
}

const idsOf = (states: readonly ComparisonState[]) => states.map((one) => one.comparison.id);
const textsOf = (states: readonly ComparisonState[], columnId: string) =>
  turnsOf(states, columnId).map((turn) => [turn.comparison.id, turn.answer]);

describe("the thread of a prompt", () => {
  test("is the path of what it follows, oldest first", () => {
    const states = [state("1", null), state("2", "1"), state("3", "2")];
    expect(idsOf(threadOf(states, "3"))).toEqual(["1", "2", "3"]);
    expect(idsOf(threadOf(states, "1"))).toEqual(["1"]);
    expect(threadOf(states, undefined)).toEqual([]);
  });

  test("leaves out what was edited and sent again, whichever came first", () => {
    const states = [state("1", null), state("2", "1"), state("3", "2"), state("2b", "1"), state("4", "2b")];
    expect(idsOf(threadOf(states, "4"))).toEqual(["1", "2b", "4"]);
    expect(idsOf(threadOf(states, "3"))).toEqual(["1", "2", "3"]);
  });

  test("ends where a comparison is not there any more, and where a damaged path turns in a circle", () => {
    expect(idsOf(threadOf([state("3", "2")], "3"))).toEqual(["3"]);
    expect(idsOf(threadOf([state("1", "2"), state("2", "1")], "2"))).toEqual(["1", "2"]);
    expect(idsOf(threadOf([state("1", "1")], "1"))).toEqual(["1"]);
  });
});

describe("the turns of a column", () => {
  test("are its own answers and nobody else's", () => {
    const states = [state("1", null, [run("a", "A1"), run("b", "B1")]), state("2", "1", [run("b", "B2")])];
    expect(textsOf(states, "a")).toEqual([["1", "A1"]]);
    expect(textsOf(states, "b")).toEqual([
      ["1", "B1"],
      ["2", "B2"],
    ]);
    expect(textsOf(states, "new")).toEqual([]);
  });

  test("take the newest run of each prompt, be it an answer or not", () => {
    expect(textsOf([state("1", null, [run("a", "old"), run("b", "other"), run("a", "new")])], "a")).toEqual([
      ["1", "new"],
    ]);
    expect(textsOf([state("1", null, [run("a", "old"), run("a", "", "failed")])], "a")).toEqual([]);
  });

  test.each<[RunStatus, string, boolean]>([
    ["done", "text", true],
    ["stopped", "text", true],
    ["interrupted", "text", true],
    ["done", "", false],
    ["done", " \n", false],
    ["stopped", "", false],
    ["failed", "text", false],
    ["running", "text", false],
    ["waiting", "text", false],
  ])("a run that is %s with %j: %s", (status, text, isTurn) => {
    expect(textsOf([state("1", null, [run("a", text, status)])], "a")).toHaveLength(isTurn ? 1 : 0);
  });
});

describe("what a column is asked", () => {
  const image = (base64: string) => ({ mimeType: "image/png", base64 });
  const asking = { comparison: comparison("2"), overrides: undefined, turns: [], images: new Map() };

  test("is the prompt alone where nothing came before", () => {
    expect(promptOf(asking)).toEqual({ system: null, messages: [{ role: "user", text: "prompt 2" }] });
  });

  test("is each turn with its images, then the prompt with its own", () => {
    const images = new Map([
      ["1", [image("AAAA")]],
      ["2", [image("BBBB"), image("CCCC")]],
    ]);
    const prompt = promptOf({ ...asking, images, turns: [{ comparison: comparison("1"), answer: "yes" }] });
    expect(prompt.messages).toEqual([
      { role: "user", text: "prompt 1", images: [{ kind: "data", ...image("AAAA") }] },
      { role: "assistant", text: "yes" },
      {
        role: "user",
        text: "prompt 2",
        images: [
          { kind: "data", ...image("BBBB") },
          { kind: "data", ...image("CCCC") },
        ],
      },
    ]);
  });

  test.each([
    [undefined, "all", "all"],
    ["own", "all", "own"],
    ["", "all", null],
    [" \n", "all", null],
    ["own", undefined, "own"],
    [undefined, undefined, null],
  ])("a column's system text %j over the conversation's %j is %j", (own, system, expected) => {
    const overrides = own === undefined ? { temperature: 1 } : { system: own };
    const asked = comparison("2", system === undefined ? {} : { system });
    expect(promptOf({ ...asking, comparison: asked, overrides }).system).toBe(expected);
  });
});
