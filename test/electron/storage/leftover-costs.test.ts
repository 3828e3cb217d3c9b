import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSqlite } from "#electron/storage/sqlite.ts";
import type { LoadedState } from "#electron/storage/worker-protocol.ts";
import { nanoUsdOf } from "#shared/cost.ts";
import type { Attempt, AttemptStart, RunEvent } from "#shared/run.ts";
import { usageOf } from "#test/support/money.ts";
import { temporaryFolder, withStore } from "./store-fixtures.ts";
import { attemptEnd, attemptStart, delta, price, runEnded, runStarted, saveParents } from "./store-samples.ts";

const started = (runId: string, parts: Partial<AttemptStart> = {}): RunEvent => {
  const attempt = { ...attemptStart("attempt-1", 1), promptTokens: 1_000, reservedNanoUsd: 77, ...parts };
  return { type: "attempt-started", runId, attempt };
};
const headers = (runId: string, httpStatus: number): RunEvent => {
  return { type: "attempt-headers", runId, attemptId: "attempt-1", connectedMs: 2, atMs: 3, httpStatus };
};
const ended = (runId: string, parts: Parameters<typeof attemptEnd>[1]): RunEvent => {
  return { type: "attempt-ended", runId, attemptId: "attempt-1", end: attemptEnd(9, parts) };
};

/** Runs by name, as they were when the program went away. */
const runs: Readonly<Record<string, readonly RunEvent[]>> = {
  streamed: [
    started("streamed"),
    headers("streamed", 200),
    {
      ...{ type: "delta", runId: "streamed", attemptId: "attempt-1", atMs: 4 },
      ...{ channel: "reasoning", text: "thought." },
    },
    delta("streamed", "half an answer.."),
  ],
  unpriced: [started("unpriced", { price: null }), headers("unpriced", 200), delta("unpriced", "half")],
  accepted: [started("accepted"), headers("accepted", 200)],
  unheard: [started("unheard")],
  refused: [started("refused"), headers("refused", 429)],
  restarted: [
    started("restarted"),
    headers("restarted", 200),
    delta("restarted", "taken back, all of it"),
    ended("restarted", { status: "failed" }),
    { type: "reset", runId: "restarted", attemptId: "attempt-1", atMs: 6 },
    { type: "attempt-started", runId: "restarted", attempt: { ...attemptStart("attempt-2", 7), promptTokens: 10 } },
    delta("restarted", "new.", { attemptId: "attempt-2", atMs: 9 }),
  ],
  reported: [
    started("reported"),
    headers("reported", 200),
    delta("reported", "fine"),
    ended("reported", { cost: { nanoUsd: 11, source: "reported" }, computedNanoUsd: 12 }),
    runEnded("reported", 10),
  ],
  old: [
    { type: "attempt-started", runId: "old", attempt: attemptStart("attempt-1", 1) },
    ended("old", {}),
    runEnded("old", 10),
  ],
  found: [started("found"), ended("found", { cost: { nanoUsd: 5, source: "estimated" } }), runEnded("found", 10)],
  damaged: [started("damaged"), delta("damaged", "fine"), ended("damaged", {}), runEnded("damaged", 10)],
};

/** After its run had been written whole. */
const foundLater: RunEvent = {
  ...{ type: "cost-found", runId: "found", attemptId: "attempt-1", usage: null, upstreamProvider: null },
  cost: { nanoUsd: 42, source: "reported" },
  computedNanoUsd: 40,
};

const folder = temporaryFolder();
afterAll(folder.remove);
let state: LoadedState | null;

beforeAll(async () => {
  await withStore(folder.path, async (store) => {
    await saveParents(store);
    store.appendRunEvents(Object.keys(runs).map((name) => runStarted(name)));
    for (const events of Object.values(runs)) store.appendRunEvents(events);
    await store.flush();
    store.appendRunEvents([foundLater]);
  });
  const database = openSqlite(join(folder.path, "understudy.db"), 1_000);
  database.run("UPDATE attempts SET computed_nano_usd = 'much' WHERE run_id = 'damaged'");
  database.close();
  state = await withStore(folder.path, (store) => store.conversation("conversation-1"));
});

function runOf(name: string) {
  return state?.comparisons[0]?.runs.find((run) => run.id === name);
}

function attemptOf(name: string, index = 0): Attempt | undefined {
  return runOf(name)?.attempts[index];
}

describe("what an attempt cost that a crash cut off (R22)", () => {
  test("one that streamed is estimated from its prompt and what had arrived, at the price it began with", () => {
    const usage = usageOf({ inputTokens: 1_000, outputTokens: 6, reasoningTokens: 2, source: "estimated" });
    expect(attemptOf("streamed")?.usage).toEqual(usage);
    expect(attemptOf("streamed")?.cost).toEqual({ nanoUsd: nanoUsdOf(usage, price), source: "estimated" });
    expect(attemptOf("streamed")?.cost.nanoUsd).toBe(1_000 * 1_250 + 6 * 10_000);
  });

  test("its tokens are known and its cost is not where nobody knew the price", () => {
    expect(attemptOf("unpriced")?.cost).toEqual({ nanoUsd: null, source: "unknown" });
    expect(attemptOf("unpriced")?.usage).toMatchObject({ inputTokens: 1_000, outputTokens: 1, source: "estimated" });
  });

  test("one that was accepted and said nothing is unknown, never 0", () => {
    expect(attemptOf("accepted")).toMatchObject({ usage: null, cost: { nanoUsd: null, source: "unknown" } });
  });

  test.each(["unheard", "refused"])("one that was %s cost nothing", (name) => {
    expect(attemptOf(name)).toMatchObject({ usage: null, cost: { nanoUsd: 0, source: "computed" } });
  });

  test("its last text has no time, so it has no speed: up to the last stored event that would be too high", () => {
    expect(attemptOf("streamed")).toMatchObject({ status: "failed", firstContentMs: 4, lastContentMs: null });
  });

  test("one after a restart counts its own text, and not what was taken back", () => {
    expect(attemptOf("restarted", 1)?.usage).toMatchObject({ inputTokens: 10, outputTokens: 1 });
    expect(attemptOf("restarted")?.cost).toEqual({ nanoUsd: 1_234_567, source: "computed" });
  });
});

describe("what is stored of an attempt's money", () => {
  test("comes back as it was: the expected prompt, what was set aside, and what a reported cost computes to", () => {
    expect(attemptOf("reported")).toMatchObject({ promptTokens: 1_000, reservedNanoUsd: 77, computedNanoUsd: 12 });
  });

  test("is absent where it was", () => {
    expect(attemptOf("old")?.id).toBe("attempt-1");
    const names = ["promptTokens", "reservedNanoUsd", "computedNanoUsd"];
    for (const name of names) expect(attemptOf("old")).not.toHaveProperty(name);
  });

  test("a cost that is found after the run has its computed one beside it", () => {
    const cost = { nanoUsd: 42, source: "reported" };
    expect(attemptOf("found")).toMatchObject({ cost, computedNanoUsd: 40 });
  });

  test("an attempt whose figures are damaged is left out and told, and the rest of its run stays", () => {
    expect(runOf("damaged")).toMatchObject({ text: "fine", attempts: [] });
    expect(state?.problems).toEqual([expect.stringContaining("attempt")]);
  });
});
