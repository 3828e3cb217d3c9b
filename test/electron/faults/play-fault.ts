import { setTimeout as sleep } from "node:timers/promises";
import type { FailureClass, FailureReason } from "#shared/failure.ts";
import type { RateLimitState } from "#shared/provider-state.ts";
import type { Run } from "#shared/run.ts";
import { holds } from "#test/electron/http/raw-server.ts";
import { wholeTextOf } from "#test/support/scenario-checks.ts";
import {
  answerCostNanoUsd,
  keyOf,
  linkNames,
  openScenario,
  type ScenarioSetup,
  type ScenarioWorld,
} from "#test/support/scenario-world.ts";
import { kindOf, type On } from "./matrix.ts";

/** One way in which a fault happens, and what must come of it. */
export type Variant = {
  readonly name: string;
  readonly setup: Omit<ScenarioSetup, "kinds" | "thinks">;
  readonly expects: Expected;
  /** How many prompts are sent, one after the other; each must end as expected. Default 1. */
  readonly prompts?: number;
  /** Ends what the variant brought along. */
  readonly done?: () => Promise<void>;
};

export type Expected = {
  /** Who answers, or that nobody does. */
  readonly outcome: "primary" | "fallback" | "failed";
  /** What the primary failed with at first; null where it did not. */
  readonly failure: {
    readonly class: FailureClass;
    readonly reason: FailureReason | null;
    readonly status?: number;
  } | null;
  /** Attempts on the primary per prompt. */
  readonly tries: number;
  /** Requests that reach the primary per prompt; as many as `tries` where it is left out. */
  readonly requests?: number;
  /** The primary's limits afterwards. */
  readonly limit: "untouched" | "one error" | Partial<RateLimitState>;
  /** The text at the end; the whole answer of whoever answers, or nothing, where it is left out. */
  readonly text?: string;
  /** The draft that was taken back; none where it is left out. */
  readonly dropped?: string;
  /** Ms that it may take, before the slack for a busy machine. Default 2 s. */
  readonly withinMs?: number;
  /** What else must hold; a problem in words, or null. */
  readonly also?: (run: Run, world: ScenarioWorld) => string | null;
};

const hangMs = 60_000;
const usualMs = 2_000;
const slack = 3;
const socketsGoneMs = 2_000;

const rejections: unknown[] = [];
process.on("unhandledRejection", (reason) => rejections.push(reason));

/** For `play` of a case: all its variants, side by side. */
export function inVariants(
  variantsOf: (on: On) => readonly Variant[] | Promise<readonly Variant[]>,
): (on: On) => Promise<readonly string[]> {
  return async (on) => {
    const variants = await variantsOf(on);
    const played = await Promise.all(
      variants.map(async (variant) => {
        const problems = await playVariant(on, variant);
        await variant.done?.();
        return problems.map((problem) => `${variant.name}: ${problem}`);
      }),
    );
    return played.flat();
  };
}

/** A world whose two links speak in one way. */
export function openOn({ speaker }: On, setup: Variant["setup"]): Promise<ScenarioWorld> {
  const kind = kindOf[speaker];
  const kinds = { primary: kind, fallback: kind };
  const servers = { primary: { tokenEveryMs: 0, ...setup.servers?.primary }, fallback: { tokenEveryMs: 0 } };
  const thinks = speaker === "openai-responses" ? ({ thinks: true } as const) : {};
  return openScenario({ ...setup, kinds, servers, ...thinks });
}

async function playVariant(on: On, { setup, expects, prompts = 1 }: Variant): Promise<string[]> {
  const world = await openOn(on, setup);
  try {
    const problems: string[] = [];
    for (let number = 1; number <= prompts; number += 1) {
      const startedAtMs = performance.now();
      const run = await world.ask(hangMs);
      if (run === null) return [...problems, "it hangs"];
      const tookMs = performance.now() - startedAtMs;
      const all = [...outcomeProblems(run, expects), ...timeProblems(tookMs, expects), ...saidBy(expects, run, world)];
      problems.push(...all.map((problem) => (prompts === 1 ? problem : `prompt ${number}: ${problem}`)));
    }
    problems.push(...callProblems(world, expects, prompts), ...limitProblems(world, expects));
    return [...problems, ...(await afterProblems(world))];
  } finally {
    await world.close();
  }
}

function saidBy({ also }: Expected, run: Run, world: ScenarioWorld): string[] {
  const said = also?.(run, world) ?? null;
  return said === null ? [] : [said];
}

function timeProblems(tookMs: number, { withinMs = usualMs }: Expected): string[] {
  return tookMs <= withinMs * slack ? [] : [`it took ${Math.round(tookMs)} ms`];
}

/** Says each difference in words. */
export function differences(pairs: Readonly<Record<string, readonly [seen: unknown, due: unknown]>>): string[] {
  return Object.entries(pairs)
    .filter(([, [seen, due]]) => seen !== due)
    .map(([what, [seen, due]]) => `${what} is ${short(seen)} instead of ${short(due)}`);
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 160 ? `${text.slice(0, 160)}… (${text.length})` : text;
}

function outcomeProblems(run: Run, expects: Expected): string[] {
  const { outcome, failure, tries, text, dropped = "" } = expects;
  const first = run.attempts[0];
  const winner = run.attempts.find(({ id }) => id === run.answeredBy);
  const due = text ?? (outcome === "failed" ? "" : wholeTextOf(outcome));
  const isFailed = outcome === "failed";
  return differences({
    "the run's status": [run.status, isFailed ? "failed" : "done"],
    "who answered": [winner?.providerId, isFailed ? undefined : outcome],
    "the text": [run.text, due],
    "the draft that was taken back": [first?.droppedText, dropped],
    "the class": [first?.failure?.class, failure?.class],
    "the reason": [first?.failure?.reason ?? null, failure?.reason ?? null],
    "the status": [first?.failure?.status ?? undefined, failure?.status ?? first?.failure?.status ?? undefined],
    "the run's failure": [run.failure?.class, isFailed ? failure?.class : undefined],
    tries: [run.attempts.filter(({ providerId }) => providerId === "primary").length, tries],
    "tries of the fallback": [
      run.attempts.filter(({ providerId }) => providerId === "fallback").length,
      outcome === "fallback" ? 1 : 0,
    ],
    ...(outcome === "fallback" && { "its cost": [winner?.cost.nanoUsd, answerCostNanoUsd] }),
    "a time below zero": [run.attempts.some(({ startMs, endMs }) => (endMs ?? 0) < startMs), false],
  });
}

function callProblems(world: ScenarioWorld, { outcome, tries, requests = tries }: Expected, prompts: number): string[] {
  return differences({
    "requests to the primary": [world.requestsOf("primary").length, requests * prompts],
    "requests to the fallback": [world.requestsOf("fallback").length, outcome === "fallback" ? prompts : 0],
  });
}

function limitProblems({ manager }: ScenarioWorld, { limit }: Expected): string[] {
  const seen = manager.limits("primary");
  const fallback = manager.limits("fallback");
  const due: Partial<RateLimitState> =
    typeof limit === "string"
      ? { isLimited: false, consecutiveErrors: limit === "untouched" ? 0 : 1 }
      : { isLimited: true, ...limit };
  const names = ["isLimited", "scope", "reason", "hard", "consecutiveErrors"] as const;
  const pairs = names.filter((name) => name in due).map((name) => [`limit ${name}`, [seen[name], due[name]]] as const);
  return differences({
    ...Object.fromEntries(pairs),
    "the fallback's limit": [fallback.isLimited || fallback.consecutiveErrors > 0, false],
  });
}

/** What must hold of every fault, whatever else it brings. */
export async function afterProblems(world: ScenarioWorld): Promise<string[]> {
  const { server, bugs, events } = world;
  const isOver = () => server.requests.every(({ closedAtMs }) => closedAtMs !== null);
  const areOver = await holds(isOver, socketsGoneMs * slack);
  const told = events.length;
  await world.leave();
  const areGone = await holds(() => server.openSockets() === 0, socketsGoneMs * slack);
  // One turn for what should not come any more.
  await sleep(1);
  return [
    ...differences({
      "every request is over": [areOver, true],
      "open sockets": [areGone ? 0 : server.openSockets(), 0],
      "events after the end": [events.length - told, 0],
      "reported bugs": [bugs.map(String).join(), ""],
      "rejections that nobody handled": [rejections.map(String).join(), ""],
    }),
    ...keyProblems(world),
  ];
}

/** A key is known to its own server alone, in a header alone, and to no event. */
function keyProblems({ events, server }: ScenarioWorld): string[] {
  const keys = linkNames.map(keyOf);
  const isIn = (text: string) => keys.some((key) => text.includes(key));
  const strays = server.requests.filter(({ link, headers, path, body }) => {
    const own = keyOf(link);
    const said = JSON.stringify(headers);
    return !said.includes(own) || isIn(said.replaceAll(own, "")) || isIn(path) || isIn(body);
  });
  return differences({
    "keys in events": [isIn(JSON.stringify(events)), false],
    "requests with a wrong key or with a key outside of its header": [strays.length, 0],
  });
}
