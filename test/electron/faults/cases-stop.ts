import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "#electron/demo/faults/fault.ts";
import type { Run } from "#shared/run.ts";
import { holds } from "#test/electron/http/raw-server.ts";
import { wholeTextOf } from "#test/support/scenario-checks.ts";
import type { ScenarioWorld } from "#test/support/scenario-world.ts";
import type { FaultCase, On } from "./matrix.ts";
import { afterProblems, differences, openOn } from "./play-fault.ts";
import { beginningOf, bodyOf, headOf, raw } from "./wire.ts";

/** P46: the user stops, at any moment. */

type Stop = {
  readonly name: string;
  readonly fault: Fault | null;
  /** Between two tokens. */
  readonly everyMs?: number;
  /** When it is time to stop; at once where it is left out. */
  readonly when?: (world: ScenarioWorld) => boolean;
  readonly status: Run["status"];
  readonly requests: 0 | 1;
  /** How much of the text stays. */
  readonly isText: (text: string) => boolean;
};

const slack = 3;
const closedWithinMs = 200;
const whole = wholeTextOf("primary");

function isAsked({ requestsOf }: ScenarioWorld): boolean {
  return requestsOf("primary").some(({ body }) => body !== "");
}

function deltas({ events }: ScenarioWorld): string {
  return events.map((event) => (event.type === "delta" && event.channel === "text" ? event.text : "")).join("");
}

const isNothing = (text: string) => text === "";

function stopsOf(on: On): Stop[] {
  const chunked = headOf(on, "Transfer-Encoding: chunked\r\n");
  const chunk = (body: string) => `${chunked}${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`;
  const common = { status: "stopped", requests: 1, isText: isNothing } as const;
  if (on.shape === "json") {
    return [
      { ...common, name: "in the middle", fault: raw(chunk(beginningOf(on, 0)), "stay"), when: hasHeaders },
      { ...common, name: "at the last byte", fault: raw(chunk(bodyOf(on)), "stay"), when: hasHeaders },
    ];
  }
  const last = (world: ScenarioWorld) => deltas(world) === whole;
  return [
    { ...common, name: "at once", fault: null, requests: 0 },
    {
      ...common,
      name: "before the headers",
      fault: { kind: "silence", says: "nothing", forMs: 60_000 },
      when: isAsked,
    },
    {
      ...common,
      name: "in the middle",
      fault: null,
      everyMs: 10,
      when: (world) => deltas(world).length > 20,
      isText: (text) => text.length > 20 && whole.startsWith(text) && text !== whole,
    },
    // All that it had to say is here: that is an answer, and only the wait for the connection's end is over.
    {
      ...common,
      name: "at the last byte",
      fault: { kind: "no-terminator", stays: true },
      when: last,
      status: "done",
      isText: (text) => text === whole,
    },
  ];
}

function hasHeaders({ events }: ScenarioWorld): boolean {
  return events.some(({ type }) => type === "attempt-headers");
}

async function playStop(on: On, stop: Stop): Promise<readonly string[]> {
  const { fault, everyMs = 0, when, requests, status, isText } = stop;
  const servers = { primary: { tokenEveryMs: everyMs } };
  const world = await openOn(on, { scripts: { primary: [fault] }, servers });
  try {
    const runId = world.start();
    const isTime = when === undefined || (await holds(() => when(world), 60_000));
    world.manager.stopRun(runId);
    const isClosed = () => world.server.requests.every(({ closedAtMs }) => closedAtMs !== null);
    const areClosed = await holds(isClosed, closedWithinMs * slack);
    const run = await world.ended(runId, closedWithinMs * slack);
    const told = world.events.length;
    await sleep(50);
    return [
      ...differences({
        "the moment": [isTime, true],
        "the sockets are closed": [areClosed, true],
        "the run's status": [run?.status, status],
        "the run's failure": [run?.failure?.class, status === "stopped" ? "ABORT" : undefined],
        "the text is right": [isText(run?.text ?? "no run"), true],
        requests: [world.requestsOf("primary").length, requests],
        "requests to the fallback": [world.requestsOf("fallback").length, 0],
        "events after the end": [world.events.length - told, 0],
        ...limitsOf(world),
      }),
      ...(await afterProblems(world)),
    ].map((problem) => `${stop.name}: ${problem}`);
  } finally {
    await world.close();
  }
}

function limitsOf({ manager }: ScenarioWorld) {
  const { isLimited, consecutiveErrors } = manager.limits("primary");
  return { "is limited": [isLimited, false], errors: [consecutiveErrors, 0] } as const;
}

function isOver({ status, text, failure }: Run): boolean {
  const isAnswer = status === "done" && text === whole;
  return isAnswer || (status === "stopped" && whole.startsWith(text) && failure?.class === "ABORT");
}

const stops = 50;
const manyClosedWithinMs = 2_000;

/** Fifty prompts, each stopped at another moment of its life, some while they wait for a place. */
async function manyStops(on: On): Promise<readonly string[]> {
  const world = await openOn(on, { scripts: {}, servers: { primary: { tokenEveryMs: 2 } } });
  try {
    const runs = await Promise.all(
      Array.from({ length: stops }, async (_, index) => {
        await sleep(index * 5);
        const runId = world.start();
        await sleep((index * 7) % 60);
        world.manager.stopRun(runId);
        return world.ended(runId, 60_000);
      }),
    );
    const isClosed = () => world.server.requests.every(({ closedAtMs }) => closedAtMs !== null);
    const wrong = runs.filter((run) => run === null || !isOver(run));
    return [
      ...differences({
        "runs that ended wrong": [wrong.length, 0],
        "the sockets are closed": [await holds(isClosed, manyClosedWithinMs), true],
        "requests to the fallback": [world.requestsOf("fallback").length, 0],
        ...limitsOf(world),
      }),
      ...(await afterProblems(world)),
    ].map((problem) => `fifty: ${problem}`);
  } finally {
    await world.close();
  }
}

export const stopCases: readonly FaultCase[] = [
  {
    id: "P46",
    title:
      "stopped at once, before the headers, in the middle, at the last byte, and fifty times: soon over, no fallback",
    play: async (on) => {
      const many = on.shape === "stream" ? [manyStops(on)] : [];
      return (await Promise.all([...stopsOf(on).map((stop) => playStop(on, stop)), ...many])).flat();
    },
  },
];
