import type { Verdict } from "#test/support/judge-scenario.ts";
import { type OutageFigures, outageTitle, type Played, playOutage, playScenario } from "#test/support/play-scenario.ts";
import { scenarios } from "#test/support/scenarios.ts";

/**
 * The sixteen faults of a public failover benchmark (engine.md §7), with the engine's own deadlines, over real sockets,
 * before one fallback link. Each scenario has servers and an engine of its own, so they run at the same time; the
 * longest, a minute of outage, sets the length.
 *
 * - pass: as engine.md §7 has it, in calls, text, usage, cost and time.
 * - partial: answered rightly, but with other calls, or later, or booked wrongly.
 * - safe: no answer where one was due, told as a clean failure; nothing wrong was shown.
 * - fail: a wrong or joined text, a failure taken for an answer, a hang, a crash.
 *
 * Prints a table, then the same as one line of JSON.
 */

type Row = {
  readonly id: string;
  readonly verdict: Verdict;
  readonly seconds: number;
  readonly primaryCalls: number;
  readonly fallbackCalls: number;
  readonly fault: string;
  readonly problems: readonly string[];
};

const realTime = { scale: 1, patience: 1 } as const;

function rowOf(id: string, fault: string, played: Played | OutageFigures): Row {
  const { verdict, problems, calls, tookMs } = played;
  const seconds = Number((tookMs / 1000).toFixed(2));
  return { id, verdict, seconds, primaryCalls: calls.primary, fallbackCalls: calls.fallback, fault, problems };
}

const outagePlayed = playOutage(1);
const rows = await Promise.all([
  ...scenarios.map(async (scenario) => rowOf(scenario.id, scenario.title, await playScenario(scenario, realTime))),
  outagePlayed.then((figures) => rowOf("S15", outageTitle, figures)),
]);
const { callsWhileDown, backAfterMs } = await outagePlayed;
rows.sort((a, b) => a.id.localeCompare(b.id));

const countOf = (wanted: Verdict) => rows.filter(({ verdict }) => verdict === wanted).length;
const sums = { pass: countOf("pass"), partial: countOf("partial"), safe: countOf("safe"), fail: countOf("fail") };

console.table(
  Object.fromEntries(
    rows.map(({ id, verdict, seconds, primaryCalls, fallbackCalls, fault }) => [
      id,
      { verdict, seconds, primary: primaryCalls, fallback: fallbackCalls, fault },
    ]),
  ),
);
for (const { id, problems } of rows) for (const problem of problems) console.log(`${id}: ${problem}`);
console.log(`S15: ${callsWhileDown} calls to the dead primary in 15 prompts, back on it after ${backAfterMs} ms`);
console.log(JSON.stringify({ ...sums, callsToDeadPrimaryPer15: callsWhileDown, backAfterMs, scenarios: rows }));
process.exitCode = sums.pass === rows.length ? 0 : 1;
