import fc from "fast-check";
import { newBoard, newEngine } from "#electron/manager/engine.ts";
import type { LimitBoard } from "#electron/manager/limit-board.ts";
import { blockedBy, leftMs, scopeState } from "#electron/manager/limits.ts";
import { runComparison } from "#electron/manager/run-comparison.ts";
import { scopeList } from "#electron/manager/scopes.ts";
import { type Link, newLink, type OnMidStream } from "#shared/chain.ts";
import { answers, breaksAfter, createWorld, refuses, refusesConnection, type World } from "./engine-harness.ts";
import type { Script } from "./scripted-transport.ts";

/** One chain, what its servers do, and who sends and stops when. */
export type Scenario = {
  readonly links: readonly { readonly provider: string; readonly model: string }[];
  readonly scripts: Readonly<Record<string, readonly Script[]>>;
  readonly sends: readonly { readonly atMs: number; readonly stopAfterMs: number | null; readonly maxWaitMs: number }[];
  readonly onMidStream: OnMidStream;
  readonly noKeyFor: readonly string[];
  readonly keyTakesMs: number;
  /** The wall clock is turned, or the computer sleeps: with a wall clock alone that goes on, or with both. */
  readonly jumps: readonly { readonly atMs: number; readonly kind: "wall" | "both"; readonly ms: number }[];
  readonly seed: number;
};

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (delta: unknown, finish: string | null = null) =>
  event({ id: "x", choices: [{ index: 0, delta, finish_reason: finish }] });
const stream = (text: string, end: Script["end"] = "close"): Script => ({ chunks: [{ afterMs: 5, text }], end });
const offline = { reason: "dns", code: "ENOTFOUND", message: "getaddrinfo ENOTFOUND" } as const;
const json = { "content-type": "application/json" };
const whole = JSON.stringify({ choices: [{ message: { content: "whole" }, finish_reason: "stop" }] });

const faults: readonly Script[] = [
  breaksAfter(["a ", "draft"], "close"),
  breaksAfter(["a ", "draft"], "reset"),
  breaksAfter(["a ", "draft"], "hang"),
  breaksAfter(["x".repeat(1600)], "reset"),
  refusesConnection,
  { refuse: offline },
  { refuse: { reason: "tls", code: "CERT_HAS_EXPIRED", message: "certificate has expired" } },
  { delayMs: 300_000 },
  // Headers and then nothing; an error whose body never ends; a JSON answer that never ends.
  { end: "hang" },
  { status: 500, headers: json, end: "hang" },
  { headers: json, chunks: [{ afterMs: 5, text: '{"choices":' }], end: "hang" },
  { headers: json, chunks: [{ afterMs: 5, text: whole }] },
  stream(chunk({}, "stop")),
  stream(chunk({ reasoning: "hm" }, "length")),
  stream(chunk({ content: "no" }, "content_filter")),
  stream(`${chunk({ content: "done" })}${chunk({}, "stop")}`, "hang"),
  stream(`${chunk({ content: "half" })}${event({ error: { message: "overloaded", code: 529 } })}`),
  stream(`data: {oops\n\n`.repeat(5)),
  { status: 503, headers: { "content-type": "text/html" }, chunks: [{ afterMs: 1, text: "<html>" }] },
  { chunks: Array.from({ length: 6 }, () => ({ afterMs: 10_000, text: chunk({ content: "slow " }) })) },
  refuses(400, {}, "context_length_exceeded"),
];

const refusal = fc
  .record({
    status: fc.constantFrom(400, 401, 402, 404, 408, 413, 429, 429, 429, 500, 503, 529),
    retryAfter: fc.constantFrom(null, null, "0", "1", "2", "5", "30", "120"),
  })
  .map(({ status, retryAfter }) => refuses(status, retryAfter === null ? {} : { "retry-after": retryAfter }));

const answer = fc
  .record({
    words: fc.array(fc.constantFrom("one ", "two ", "three "), { minLength: 1, maxLength: 4 }),
    delayMs: fc.constantFrom(0, 0, 3000, 11_900, 20_000),
  })
  .map(({ words, delayMs }): Script => ({ ...answers(...words), delayMs }));

const script: fc.Arbitrary<Script> = fc.oneof(answer, refusal, fc.constantFrom(...faults));
const scripts = fc.array(script, { minLength: 1, maxLength: 8 });
const atMs = fc.oneof(fc.constantFrom(0, 0, 5, 15), fc.integer({ min: 0, max: 40_000 }));

const noNetwork: readonly Script[] = Array.from({ length: 8 }, () => ({ refuse: offline }));
const day = 86_400_000;
const jump = fc.oneof(
  fc.record({ atMs, kind: fc.constant("wall" as const), ms: fc.constantFrom(-day, -5000, 5000, 3_600_000, day) }),
  fc.record({ atMs, kind: fc.constant("both" as const), ms: fc.constantFrom(5000, 60_000, 600_000) }),
);

export const scenario: fc.Arbitrary<Scenario> = fc.record({
  links: fc.array(fc.record({ provider: fc.constantFrom("a", "b", "c"), model: fc.constantFrom("m", "n") }), {
    minLength: 1,
    maxLength: 4,
  }),
  scripts: fc.oneof(
    { weight: 9, arbitrary: fc.record({ a: scripts, b: scripts, c: scripts }) },
    { weight: 1, arbitrary: fc.constant({ a: noNetwork, b: noNetwork, c: noNetwork }) },
  ),
  sends: fc.array(
    fc.record({
      atMs,
      stopAfterMs: fc.oneof(fc.constant(null), fc.constant(null), atMs),
      maxWaitMs: fc.constantFrom(8000, 60_000),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  onMidStream: fc.constantFrom("restart", "fail"),
  noKeyFor: fc.oneof(fc.constant([]), fc.constant([]), fc.constant(["b"])),
  keyTakesMs: fc.constantFrom(0, 0, 3, 2000),
  jumps: fc.oneof(fc.constant([]), fc.array(jump, { maxLength: 2 })),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});

export type Played = World & {
  readonly board: LimitBoard;
  readonly links: readonly Link[];
  readonly runIds: readonly string[];
  /** Monotonic ms of each run's Send. */
  readonly sentMs: ReadonlyMap<string, number>;
  /** When each Stop came: monotonic ms, and how many events there were. */
  readonly stops: ReadonlyMap<string, { readonly atMs: number; readonly events: number }>;
  /** The wall clock was turned forward: a limit may then be over before its time by the monotonic clock (R11). */
  readonly wasTurnedOn: boolean;
  /** Timers that were armed when the last run had ended. */
  readonly timersLeft: number;
  /** Attempts that began although a limit kept them back, and what LOCAL changed: must stay empty. */
  readonly trespasses: readonly string[];
  /** Places of an account that are free in the end, up to the limit. */
  freePlaces(account: string): number;
};

export const placesPerAccount = 2;
/** Longer than any run of these scripts may take. */
const longestMs = 3_600_000;

/** Plays a scenario to its end on the fake clock. */
export async function play(of: Scenario): Promise<Played> {
  const world = createWorld({ noKeyFor: of.noKeyFor, keyTakesMs: of.keyTakesMs, random: seededRandom(of.seed) });
  const { clock, transport, dependencies } = world;
  for (const [provider, list] of Object.entries(of.scripts)) transport.script(`${provider}.test`, ...list);
  const links = of.links.map(({ provider, model }, index) =>
    newLink(`link-${index}`, model, { providerId: provider, modelId: `${model}-of-${provider}` }),
  );
  const trespasses: string[] = [];
  const board = watched(newBoard(dependencies), trespasses);
  const engine = newEngine(dependencies, { board, places: placesPerAccount });
  const { gate } = engine;
  const sentMs = new Map<string, number>();
  const stops = new Map<string, { atMs: number; events: number }>();
  const runIds = of.sends.map((_, index) => `run-${index}`);
  const inputs = of.sends.flatMap((send, index) => {
    const id = `run-${index}`;
    const controller = new AbortController();
    const start = () => {
      sentMs.set(id, clock.monotonicMs());
      const target = { kind: "chain", chainId: "chain" } as const;
      const ids = { id, comparisonId: "comparison", columnId: id };
      const run = { ...ids, target, title: "chain", isDemo: false, startedAtMs: clock.epochMs(), links };
      const prompt = { system: null, messages: [{ role: "user", text: "Hello" }] } as const;
      const { onMidStream } = of;
      const job = {
        run,
        prompt,
        overrides: {},
        rules: {},
        onMidStream,
        maxWaitMs: send.maxWaitMs,
        signal: controller.signal,
      };
      runComparison(engine, [job]).catch(dependencies.reportBug);
    };
    const stop = () => {
      stops.set(id, { atMs: clock.monotonicMs(), events: world.events.length });
      controller.abort("user-stop");
    };
    const started = { atMs: send.atMs, act: start };
    return send.stopAfterMs === null ? [started] : [started, { atMs: send.atMs + send.stopAfterMs, act: stop }];
  });
  const jumps = of.jumps.map(({ atMs, kind, ms }) => ({
    atMs,
    act: () => (kind === "wall" ? clock.stepWall(ms) : clock.freeze(ms)),
  }));
  for (const { atMs, act } of [...inputs, ...jumps].toSorted((a, b) => a.atMs - b.atMs)) {
    // After a sleep of both clocks what was planned for the time between happens at once.
    await clock.advance(Math.max(0, atMs - clock.monotonicMs()));
    act();
  }
  const running = () => runIds.length - world.events.filter(({ type }) => type === "run-ended").length;
  while (running() > 0 && clock.monotonicMs() < longestMs) await clock.advance(1000);
  // A key that is still being read belongs to the key store, not to a run.
  await clock.advance(of.keyTakesMs);
  const timersLeft = clock.timers();
  // What would still come now would come too late.
  await clock.advance(longestMs);
  const freePlaces = (account: string) => {
    const taken = Array.from({ length: placesPerAccount + 1 }, () => gate.tryEnter(account));
    return taken.filter((place) => place !== null).length;
  };
  const wasTurnedOn = of.jumps.some(({ kind, ms }) => kind === "wall" && ms > 0);
  return { ...world, board, links, runIds, sentMs, stops, wasTurnedOn, timersLeft, trespasses, freePlaces };
}

/**
 * Notes every attempt that begins while a probe is in flight or a limit that the server named lies ahead, and every
 * failure of this computer's own that left a scope worse than it was.
 */
function watched(board: LimitBoard, trespasses: string[]): LimitBoard {
  return {
    ...board,
    begin: (attempt) => {
      for (const { scope, why, isHard } of blockedBy(board.state(), attempt.scopes, board.now())) {
        if (why === "probe-in-flight" || isHard) trespasses.push(`${attempt.id} ${scope} ${why}`);
      }
      return board.begin(attempt);
    },
    fail: (attempt, details) => {
      const before = board.state();
      const failure = board.fail(attempt, details);
      const isWorse = scopeList(attempt.scopes).some((scope) => {
        const [was, is] = [scopeState(before, scope), scopeState(board.state(), scope)];
        return is.consecutiveErrors > was.consecutiveErrors || leftMs(is, board.now()) > leftMs(was, board.now());
      });
      if (failure.class === "LOCAL" && isWorse) trespasses.push(`${attempt.id} LOCAL`);
      return failure;
    },
  };
}

/** The same numbers for the same seed (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
