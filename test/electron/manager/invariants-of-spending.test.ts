import fc from "fast-check";
import { expect, test } from "vitest";
import { createLedger, type Ledger } from "#electron/manager/budget-ledger.ts";
import { type Budget, defaultBudgetSettings } from "#shared/budget.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { eventsOf, type Played, play } from "#test/support/chaos/play.ts";
import { scenario } from "#test/support/chaos/scenario.ts";
import { runsOf } from "#test/support/runs.ts";

/** Budgets in the whole engine: faults, stops, retries, look-ups and restarts of the chaos plays. About 0.6 s of one core. */

const mode = { isDemo: false, sessionId: "s" };

function budgetsOf(limits: readonly [all: number, router: number]): readonly Budget[] {
  const [all, router] = limits;
  return [
    { id: "all", period: "session", providerId: null, limitNanoUsd: all },
    { id: "router", period: "session", providerId: "router", limitNanoUsd: router },
  ];
}

const runOf = (played: Played, runId: string): Run => {
  const run = eventsOf(played, runId).reduce<Run | undefined>(reduceRun, undefined);
  if (run === undefined) throw new Error(`Nothing was told of ${runId}`);
  return run;
};

/** From here on nothing may go out for a run that a budget of all providers ended. */
function expectEnded(run: Run): void {
  const at = run.attempts.findIndex(({ failure }) => endsRun(failure?.budget));
  if (at < 0) return;
  expect(at).toBe(run.attempts.length - 1);
  expect(run.answeredBy).toBeNull();
}

function endsRun(refusal: NonNullable<Attempt["failure"]>["budget"]): boolean {
  return refusal?.kind === "over" && refusal.budget.providerId === null;
}

test("what the ledger says is what the runs' attempts cost, and nothing stays set aside but what is unknown", async () => {
  let refusals = 0;
  let sent = 0;
  const limit = fc.constantFrom(1, 25_000_000, 60_000_000, 1_000_000_000);
  await fc.assert(
    fc.asyncProperty(scenario, fc.tuple(limit, limit), async (one, limits) => {
      const settings = { ...defaultBudgetSettings, budgets: budgetsOf(limits) };
      let ledger: Ledger | null = null;
      const played = await play(one, (clock) => {
        ledger = createLedger({ clock, settings: () => settings, changed: () => undefined });
        return ledger;
      });
      expect([played.unfinished, played.timersLeft, played.world.bugs]).toEqual([0, 0, []]);
      const runs = played.runIds.map((runId) => runOf(played, runId));
      for (const run of runs) expectEnded(run);
      const attempts = runs.flatMap((run) => run.attempts).filter(({ status }) => status !== "skipped");
      refusals += runs.flatMap((run) => run.attempts).filter(({ failure }) => failure?.budget !== undefined).length;
      sent += attempts.length;
      expect(played.sent.length).toBeLessThanOrEqual(attempts.length);
      const spent = attempts.reduce((sum, { cost }) => sum + (cost.nanoUsd ?? 0), 0);
      const open = attempts.filter(({ cost }) => cost.nanoUsd === null);
      const held = open.reduce((sum, { reservedNanoUsd }) => sum + (reservedNanoUsd ?? 0), 0);
      const [all] = ledgerOf(ledger).states(mode);
      expect([all?.spentNanoUsd, all?.reservedNanoUsd]).toEqual([spent, held]);
      expect(ledgerOf(ledger).spend(mode)).toMatchObject({ nanoUsd: spent, attempts: attempts.length });
    }),
    { numRuns: runsOf(150, 20_000) },
  );
  expect([refusals > 50, sent > 50]).toEqual([true, true]);
}, 600_000);

function ledgerOf(ledger: Ledger | null): Ledger {
  if (ledger === null) throw new Error("The play had no ledger");
  return ledger;
}
