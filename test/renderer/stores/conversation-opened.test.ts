import { beforeEach, expect, test } from "vitest";
import { applyAppEvents, useAppStore } from "#renderer/stores/app-store.ts";
import { addPlaceholders, applyRunEvents, runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import type { HostEvent } from "#shared/contract.ts";
import type { Comparison, Conversation, Run } from "#shared/run.ts";
import { runOf } from "#test/support/scripted-data.ts";

const conversation: Conversation = { id: "v2", title: "Another one", createdAtMs: 1, columns: [] };
const comparison: Comparison = {
  ...{ id: "x2", conversationId: "v2", sessionId: "s", prompt: "Hello", startedAtMs: 1, isDemo: false },
};
const opened = (runs: readonly Run[]): HostEvent => ({
  topic: "conversation-opened",
  conversation,
  comparisons: [{ comparison, runs }],
});

beforeEach(() => {
  useRunsStore.setState({ runs: {}, placeholderIds: new Set(), shownComparisons: null, runIdByColumn: {} });
});

test("a conversation that was opened takes the place of the one before, and what is told after it goes on from there", () => {
  const old = runOf("old", { comparisonId: "x1", columnId: "c1" });
  applyRunEvents([opened([old])]);
  const live = runOf("live", { comparisonId: "x2", columnId: "c2", status: "running", endMs: null, answeredBy: null });
  const end = {
    type: "run-ended",
    runId: "live",
    atMs: 9,
    status: "stopped",
    answeredBy: null,
    failure: null,
  } as const;
  const events: HostEvent[] = [opened([live]), { topic: "run", event: end }];
  applyRunEvents(events);
  applyAppEvents(events);
  expect(Object.keys(useRunsStore.getState().runs)).toEqual(["live"]);
  expect(runOfColumn(useRunsStore.getState(), "c2")?.status).toBe("stopped");
  expect(runOfColumn(useRunsStore.getState(), "c1")).toBeUndefined();
  expect(useAppStore.getState()).toMatchObject({ conversation: { id: "v2" }, comparisons: [{ id: "x2" }] });
});

test("what was sent a moment ago stays on screen until the host tells of it", () => {
  addPlaceholders([runOf("sent", { comparisonId: "x3", columnId: "c3", status: "starting", endMs: null })]);
  applyRunEvents([opened([])]);
  expect(runOfColumn(useRunsStore.getState(), "c3")?.id).toBe("sent");
});
