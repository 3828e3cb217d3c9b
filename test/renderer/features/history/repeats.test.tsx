import { act } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { filterHistory } from "#renderer/actions/history.ts";
import { readComparison } from "#renderer/actions/history-detail.ts";
import { runsWords } from "#renderer/features/history/detail/sum-words.ts";
import { useCompareLayoutStore } from "#renderer/stores/compare-layout-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import { buttonNamed, find, press, settle } from "#test/renderer/features/mount.ts";
import { pageText } from "#test/renderer/features/window-on-host.ts";
import { repeated, runOfRound } from "#test/renderer/parts/evidence/repeated.ts";
import { entryOf } from "./entries.ts";
import { openHistory } from "./history-window.tsx";

let close: () => Promise<void> = async () => undefined;
afterEach(async () => close());

/** A comparison of two routes, and of the same as a plain repeat, 20 times each. */
async function openRepeat(purpose: RepeatPlan["purpose"]) {
  const repeat = { purpose, times: 20, rounds: 20 };
  const entry = entryOf("c", { runs: 40, answered: 40, repeat });
  const opened = await openHistory([entry, entryOf("c1")]);
  close = opened.close;
  const comparison = repeated(purpose, 20);
  const runs = Array.from({ length: 20 }, (_, round) => [
    runOfRound({ columnId: "direct", round, firstTokenMs: 900 + round }),
    runOfRound({ columnId: "routed", round, firstTokenMs: 1_200 + round }),
  ]).flat();
  opened.details.set("c", { entry, comparison, runs });
  await act(() => readComparison("c"));
  await settle();
  return opened;
}

const headings = () => [...document.querySelectorAll("h3")].map((heading) => heading.textContent);

describe("a repeated comparison in History", () => {
  it("of routes shows the verdict, two distributions beside each other, and every run", async () => {
    await openRepeat("routes");
    expect(pageText().replaceAll("\u00a0", " ")).toContain("OpenRouter adds 0.30 s to the first token");
    expect(pageText()).toContain("20 runs per route");
    expect(headings()).toEqual(["First token", "Total", "Runs"]);
    expect(document.querySelectorAll("table[aria-label='Answers']")).toHaveLength(0);
    await press(buttonNamed("Next run"));
    expect(pageText()).toContain("Run 2, direct");
  });

  it("of any targets shows all distributions and claims no verdict", async () => {
    await openRepeat("repeat");
    expect(headings()).toEqual(["First token", "Total", "Speed", "Cost per answer", "Output", "Runs"]);
    expect(pageText()).toContain("20 runs per target");
    expect(pageText()).not.toContain("95% interval");
  });

  it("is found by a filter that can be taken away again", async () => {
    const { queries } = await openRepeat("routes");
    await act(async () => filterHistory({ repeats: true }));
    await settle(100);
    expect(queries.at(-1)?.filters).toEqual({ repeats: true });
    expect(find("button[aria-label='Remove filter has: repeats']").textContent).toBe("has: repeats");
    await press(buttonNamed("Remove filter has: repeats"));
    await settle(100);
    expect(queries.at(-1)?.filters).toEqual({});
  });

  it("is counted by target, and by prompts where a data set fills it", () => {
    const { repeat } = repeated("repeat", 1);
    const rows = [{ text: "a" }, { text: "b" }];
    expect(runsWords({}, { runs: 1 })).toBe("1 run");
    expect(runsWords(repeat === undefined ? {} : { repeat: { ...repeat, rows } }, { runs: 4 })).toBe(
      "1 run of 2 prompts per target",
    );
  });
});

describe("a repeated comparison that has not come to its end", () => {
  it("says how far it is, and goes on from here", async () => {
    const { host, asked } = await openRepeat("repeat");
    const methods = () => asked.map((one) => one.method).filter((method) => method.startsWith("repeat."));
    expect(methods()).toEqual(["repeat.state"]);
    expect(pageText()).not.toContain("runs measured");
    await act(async () =>
      host.batcher.emit({
        topic: "repeat",
        repeat: {
          ...{ comparisonId: "c", conversationId: "k", status: "paused", pause: { kind: "restart" } },
          ...{ total: 40, measured: 12, failed: 0, running: 0, atMostNanoUsd: null, expectedNanoUsd: null },
          cost: { nanoUsd: 0, unknownCount: 0, isEstimate: false },
          ...{ leftMs: null, holds: [] },
        },
      }),
    );
    await settle();
    expect(pageText()).toContain("12 of 40 runs measured.Understudy was closed meanwhile.");
    await press(buttonNamed("Resume"));
    expect(methods()).toEqual(["repeat.state", "repeat.resume"]);
  });

  it("is not read anew with every change that the host tells of: it may be large", async () => {
    const { host, asked } = await openRepeat("repeat");
    const reads = () => asked.filter((one) => one.method === "history.get").length;
    const before = reads();
    for (let changes = 0; changes < 3; changes += 1) {
      await act(async () => host.batcher.emit({ topic: "history-changed" }));
      await settle(20);
    }
    expect(reads()).toBe(before);
  });

  it("opens in Compare at what it measured", async () => {
    const { host } = await openRepeat("routes");
    host.store.conversations.set("k", { id: "k", title: "Routes", createdAtMs: 0, columns: [] });
    await press(buttonNamed("Open in Compare"));
    await settle(120);
    expect(useCompareLayoutStore.getState().evidence?.view).toBe("routes");
    expect(useViewStore.getState().view).toBe("compare");
  });
});
