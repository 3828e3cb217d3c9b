import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { spendReport } from "#electron/storage/spend/report.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import type { RunEvent } from "#shared/run.ts";
import type { SpendReport } from "#shared/spend.ts";
import { runsOf } from "#test/support/runs.ts";
import { answered, createSpendWorld, cut, type Played, refused, smart, startMs, usage } from "./spend-world.ts";

const dayMs = 24 * 3_600_000;

let world: ReturnType<typeof createSpendWorld>;
beforeEach(() => {
  world = createSpendWorld();
});
afterEach(() => world.database.close());

function everythingIn(database: Database, isDemo = false): SpendReport {
  const common = { range: { kind: "all" }, sinceMs: null, currentSessionId: "s1", nowMs: startMs + dayMs } as const;
  return spendReport(database, { ...common, isDemo });
}

/** Through another object that remembers nothing. */
const readAnew = (isDemo = false) => everythingIn({ ...world.database }, isDemo);

const old: Played = { id: "old", tries: [cut("cut", {})], atMs: startMs - 5 * dayMs };
const oldAnswer: Played = { id: "answer", tries: [answered(usage(1_000, 0))], atMs: startMs - 4 * dayMs };
const today: Played = { id: "today", tries: [answered(usage(2_000, 0))] };
const isFound = (nanoUsd: number, runId = "old"): RunEvent => ({
  type: "cost-found",
  runId,
  attemptId: "a0",
  usage: null,
  cost: { nanoUsd, source: "reported" },
  upstreamProvider: null,
});

test("days that are over are read once, and again only after something of them was written", () => {
  world.play(old, oldAnswer, today);
  let reads = 0;
  const watched: Database = {
    ...world.database,
    all: (sql, ...values) => {
      if (sql.includes("spend_by_kind")) reads += 1;
      return world.database.all(sql, ...values);
    },
  };
  const before = everythingIn(watched);
  world.play({ id: "new", tries: [answered(usage(3_000, 0))], atMs: startMs + 1_000 });
  expect(everythingIn(watched).total.nanoUsd).toBe(before.total.nanoUsd + 3_750_000);
  expect(reads).toBe(1);
  world.append([isFound(77)], "old");
  expect(everythingIn(watched).total).toMatchObject({ nanoUsd: before.total.nanoUsd + 3_750_077, unknownCosts: 0 });
  expect(reads).toBe(2);
  // A run without an attempt is one without an answer all the same.
  world.play({ id: "nothing", tries: [], atMs: startMs - 3 * dayMs });
  expect(everythingIn(watched).unanswered).toBe(before.unanswered + 1);
  expect(reads).toBe(3);
  // After some days more is past.
  world.play({ id: "later", tries: [answered(usage(1_000, 0))], atMs: startMs + 6 * dayMs });
  expect(everythingIn(watched).total.answers).toBe(before.total.answers + 2);
  expect(everythingIn(watched).total.answers).toBe(before.total.answers + 2);
  expect(reads).toBe(4);
});

test("what is taken back was never there", () => {
  world.play(old, oldAnswer, today);
  const before = everythingIn(world.database);
  expect(() =>
    world.database.transaction(() => {
      world.append([isFound(77)], "old");
      throw new Error("The disk is full.");
    }),
  ).toThrow("full");
  expect(everythingIn(world.database)).toEqual(before);
  world.append([isFound(78)], "old");
  expect(everythingIn(world.database).total.nanoUsd).toBe(before.total.nanoUsd + 78);
});

test("a line of many days has at most 400 points, the newest days their part of them, and each is exact", () => {
  const many = Array.from({ length: 60 }, (_, index) => index);
  const tries = Array.from({ length: 10 }, () => answered(usage(1, 0)));
  for (const index of many) world.play({ id: `past${index}`, tries, atMs: startMs - 2 * dayMs - index * 3_600_000 });
  for (const index of many) world.play({ id: `new${index}`, tries, atMs: startMs - index * 60_000 });
  const { points, total, fromMs } = everythingIn(world.database);
  expect(total.attempts).toBe(1_200);
  expect(points.length).toBeLessThanOrEqual(400);
  expect(points.filter(({ atMs }) => atMs >= startMs - dayMs).length).toBeGreaterThanOrEqual(50);
  const sumAt = "SELECT SUM(nano_usd) AS nanoUsd FROM spend WHERE at_ms <= ?";
  expect(points.map(({ nanoUsd }) => nanoUsd)).toEqual(
    points.map(({ atMs }) => world.database.get(sumAt, atMs)?.nanoUsd),
  );
  expect(points.at(-1)?.nanoUsd).toBe(total.nanoUsd);
  expect(fromMs).toBe(startMs - 2 * dayMs - 59 * 3_600_000);
});

type Step = {
  readonly kind: "send" | "find" | "import" | "remove" | "end";
  readonly pick: number;
  readonly day: number;
};

const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("send", "find", "import", "remove", "end"),
  pick: fc.nat(20),
  day: fc.integer({ min: -9, max: 3 }),
});

function apply(step: Step, index: number, sent: Played[]): void {
  const { database, play, append } = world;
  const one = sent[step.pick % Math.max(1, sent.length)];
  const atMs = startMs + step.day * dayMs + index;
  if (step.kind === "send") {
    const tries = [[answered(usage(100 + index, 5))], [cut("cut", {}), answered(usage(7, 7))], [refused("SERVER")], []];
    const chosen = tries[step.pick % 4] ?? [];
    const isOpen = step.pick % 5 === 0;
    const run = { id: `r${index}`, tries: chosen, atMs, isDemo: step.pick % 3 === 0, target: smart };
    play({ ...run, ...(isOpen && { status: null }) });
    sent.push(run);
  } else if (one === undefined) return;
  else if (step.kind === "find") append([isFound(index, one.id)], one.id);
  else if (step.kind === "end") {
    // One that went on is stopped; of one that has ended nothing changes.
    const stop = { runId: one.id, atMs: 5_000, status: "stopped", answeredBy: null, failure: null } as const;
    append([{ type: "run-ended", ...stop }], one.id);
  } else if (step.kind === "remove") {
    for (const table of ["spend", "spend_runs"]) database.run(`DELETE FROM ${table} WHERE run_id = ?`, one.id);
  } else {
    const names = "session_id, is_demo, at_ms, kind_id, is_answer, is_lost, nano_usd, input_tokens, output_tokens";
    database.run(
      `INSERT INTO spend (run_id, attempt_id, ${names}) SELECT 'copy${index}', attempt_id, ${names}
       FROM spend WHERE run_id = ?`,
      one.id,
    );
    database.run(
      `INSERT INTO spend_runs SELECT 'copy${index}', session_id, is_demo, at_ms, status, winner_index, nano_usd
       FROM spend_runs WHERE run_id = ?`,
      one.id,
    );
  }
}

test("whatever is written and when, what is remembered and what is new are together what a plain sum says", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 25 }), (steps) => {
      world.database.close();
      world = createSpendWorld();
      const sent: Played[] = [];
      for (const [index, step] of steps.entries()) {
        apply(step, index, sent);
        for (const isDemo of [false, true]) {
          const remembered = everythingIn(world.database, isDemo);
          const sum = "SELECT COALESCE(SUM(nano_usd), 0) AS nanoUsd, COUNT(*) AS attempts FROM spend WHERE is_demo = ?";
          expect(remembered.total).toMatchObject({ ...world.database.get(sum, Number(isDemo)) });
          // The one below takes the notes of what was written; the one above has them already.
          if (index === steps.length - 1) expect(remembered).toEqual(readAnew(isDemo));
        }
      }
    }),
    { numRuns: runsOf(40, 1_000) },
  );
});
