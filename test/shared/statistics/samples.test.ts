import { describe, expect, it } from "vitest";
import { type Failure, failureOf } from "#shared/failure.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { sampleOf, samplesOf } from "#shared/statistics/samples.ts";
import { attemptOf, rateLimited, runOf, usageOf } from "#test/support/scripted-data.ts";

const repeat: RepeatPlan = { purpose: "repeat", times: 20, seed: 1, perProvider: 1, columns: [] };
const comparison = { id: "comparison-1", repeat };

const answered = (parts: Partial<Attempt> = {}) =>
  attemptOf("answer", {
    ...{ status: "answered", endMs: 2_000, connectedMs: 0, firstContentMs: 400, firstAnswerMs: 500 },
    ...{ lastContentMs: 1_900, usage: usageOf(10, 90), cost: { nanoUsd: 700, source: "computed" } },
    ...parts,
  });

const done = (id: string, parts: Partial<Run> = {}) =>
  runOf(id, {
    ...{ columnId: "a", round: 0, status: "done", endMs: 2_000, answeredBy: "answer", attempts: [answered()] },
    ...parts,
  });

describe("a sample", () => {
  it("has the numbers that the column of a run shows", () => {
    expect(sampleOf(done("r"))).toMatchObject({
      ...{ runId: "r", columnId: "a", round: 0, failure: null, firstTokenMs: 500, totalMs: 2_000 },
      ...{ outputTokens: 90, tokensPerSecond: 60, nanoUsd: 700, areTokensEstimated: false, isCostEstimated: false },
    });
  });

  it("counts the first token from Send and costs every attempt, also where a link was lost", () => {
    const lost = attemptOf("lost", {
      ...{ status: "failed", endMs: 300, failure: rateLimited, cost: { nanoUsd: 50, source: "estimated" } },
    });
    const second = answered({ startMs: 300, linkIndex: 1, firstAnswerMs: 900 });
    expect(sampleOf(done("r", { attempts: [lost, second] }))).toMatchObject({
      ...{ firstTokenMs: 900, nanoUsd: 750, isCostEstimated: true, limitsMet: 1 },
    });
  });

  it("does not know the cost of a run of which one attempt's cost is unknown", () => {
    const lost = attemptOf("lost", { status: "failed", cost: { nanoUsd: null, source: "unknown" } });
    expect(sampleOf(done("r", { attempts: [lost, answered()] })).nanoUsd).toBeNull();
  });

  it("tells a connection that was open from one that was made, and does not guess", () => {
    const warmth = (connectedMs: number | null) =>
      sampleOf(done("r", { attempts: [answered({ startMs: 10, connectedMs })] })).isWarm;
    expect([warmth(10), warmth(60), warmth(null)]).toEqual([true, false, null]);
  });

  it("tells what came from the prompt cache only where the provider said so", () => {
    const cached = { ...usageOf(100, 90), cacheReadTokens: 80 };
    const read = (usage: Attempt["usage"]) => sampleOf(done("r", { attempts: [answered({ usage })] })).cacheReadTokens;
    expect([read(cached), read(usageOf(10, 90)), read({ ...cached, source: "estimated" }), read(null)]).toEqual([
      80,
      0,
      null,
      null,
    ]);
  });

  it("of a failure keeps what it cost and how long it took, and no figure of an answer", () => {
    const lost = attemptOf("lost", {
      ...{ status: "failed", endMs: 900, firstContentMs: 300, firstAnswerMs: 300, lastContentMs: 800 },
      ...{ usage: usageOf(10, 90), failure: rateLimited, cost: { nanoUsd: 40, source: "computed" } },
    });
    const run = runOf("r", { status: "failed", endMs: 900, round: 3, failure: rateLimited, attempts: [lost] });
    expect(sampleOf(run)).toMatchObject({
      ...{ failure: rateLimited, totalMs: 900, nanoUsd: 40, limitsMet: 1 },
      ...{ firstTokenMs: null, tokensPerSecond: null, outputTokens: null, billed: null },
    });
  });

  it("counts no limit for a link that was skipped while it cools down", () => {
    const skipped = attemptOf("s", { status: "skipped", failure: { ...rateLimited, reason: "cooling-down" } });
    expect(sampleOf(done("r", { attempts: [skipped, answered()] })).limitsMet).toBe(0);
  });
});

describe("samples of a repeated comparison", () => {
  it("are one for each column and round that was measured, by round", () => {
    const runs = [done("b1", { columnId: "b", round: 1 }), done("a0"), done("b0", { columnId: "b" })];
    expect(samplesOf(comparison, runs).map(({ columnId, round }) => `${columnId}${round}`)).toEqual(["a0", "b0", "b1"]);
  });

  it("leave out runs that measure nothing: stopped, interrupted, on their way, kept back by a budget", () => {
    const over = failureOf("BUDGET", "Over budget.");
    const runs = [
      done("stopped", { status: "stopped" }),
      done("interrupted", { status: "interrupted", round: 1 }),
      done("running", { status: "running", round: 2 }),
      done("budget", { status: "failed", failure: over, round: 3 }),
    ];
    expect(samplesOf(comparison, runs)).toEqual([]);
  });

  it("take the run that measures where another of its place was stopped before", () => {
    const runs = [done("stopped", { status: "stopped" }), done("again", { startedAtMs: 5 })];
    expect(samplesOf(comparison, runs).map(({ runId }) => runId)).toEqual(["again"]);
  });

  it("keep a failure that was asked again: the first that measured counts", () => {
    const runs = [
      done("again", { startedAtMs: 9 }),
      done("failed", { status: "failed", failure: rateLimited, answeredBy: null, startedAtMs: 5 }),
    ];
    expect(samplesOf(comparison, runs).map(({ runId }) => runId)).toEqual(["failed"]);
  });

  it("take no run of another comparison, and none that belongs to no round", () => {
    const { round: _, ...roundless } = done("roundless");
    expect(samplesOf(comparison, [roundless, done("other", { comparisonId: "comparison-2" })])).toEqual([]);
  });

  it("of a comparison that is not repeated are its runs", () => {
    const { round: _, ...roundless } = done("once");
    expect(samplesOf({ id: "comparison-1" }, [roundless])).toHaveLength(1);
  });
});

describe("a failed run", () => {
  const isIn = (failure: Failure) =>
    samplesOf(comparison, [done("failed", { status: "failed", answeredBy: null, failure })]).length === 1;

  it("measures nothing where it says nothing of who was asked", () => {
    expect(isIn(failureOf("LOCAL", "Offline.", { reason: "offline" }))).toBe(false);
    expect(isIn(failureOf("LOCAL", "Its provider was removed."))).toBe(false);
    expect(isIn(failureOf("AUTH", "No key.", { reason: "no-key" }))).toBe(false);
    expect(isIn(failureOf("AUTH", "The keychain is locked.", { reason: "key-store" }))).toBe(false);
    expect(isIn(failureOf("BUDGET", "Spent."))).toBe(false);
  });

  it("is a measurement where it failed on the way or at the provider", () => {
    expect(isIn(failureOf("AUTH", "Refused.", { status: 401 }))).toBe(true);
    expect(isIn(failureOf("NETWORK", "Reset.", { reason: "reset" }))).toBe(true);
  });
});
