import type { LookupFunction } from "node:net";
import type { Clock } from "#electron/manager/dependencies.ts";
import { systemClock } from "#electron/system.ts";
import { holds } from "#test/electron/http/raw-server.ts";
import type { ScenarioWorld } from "#test/support/scenario-world.ts";
import { beforeAnswer, type FaultCase, type On } from "./matrix.ts";
import { at, host, resolver } from "./places.ts";
import { afterProblems, differences, openOn, type Variant } from "./play-fault.ts";

/** P48: the computer sleeps, changes its network, or has its clock set. */

type Moved = { readonly clock: Clock; wall(ms: number): void; both(ms: number): void };

/** The computer's clocks, which can be moved. */
function movable(): Moved {
  const by = { wallMs: 0, monotonicMs: 0 };
  return {
    clock: {
      monotonicMs: () => systemClock.monotonicMs() + by.monotonicMs,
      epochMs: () => systemClock.epochMs() + by.wallMs,
      after: systemClock.after,
    },
    wall: (ms) => {
      by.wallMs += ms;
    },
    both: (ms) => {
      by.wallMs += ms;
      by.monotonicMs += ms;
    },
  };
}

const suspendMs = 5 * 60_000;
const dayMs = 24 * 3_600_000;
const toPrimary: LookupFunction = resolver(["127.0.0.1"]).resolve;

type Play = {
  readonly setup: Variant["setup"];
  /** What happens while the request is on its way. */
  readonly meanwhile: (world: ScenarioWorld) => void;
  readonly check: (world: ScenarioWorld, runId: string) => Promise<readonly string[]>;
};

async function play(on: On, name: string, { setup, meanwhile, check }: Play): Promise<readonly string[]> {
  const world = await openOn(on, setup);
  try {
    const runId = world.start();
    await holds(() => world.requestsOf("primary").length > 0, 5_000);
    meanwhile(world);
    const problems = [...(await check(world, runId)), ...(await afterProblems(world))];
    return problems.map((problem) => `${name}: ${problem}`);
  } finally {
    await world.close();
  }
}

/** The run says that the computer slept, nothing is held against the provider, and the next prompt is answered. */
async function sleptWell(world: ScenarioWorld, runId: string): Promise<readonly string[]> {
  const run = await world.ended(runId, 60_000);
  const { isLimited, consecutiveErrors } = world.manager.limits("primary");
  const next = await world.ask(60_000);
  return differences({
    "the class": [run?.failure?.class, "LOCAL"],
    "the reason": [run?.failure?.reason, "slept"],
    attempts: [run?.attempts.length, 1],
    "a time below zero": [run?.attempts.some(({ startMs, endMs }) => (endMs ?? 0) < startMs), false],
    "is limited": [isLimited, false],
    errors: [consecutiveErrors, 0],
    "the next prompt": [next?.text.startsWith("primary"), true],
    "requests to the fallback": [world.requestsOf("fallback").length, 0],
  });
}

const far = { baseUrls: { primary: at({ hostname: host }) }, resolve: toPrimary };

function suspends(on: On) {
  // Long enough for a busy machine to move the clocks while the request is still on its way.
  const dies = { primary: [{ kind: "silence", says: "nothing", forMs: 1_000 }, null] } as const;
  const hangs = { primary: [{ kind: "silence", says: "nothing", forMs: 60_000 }, null] } as const;
  const one = movable();
  const two = movable();
  return [
    play(on, "the monotonic clock stood still", {
      setup: { ...far, scripts: dies, clock: one.clock },
      meanwhile: () => one.wall(suspendMs),
      check: sleptWell,
    }),
    play(on, "both clocks went on", {
      setup: { ...far, scripts: hangs, clock: two.clock, deadlines: { firstContentMs: 1_500 } },
      meanwhile: () => two.both(suspendMs),
      check: sleptWell,
    }),
    play(on, "the host said so", {
      setup: { ...far, scripts: dies },
      meanwhile: ({ manager }) => manager.noteWake(),
      check: sleptWell,
    }),
  ];
}

/** The wall clock is set while an answer comes: nobody notices. */
function isSet(on: On, byMs: number) {
  const moved = movable();
  return play(on, `set by ${byMs / dayMs} days`, {
    setup: { scripts: {}, clock: moved.clock, servers: { primary: { tokenEveryMs: 2 } } },
    meanwhile: () => moved.wall(byMs),
    check: async (world, runId) => {
      const run = await world.ended(runId, 60_000);
      const times = run?.attempts.flatMap(({ startMs, headersMs, firstContentMs, endMs }) => [
        startMs,
        headersMs ?? -1,
        firstContentMs ?? -1,
        endMs ?? -1,
      ]);
      return differences({
        "the run's status": [run?.status, "done"],
        "times in their order": [JSON.stringify(times), JSON.stringify(times?.toSorted((a, b) => a - b))],
        "a time below zero": [times?.some((ms) => ms < 0), false],
        "is limited": [world.manager.limits("primary").isLimited, false],
      });
    },
  });
}

const hourMs = 3_600_000;

/** A limit is never longer than what the server asked for, however the clock is set. */
function limitedWhile(on: On, byMs: number) {
  const moved = movable();
  return play(on, `limited, and set by ${byMs / dayMs} days`, {
    setup: { scripts: { primary: [{ kind: "status", status: 429, retryAfter: 3_600 }] }, clock: moved.clock },
    meanwhile: () => undefined,
    check: async (world, runId) => {
      const run = await world.ended(runId, 60_000);
      moved.wall(byMs);
      const { isLimited, retryAfterMs } = world.manager.limits("primary");
      return differences({
        "the run's status": [run?.status, "done"],
        "is limited": [isLimited, byMs < 0],
        "longer than asked": [(retryAfterMs ?? 0) > hourMs, false],
      });
    },
  });
}

/** No host can be reached: that is this computer, and no provider is limited for it. */
async function networkIsGone(on: On): Promise<readonly string[]> {
  const unreachable = ["ENETUNREACH", "ENETUNREACH", "ENETUNREACH"];
  const { resolve } = resolver(...unreachable, ["127.0.0.1"]);
  const baseUrls = { primary: at({ hostname: host }), fallback: at({ hostname: "fallback.provider.test" }) };
  const world = await openOn(on, { scripts: {}, baseUrls, resolve });
  try {
    const run = await world.ask(60_000);
    const limits = [world.manager.limits("primary"), world.manager.limits("fallback")];
    const next = await world.ask(60_000);
    const problems = differences({
      "the class": [run?.failure?.class, "LOCAL"],
      "the reason": [run?.failure?.reason, "offline"],
      "limits or errors": [
        limits.some(({ isLimited, consecutiveErrors }) => isLimited || consecutiveErrors > 0),
        false,
      ],
      "the next prompt": [next?.text.startsWith("primary"), true],
    });
    return [...problems, ...(await afterProblems(world))].map((problem) => `another network: ${problem}`);
  } finally {
    await world.close();
  }
}

export const clockCases: readonly FaultCase[] = [
  {
    id: "P48",
    title: "asleep for 5 minutes, another network, the clock set by a day: this computer's own, and nobody is limited",
    notOn: beforeAnswer,
    play: async (on) =>
      (
        await Promise.all([
          ...suspends(on),
          ...[dayMs, -dayMs].flatMap((ms) => [isSet(on, ms), limitedWhile(on, ms)]),
          networkIsGone(on),
        ])
      ).flat(),
  },
];
