import { afterEach, beforeEach, expect, test } from "vitest";
import { healthHandlers } from "#electron/storage/health/handlers.ts";
import { loadHealthRuns } from "#electron/storage/health/runs.ts";
import { type Failure, failureOf } from "#shared/failure.ts";
import type { Price } from "#shared/model.ts";
import { openHistory, type ToldAttempt } from "#test/support/stored-history.ts";

const chain = { kind: "chain", chainId: "smart" } as const;
const links = [
  { providerId: "openrouter", modelId: "a" },
  { providerId: "openai", modelId: "b" },
];
const paid = (nanoUsd: number) => ({ nanoUsd, source: "computed" }) as const;
const lost: ToldAttempt = { ...links[0], cost: paid(5) };
const won: ToldAttempt = { ...links[1], cost: paid(100) };

let history: ReturnType<typeof openHistory>;
let handlers: ReturnType<typeof healthHandlers>;
beforeEach(() => {
  history = openHistory();
  handlers = healthHandlers(() => history.database);
});
afterEach(() => history.database.close());

const asked = { chainId: "smart", isDemo: false, sinceMs: 1_000 };
const runs = (parts = {}) => loadHealthRuns(history.database, { ...asked, ...parts });

test("finished runs of the chain come with their attempts, the newest first; all others are left out", () => {
  const { tell } = history;
  tell({ id: "x1", startedAtMs: 1_000, runs: [{ target: chain, attempts: [lost, won] }] });
  tell({
    id: "x2",
    startedAtMs: 2_000,
    runs: [{ target: chain, status: "failed", attempts: [{ ...lost, isSkip: true }] }],
  });
  tell({ id: "before", startedAtMs: 999, runs: [{ target: chain, attempts: [won] }] });
  tell({ id: "demo", startedAtMs: 3_000, isDemo: true, runs: [{ target: chain, attempts: [won] }] });
  tell({ id: "model", startedAtMs: 3_000, runs: [{ attempts: [won] }] });
  tell({ id: "other", startedAtMs: 3_000, runs: [{ target: { kind: "chain", chainId: "fast" }, attempts: [won] }] });
  for (const status of ["stopped", "interrupted", "running"] as const) {
    tell({ id: status, startedAtMs: 3_000, runs: [{ target: chain, status, attempts: [won] }] });
  }
  const skipped = { isSkip: true, isAnswer: false, beganMs: 0, firstAnswerMs: null, nanoUsd: 0 };
  expect(runs()).toEqual([
    { endMs: 50, linkCount: 0, attempts: [{ ...links[0], linkIndex: 0, ...skipped }] },
    {
      endMs: 50,
      linkCount: null,
      attempts: [
        { ...links[0], linkIndex: 0, isSkip: false, isAnswer: false, beganMs: 0, firstAnswerMs: 5, nanoUsd: 5 },
        { ...links[1], linkIndex: 1, isSkip: false, isAnswer: true, beganMs: 1, firstAnswerMs: 5, nanoUsd: 100 },
      ],
    },
  ]);
  expect(runs({ isDemo: true })).toHaveLength(1);
  expect(runs({ chainId: "gone" })).toEqual([]);
});

test("a run that failed on this computer tells nothing of its chain; one that its links failed does", () => {
  const failedWith = (id: string, failure: Failure) =>
    history.tell({
      id,
      startedAtMs: 2_000,
      runs: [{ target: chain, status: "failed", attempts: [{ ...lost, failure }] }],
    });
  failedWith("offline", failureOf("LOCAL", "Offline.", { reason: "offline" }));
  failedWith("keyless", failureOf("AUTH", "No key.", { reason: "no-key" }));
  failedWith("spent", failureOf("BUDGET", "Spent."));
  expect(runs()).toEqual([]);
  failedWith("refused", failureOf("AUTH", "Refused.", { status: 401 }));
  failedWith("unread", failureOf("SERVER", "Broke."));
  history.database.exec("UPDATE runs SET failure_json = '{' WHERE id = 'unread-r1'");
  expect(runs()).toHaveLength(2);
});

test("its health is told of them", () => {
  const { tell } = history;
  tell({ id: "x1", runs: Array.from({ length: 3 }, () => ({ target: chain, attempts: [lost, won] })) });
  const health = handlers.chainHealth({ ...asked, days: 7, links });
  expect(health).toMatchObject({
    ...{ chainId: "smart", days: 7, sinceMs: 1_000, isDemo: false },
    ...{ runs: 3, answered: 3, fellThrough: 3, costNanoUsd: { count: 3, mean: 105 } },
    links: [
      { linkIndex: 0, asked: 3, answered: 0, failed: 3, costNanoUsd: { mean: 5 } },
      { linkIndex: 1, asked: 3, answered: 3, failed: 0, costNanoUsd: { mean: 100 } },
    ],
  });
});

test("rows that cannot be read cost the chain's health nothing else", () => {
  history.tell({ id: "x1", runs: [{ target: chain, attempts: [won] }] });
  history.tell({
    id: "x2",
    runs: [
      { target: chain, attempts: [won] },
      { target: chain, attempts: [won] },
    ],
  });
  history.database.exec("UPDATE runs SET target_json = '{' WHERE id = 'x1-r1'");
  history.database.exec("UPDATE runs SET links_json = '{', answered_by = NULL WHERE id = 'x2-r1'");
  expect(runs().map(({ linkCount }) => linkCount)).toEqual([null, null]);
});

/** 10 input and 20 output tokens. */
function answeredWithUsage(id: string, parts: { client?: string; isDemo?: boolean } = {}): void {
  history.tell({ id, ...parts, runs: [{ attempts: [{ cost: paid(700) }] }] });
  const usage = "input_tokens = 10, output_tokens = 20, cache_read_tokens = 0, cache_write_5m_tokens = 0";
  history.database.exec(`UPDATE spend SET ${usage}, cache_write_1h_tokens = 0 WHERE run_id = '${id}-r1'`);
}

test("what prompts of this window would have cost on it is told, without those of programs and of the demo", () => {
  for (const id of ["x1", "x2"]) answeredWithUsage(id);
  answeredWithUsage("program", { client: "curl" });
  answeredWithUsage("demo", { isDemo: true });
  // Without tokens; and one that lost an attempt on its way, which another model would not have.
  history.tell({ id: "unknown", runs: [{ attempts: [{ cost: paid(1) }] }] });
  history.tell({ id: "lost", runs: [{ status: "failed", attempts: [{ cost: paid(30) }] }] });
  const price: Price = {
    ...{ inputUsd: 1, outputUsd: 2, cacheReadUsd: null, cacheWrite5mUsd: null, cacheWrite1hUsd: null },
    ...{ longPrompt: null, source: "own", asOf: "2026-11-01" },
  };
  const question = { ...asked, sinceMs: 0, days: 7, links: links.map((link) => ({ ...link, price })) };
  expect(handlers.chainWhatIf(question)).toMatchObject({
    ...{ prompts: 2, leftOut: 1, actualNanoUsd: 1_430, nanoUsd: 2 * (10 * 1_000 + 20 * 2_000), basedOnRuns: 0 },
    links: [{ ...links[0], linkIndex: 0, share: 1 }],
  });
  expect(handlers.chainWhatIf({ ...question, isDemo: true })).toMatchObject({ prompts: 1, actualNanoUsd: 700 });
  expect(handlers.chainWhatIf({ ...question, sinceMs: 9_000 })).toMatchObject({ prompts: 0, leftOut: 0, nanoUsd: 0 });
});

test("the runs of a chain are found by their index, and without their texts", () => {
  const plan = history.database.all(
    `EXPLAIN QUERY PLAN SELECT id, answered_by, end_ms FROM runs INDEXED BY runs_of_chains
     WHERE CASE WHEN json_valid(target_json) THEN json_extract(target_json, '$.chainId') END = 'smart'
       AND is_demo = 0 AND started_at_ms >= 0 AND status IN ('done', 'failed') ORDER BY started_at_ms DESC`,
  );
  expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining("USING COVERING INDEX runs_of_chains")]);
});

test("long prompts are priced by their own rates, apart from the others", () => {
  answeredWithUsage("short");
  answeredWithUsage("long");
  history.database.exec("UPDATE spend SET input_tokens = 1000 WHERE run_id = 'long-r1'");
  const rates = { inputUsd: 1, outputUsd: 2, cacheReadUsd: null, cacheWrite5mUsd: null, cacheWrite1hUsd: null };
  const longPrompt = { ...rates, aboveTokens: 500, inputUsd: 10 };
  const price: Price = { ...rates, longPrompt, source: "own", asOf: "2026-11-01" };
  const question = { ...asked, sinceMs: 0, days: 7, links: links.map((link) => ({ ...link, price })) };
  expect(handlers.chainWhatIf(question)).toMatchObject({
    prompts: 2,
    nanoUsd: 10 * 1_000 + 1_000 * 10_000 + 2 * 20 * 2_000,
  });
});
