import { act } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { factsOf, linkWords, sentenceOf, sharesOf } from "#renderer/features/chains/statistics-words.ts";
import type { ChainStatistics } from "#shared/chain-statistics.ts";
import type { RunEvent } from "#shared/run.ts";
import { defaultSettings } from "#shared/settings.ts";
import { find, press, settle } from "#test/renderer/features/mount.ts";
import { pageText } from "#test/renderer/features/window-on-host.ts";
import { showChains, smart } from "./chains-window.tsx";

let unmount: () => Promise<void> = async () => undefined;

async function show(...args: Parameters<typeof showChains>) {
  const shown = await showChains(...args);
  unmount = shown.unmount;
  return shown;
}

afterEach(async () => {
  await unmount();
  unmount = async () => undefined;
});

const week: ChainStatistics = {
  chainId: "smart",
  sinceMs: 0,
  isDemo: false,
  runs: 212,
  fellThrough: 18,
  unanswered: 1,
  links: { l1: { answered: 194, failed: 18 }, l2: { answered: 14, failed: 3 }, old: { answered: 3, failed: 0 } },
  waitAddedMs: { p50: 440, p95: 20_100 },
  costNanoUsd: 2_257_700_000,
  wastedNanoUsd: 47_400_000,
  pricedAnswers: 211,
  unknownCosts: 0,
};
const some = (parts: Partial<ChainStatistics>) => factsOf({ ...week, ...parts });

describe("who answered", () => {
  it("is a share of all runs: each link's, earlier links', and none's", () => {
    const shares = sharesOf(smart, week);
    expect(shares.map(({ label, count }) => [label, count])).toEqual([
      ["Link 1", 194],
      ["Link 2", 14],
      ["Earlier links", 3],
      ["No answer", 1],
    ]);
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(sentenceOf(shares, week)).toBe(
      "Who answered 212 requests: Link 1 92%, Link 2 6.6%, Earlier links 1.4%, No answer 0.5%",
    );
  });

  it("names the first link also where it answered nothing", () => {
    const links = { l3: { answered: 2, failed: 0 } };
    const shares = sharesOf(smart, { ...week, runs: 2, unanswered: 0, links });
    expect(shares.map(({ label, share }) => [label, share])).toEqual([
      ["Link 1", 0],
      ["Link 3", 1],
    ]);
  });

  it("is told of each link in words, and of one that was never asked not at all", () => {
    expect(linkWords(week, "l1")).toBe("194 answered, 18 failed");
    expect(linkWords({ ...week, links: { l1: { answered: 3, failed: 0 } } }, "l1")).toBe("3 answered");
    expect(linkWords({ ...week, links: { l1: { answered: 0, failed: 2 } } }, "l1")).toBe("2 failed");
    expect(linkWords(week, "l3")).toBeNull();
    expect(linkWords(week, "constructor")).toBeNull();
    expect(linkWords(null, "l1")).toBeNull();
  });
});

describe("the figures beside it", () => {
  it("are what fell through, what that added, and what an answer costs", () => {
    expect(some({}).map(({ value, more }) => `${value} ${more}`)).toEqual([
      "18 of 212 requests",
      "0.44\u00a0s / 20.1\u00a0s",
      "$0.0107 2.1% wasted",
    ]);
  });

  it("say where there are too few runs, and where costs are unknown", () => {
    expect(some({ waitAddedMs: { p50: null, p95: null } })[1]).toMatchObject({ value: "", more: "too few runs" });
    expect(some({ waitAddedMs: { p50: 440, p95: null } })[1]?.more).toBe("/ too few runs");
    expect(some({ unknownCosts: 4 })[2]).toMatchObject({ value: "$0.0107", more: "2.1% wasted, plus 4 unknown" });
    expect(some({ pricedAnswers: 0, unknownCosts: 2 })[2]).toMatchObject({ value: "", more: "unknown" });
    expect(some({ costNanoUsd: 0, wastedNanoUsd: 0 })[2]).toMatchObject({ value: "$0", more: "nothing wasted" });
    expect(some({ runs: 1, fellThrough: 0 })[0]).toMatchObject({ value: "0", more: "of 1 request" });
  });
});

describe("the strip of a chain", () => {
  const started: RunEvent = {
    type: "run-started",
    run: {
      id: "r1",
      comparisonId: "x1",
      columnId: "c1",
      target: { kind: "chain", chainId: "smart" },
      title: "smart",
      isDemo: false,
      startedAtMs: 1,
      links: smart.links,
    },
  };
  const ended: RunEvent = { type: "run-ended", runId: "r1", atMs: 5, status: "done", answeredBy: null, failure: null };

  it("says that nothing answered yet, and is asked again when a run of the chain ends", async () => {
    const { host, asked } = await show();
    const questions = () => asked.filter((one) => one.method === "chain.statistics");
    expect(pageText()).toContain("No answers yet in the last 7 days.");
    expect(questions().map((one) => one.input)).toEqual([{ chainId: "smart", days: 7 }]);
    host.store.statistics.set("smart", week);
    await act(async () => {
      host.batcher.emit({ topic: "run", event: started });
      host.batcher.flush();
    });
    await settle();
    expect(questions()).toHaveLength(1);
    await act(async () => {
      host.batcher.emit({ topic: "run", event: ended });
      host.batcher.flush();
    });
    await settle();
    expect(questions()).toHaveLength(2);
    expect(find("section[aria-label='Who answered, last 7 days'] [role='img']").getAttribute("aria-label")).toContain(
      "Link 1 92%",
    );
    expect(document.querySelector("fieldset")?.textContent).toContain("194 answered, 18 failed");
    expect(pageText()).not.toContain("Demo");
  });

  it("labels what comes from the demo, and shows of another chain its own", async () => {
    const { host, asked } = await show({ settings: { ...defaultSettings, demo: true } });
    expect(find("section[aria-label='Who answered, last 7 days']").textContent).toContain("Demo");
    host.store.statistics.set("fast", { ...week, chainId: "fast", isDemo: true });
    await press(find("nav li:last-child button"));
    await settle();
    expect(asked.at(-1)).toEqual({ method: "chain.statistics", input: { chainId: "fast", days: 7 } });
    expect(pageText()).toContain("18 of 212 requests");
    expect(find("section[aria-label='Who answered, last 7 days']").textContent).toContain("Demo");
  });

  it("says why the history could not be read", async () => {
    const { host } = await show();
    host.store.trouble = "The disk is gone.";
    await press(find("nav li:last-child button"));
    await settle();
    expect(pageText()).toContain("The history could not be read: The disk is gone.");
  });
});
