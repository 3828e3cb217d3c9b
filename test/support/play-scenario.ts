import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "#electron/demo/faults/fault.ts";
import { type Judged, judge } from "./judge-scenario.ts";
import { wholeTextOf } from "./scenario-checks.ts";
import { type LinkName, openScenario, type ScenarioSetup } from "./scenario-world.ts";
import type { Scenario, Seen } from "./scenarios.ts";

export type Pace = Pick<ScenarioSetup, "kinds" | "thinks" | "deadlines"> & {
  /** How much of a time of engine.md §7 is left: 1 with the real deadlines. */
  readonly scale: number;
  /** What the limits of time are multiplied with, so that a busy machine fails no test. */
  readonly patience: number;
};

export type Played = Judged & {
  readonly calls: Readonly<Record<LinkName, number>>;
  readonly tookMs: number;
  /** Null where the run did not end. */
  readonly seen: Seen | null;
};

/** What no run may outlast: it hangs. */
const hangMs = 60_000;
/** How long the servers have to see that a connection was closed. */
const settleMs = 50;

/** Plays one scenario from Send to the run's end, and judges what came of it. */
export async function playScenario({ scripts, expects }: Scenario, pace: Pace): Promise<Played> {
  const world = await openScenario({ ...pace, scripts: scripts((real) => real * pace.scale) });
  try {
    const startedAtMs = performance.now();
    const run = await world.ask(hangMs);
    const tookMs = performance.now() - startedAtMs;
    await sleep(settleMs);
    const calls = { primary: world.requestsOf("primary"), fallback: world.requestsOf("fallback") };
    const counts = { primary: calls.primary.length, fallback: calls.fallback.length };
    if (run === null) return { verdict: "fail", problems: ["it hangs"], calls: counts, tookMs, seen: null };
    const seen = { run, calls, tookMs };
    const limitMs = Math.max(expects.withinMs * pace.scale, shortestLimitMs) * pace.patience;
    const judged = judge(seen, expects, limitMs);
    return { ...crashed(judged, world.bugs), calls: counts, tookMs, seen };
  } finally {
    await world.close();
  }
}

/** What does not get shorter with the scale: retries, the wait for usage, the work itself. */
const shortestLimitMs = 5_000;

function crashed(judged: Judged, bugs: readonly unknown[]): Judged {
  return bugs.length === 0 ? judged : { verdict: "fail", problems: [...new Set(bugs.map(String))] };
}

/** S15: the primary is down for 60 s while a prompt comes every 4 s, 20 in all. Times are the engine's. */
export const outage = { downMs: 60_000, everyMs: 4_000, prompts: 20, callsPer15: 7, backWithinMs: 30_000 } as const;
export const outageTitle = "down for 60 s, 20 prompts every 4 s: all served, hardly a call in vain, back soon";

export type OutageFigures = Judged & {
  readonly calls: Readonly<Record<LinkName, number>>;
  /** Requests that the primary had while it was down and the first 15 prompts were sent. */
  readonly callsWhileDown: number;
  /** Ms of the engine between the primary's recovery and the next prompt that it served; null where it served none. */
  readonly backAfterMs: number | null;
  readonly tookMs: number;
};

/** `speed`: how many of the engine's seconds pass in one of ours. */
export async function playOutage(speed: number): Promise<OutageFigures> {
  const startedAtMs = performance.now();
  const now = () => (performance.now() - startedAtMs) * speed;
  const unavailable: Fault = { kind: "status", status: 503, retryAfter: null };
  const scripts = { primary: () => (now() < outage.downMs ? unavailable : null) };
  const world = await openScenario({ scripts, speed });
  const served: { readonly by: string; readonly atMs: number }[] = [];
  try {
    const prompts = Array.from({ length: outage.prompts }, async (_, index) => {
      await sleep((index * outage.everyMs) / speed);
      const atMs = now();
      const run = await world.ask(hangMs);
      const winner = run?.attempts.find(({ id }) => id === run.answeredBy)?.providerId ?? "nobody";
      served.push({ by: textOfLink(run?.text) === winner ? winner : "nobody", atMs });
    });
    await Promise.all(prompts);
    const atMs = ({ atMs: seenAtMs }: { atMs: number }) => (seenAtMs - startedAtMs) * speed;
    const lastOf15Ms = Math.min(outage.downMs, 15 * outage.everyMs);
    const callsWhileDown = world.requestsOf("primary").filter((request) => atMs(request) < lastOf15Ms).length;
    const back = served.filter(({ by, atMs }) => by === "primary" && atMs >= outage.downMs).map(({ atMs }) => atMs);
    const backAfterMs = back.length === 0 ? null : Math.round(Math.min(...back) - outage.downMs);
    const calls = { primary: world.requestsOf("primary").length, fallback: world.requestsOf("fallback").length };
    const figures = { unserved: served.filter(({ by }) => by === "nobody").length, callsWhileDown, backAfterMs };
    const judged = crashed(judgeOutage(figures), world.bugs);
    return { ...judged, calls, callsWhileDown, backAfterMs, tookMs: performance.now() - startedAtMs };
  } finally {
    await world.close();
  }
}

/** The link whose whole answer a text is, or null. */
function textOfLink(text: string | undefined): LinkName | null {
  if (text === wholeTextOf("primary")) return "primary";
  return text === wholeTextOf("fallback") ? "fallback" : null;
}

type Outcome = { readonly unserved: number; readonly callsWhileDown: number; readonly backAfterMs: number | null };

function judgeOutage({ unserved, callsWhileDown, backAfterMs }: Outcome): Judged {
  if (unserved > 0) return { verdict: "safe", problems: [`${unserved} prompts were not served`] };
  const isBack = backAfterMs !== null && backAfterMs <= outage.backWithinMs;
  const problems = [
    ...(callsWhileDown > outage.callsPer15 ? [`${callsWhileDown} calls to the dead primary`] : []),
    ...(isBack ? [] : [`back on the primary after ${backAfterMs} ms`]),
  ];
  return { verdict: problems.length === 0 ? "pass" : "partial", problems };
}
