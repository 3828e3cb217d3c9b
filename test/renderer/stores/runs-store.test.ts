import { beforeEach, describe, expect, it } from "vitest";
import {
  addPlaceholders,
  applyRunEvents,
  dropPlaceholders,
  runOfColumn,
  showComparisons,
  useRunsStore,
} from "#renderer/stores/runs-store.ts";
import type { HostEvent } from "#shared/contract.ts";
import type { RunEvent } from "#shared/run.ts";
import { attemptOf, runOf } from "#test/support/scripted-data.ts";

const wrap = (events: readonly RunEvent[]): HostEvent[] => events.map((event) => ({ topic: "run", event }));

const started = (id: string): RunEvent => {
  const { comparisonId, columnId, target, title, isDemo, startedAtMs, links } = runOf(id, { startedAtMs: 5 });
  return { type: "run-started", run: { id, comparisonId, columnId, target, title, isDemo, startedAtMs, links } };
};
const attempt = (runId: string): RunEvent => ({ type: "attempt-started", runId, attempt: attemptOf(`${runId}-a`, {}) });
const delta = (runId: string, text: string): RunEvent => ({
  type: "delta",
  runId,
  attemptId: `${runId}-a`,
  atMs: 10,
  channel: "text",
  text,
});

beforeEach(() => {
  useRunsStore.setState({ runs: {}, placeholderIds: new Set(), shownComparisons: null, runIdByColumn: {} });
});

describe("runs store", () => {
  it("sets once for a whole batch, whatever it holds", () => {
    let sets = 0;
    const stop = useRunsStore.subscribe(() => {
      sets += 1;
    });
    const runs = ["one", "two", "three"];
    applyRunEvents(wrap([...runs.map(started), ...runs.map(attempt), ...runs.map((id) => delta(id, "Hello"))]));
    stop();
    expect(sets).toBe(1);
    expect(runs.map((id) => useRunsStore.getState().runs[id]?.text)).toEqual(["Hello", "Hello", "Hello"]);
  });

  it("does not touch the runs that a batch says nothing about", () => {
    applyRunEvents(wrap([started("one"), started("two")]));
    const before = useRunsStore.getState().runs.two;
    applyRunEvents(wrap([attempt("one"), delta("one", "x")]));
    expect(useRunsStore.getState().runs.two).toBe(before);
  });

  it("does not set at all for events of other topics or of unknown runs", () => {
    const before = useRunsStore.getState();
    applyRunEvents([{ topic: "notices", notices: [] }, ...wrap([delta("nobody", "x")])]);
    expect(useRunsStore.getState()).toBe(before);
  });

  it("takes in what an answer cost where that is learned after the run's end", () => {
    const over = {
      type: "run-ended",
      runId: "one",
      atMs: 20,
      status: "stopped",
      answeredBy: null,
      failure: null,
    } as const;
    applyRunEvents(wrap([started("one"), attempt("one"), delta("one", "x"), over]));
    const cost = { nanoUsd: 42, source: "reported" } as const;
    const found = { runId: "one", attemptId: "one-a", usage: null, cost, upstreamProvider: "Azure" } as const;
    applyRunEvents(wrap([{ type: "cost-found", ...found }]));
    const run = useRunsStore.getState().runs.one;
    expect(run).toMatchObject({ status: "stopped", text: "x", attempts: [{ cost, upstreamProvider: "Azure" }] });
  });

  it("replaces what was drawn at Send by what the host tells", () => {
    addPlaceholders([runOf("one", { status: "starting", title: "guess", startedAtMs: 1 })]);
    expect(runOfColumn(useRunsStore.getState(), "column-one")?.title).toBe("guess");
    applyRunEvents(wrap([started("one")]));
    expect(useRunsStore.getState().runs.one).toMatchObject({ title: "GPT-4o", startedAtMs: 5 });
  });

  it("takes back what was drawn at Send when the host refused it, and shows the answer before it", () => {
    applyRunEvents(wrap([started("old")]));
    addPlaceholders([runOf("new", { columnId: "column-old" })]);
    expect(runOfColumn(useRunsStore.getState(), "column-old")?.id).toBe("new");
    dropPlaceholders(["new"]);
    expect(runOfColumn(useRunsStore.getState(), "column-old")?.id).toBe("old");
  });

  it("does not take back a run that the host already told of", () => {
    addPlaceholders([runOf("one", {})]);
    applyRunEvents(wrap([started("one")]));
    dropPlaceholders(["one"]);
    expect(useRunsStore.getState().runs.one).toBeDefined();
  });

  const answered = (id: string, comparisonId: string, startedAtMs: number) =>
    runOf(id, { comparisonId, columnId: "c", startedAtMs, endMs: startedAtMs + 1, status: "done" });
  const shownId = () => runOfColumn(useRunsStore.getState(), "c")?.id;

  it("shows a column's answer to the newest prompt it was asked, not to an older one that was tried again", () => {
    addPlaceholders([answered("one", "first", 1), answered("two", "second", 5), answered("again", "first", 9)]);
    expect(shownId()).toBe("two");
    addPlaceholders([answered("two again", "second", 12)]);
    expect(shownId()).toBe("two again");
  });

  it("shows an earlier prompt as it was, with what was tried again, and the newest again", () => {
    addPlaceholders([answered("one", "first", 1), answered("two", "second", 5), answered("again", "first", 9)]);
    showComparisons(new Set(["first"]));
    expect(shownId()).toBe("again");
    addPlaceholders([answered("three", "third", 20)]);
    expect(shownId()).toBe("again");
    showComparisons(null);
    expect(shownId()).toBe("three");
  });

  it("shows nothing in a column that was not asked yet", () => {
    addPlaceholders([answered("two", "second", 5)]);
    showComparisons(new Set(["first"]));
    expect(shownId()).toBeUndefined();
  });
});
