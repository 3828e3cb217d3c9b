import { beforeEach, describe, expect, it } from "vitest";
import { applyRunEvents, keepReadRuns, useRunsStore } from "#renderer/stores/runs-store.ts";
import type { HostEvent } from "#shared/contract.ts";
import type { Run } from "#shared/run.ts";
import { attemptOf, runOf } from "#test/support/scripted-data.ts";

const conversation = { id: "v", title: "Another one", createdAtMs: 1, columns: [] };
const comparison = { id: "x", conversationId: "v", sessionId: "s", prompt: "Hello", startedAtMs: 1, isDemo: false };
const opened = (...runs: readonly Run[]): HostEvent => ({
  topic: "conversation-opened",
  conversation,
  comparisons: [{ comparison, runs }],
});
const ids = () => Object.keys(useRunsStore.getState().runs);
const ended = (id: string, text = "") => runOf(id, { status: "done", endMs: 5, text });

beforeEach(() => {
  useRunsStore.setState({ runs: {}, readIds: new Set(), lentIds: new Set() });
});

describe("runs that History shows", () => {
  it("go when another comparison is read, but for those of the open conversation", () => {
    applyRunEvents([opened(ended("own"))]);
    keepReadRuns([ended("own"), ended("lent")]);
    expect(ids()).toEqual(["own", "lent"]);
    keepReadRuns([ended("next")]);
    expect(ids()).toEqual(["own", "next"]);
    keepReadRuns([]);
    expect(ids()).toEqual(["own"]);
  });

  it("stay while another conversation is opened, and then are its own where it has them", () => {
    applyRunEvents([opened(ended("before"))]);
    keepReadRuns([ended("a"), ended("b")]);
    applyRunEvents([opened(ended("b"))]);
    expect(ids()).toEqual(["a", "b"]);
    keepReadRuns([]);
    expect(ids()).toEqual(["b"]);
  });

  it("are not set back where they stream here already, and end where they were read ended", () => {
    const live = runOf("live", { text: "further", attempts: [attemptOf("t", {})] });
    applyRunEvents([opened(live)]);
    keepReadRuns([runOf("live", { text: "fur" })]);
    expect(useRunsStore.getState().runs.live?.text).toBe("further");
    keepReadRuns([ended("live", "further still")]);
    expect(useRunsStore.getState().runs.live?.text).toBe("further still");
  });

  it("go on where they stream", () => {
    keepReadRuns([runOf("live", { text: "It", attempts: [attemptOf("t", {})] })]);
    const event = { type: "delta", runId: "live", attemptId: "t", atMs: 1, channel: "text", text: " goes on" } as const;
    applyRunEvents([{ topic: "run", event }]);
    expect(useRunsStore.getState().runs.live?.text).toBe("It goes on");
  });
});
