import fc from "fast-check";
import type { ScopeHint } from "#electron/manager/dependencies.ts";
import { type BoardAttempt, createLimitBoard } from "#electron/manager/limit-board.ts";
import { blockedBy } from "#electron/manager/limits.ts";
import { type FailureClass, failureOf } from "#shared/failure.ts";
import type { SavedLimit } from "#shared/saved-limit.ts";
import { createFakeClock, type FakeClock } from "#test/support/fake-clock.ts";
import { type Oracle, watchBoard } from "./limit-oracle.ts";
import { baseUrlOf, modelIds, type ProviderName, providerNames, scopesOfProvider } from "./providers.ts";

/** One thing that happens to a limit board, without an engine around it. */
export type Step =
  /** `pastSoft`: a guess alone does not keep it back (R18b). */
  | { readonly do: "begin"; readonly provider: ProviderName; readonly model: string; readonly pastSoft: boolean }
  /** `attempt` is one of those in flight, by its number. */
  | { readonly do: "succeed" | "release"; readonly attempt: number }
  | {
      readonly do: "fail";
      readonly attempt: number;
      readonly class: FailureClass;
      readonly code: string | null;
      readonly hintMs: number | null;
      readonly scopeHint: ScopeHint | null;
      readonly isHostPage: boolean;
      readonly retriesInPlace: boolean;
      readonly random: number;
    }
  | { readonly do: "clear"; readonly provider: ProviderName }
  | { readonly do: "pass" | "turn"; readonly ms: number }
  | { readonly do: "restart"; readonly downMs: number };

const day = 86_400_000;
// Mostly one link, so that attempts meet there.
const provider = fc.constantFrom<ProviderName>("a", "a", "a", "a", ...providerNames);
const model = fc.constantFrom<(typeof modelIds)[number]>("m", "m", "m", ...modelIds);
const attempt = fc.nat({ max: 5 });
const wait = fc.oneof(fc.constantFrom(0, 1, 500, 3_000, 61_000), fc.integer({ min: 0, max: 40_000 }));
const turn = fc.oneof(fc.constantFrom(-day, day), fc.integer({ min: -100_000, max: 100_000 }));
const fail: fc.Arbitrary<Step> = fc
  .record({
    do: fc.constant("fail" as const),
    attempt,
    class: fc.constantFrom<FailureClass>(
      ...([
        "RATE_LIMIT",
        "RATE_LIMIT",
        "SERVER",
        "SERVER",
        "NETWORK",
        "NETWORK",
        "TIMEOUT",
        "AUTH",
        "BILLING",
      ] as const),
      ...([
        "QUOTA_DAY",
        "MODEL_GONE",
        "EMPTY",
        "BAD_REQUEST",
        "CONTENT_POLICY",
        "CONTEXT_LENGTH",
        "UNSUPPORTED",
      ] as const),
    ),
    code: fc.constantFrom(null, "ENOTFOUND", "ECONNREFUSED"),
    hintMs: fc.oneof(fc.constantFrom(null, null, 0, 2_000, 61_000, day), fc.integer({ min: 0, max: 120_000 })),
    scopeHint: fc.constantFrom<ScopeHint | null>(null, null, null, null, "free", "account", "model", "origin"),
    isHostPage: fc.constantFrom(false, false, false, true),
    isShort: fc.boolean(),
    random: fc.double({ min: 0, max: 0.999, noNaN: true }),
  })
  .map(({ isShort, ...of }) => {
    const hintMs = of.class === "NETWORK" || of.class === "TIMEOUT" ? null : of.hintMs;
    return { ...of, hintMs, retriesInPlace: isShort && hintMs !== null && hintMs <= 3_000 };
  });

const begin = fc.record({
  do: fc.constant("begin" as const),
  provider,
  model,
  pastSoft: fc.constantFrom(false, false, true),
});
const anything = fc.oneof(
  { arbitrary: begin, weight: 6 },
  { arbitrary: fail, weight: 5 },
  { arbitrary: fc.record({ do: fc.constantFrom("succeed" as const, "release" as const), attempt }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constant("pass" as const), ms: wait }), weight: 5 },
  { arbitrary: fc.record({ do: fc.constant("turn" as const), ms: turn }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constant("clear" as const), provider }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant("restart" as const), downMs: wait }), weight: 1 },
);

/** Any order of calls, by any number of attempts in flight, on any clocks. */
const calls = fc.array(anything, { maxLength: 40, size: "max" });

/** Several attempts began before the first limit of their link, and each of them brings one of its own. */
const crowd = fc
  .record({
    steps: fc.array(
      fc.oneof(
        { arbitrary: fail, weight: 4 },
        { arbitrary: begin, weight: 3 },
        { arbitrary: fc.record({ do: fc.constant("pass" as const), ms: wait }), weight: 3 },
        { arbitrary: fc.record({ do: fc.constant("turn" as const), ms: turn }), weight: 2 },
      ),
      { minLength: 3, maxLength: 14, size: "max" },
    ),
    together: fc.integer({ min: 2, max: 4 }),
  })
  .map(({ steps, together }): readonly Step[] => {
    const meet = { do: "begin", provider: "a", model: "m", pastSoft: false } as const;
    const onOne = steps.map((step) => (step.do === "begin" ? { ...step, ...meet } : step));
    return [...Array.from({ length: together }, () => meet), ...onOne];
  });

export const history: fc.Arbitrary<readonly Step[]> = fc.oneof(calls, crowd);

type State = {
  readonly clock: FakeClock;
  readonly broken: { invariant: number; how: string }[];
  oracle: Oracle;
  flying: readonly BoardAttempt[];
  saved: readonly SavedLimit[];
  attempts: number;
};

/** Plays a history; returns every rule that was broken. An attempt begins only where the engine would let it. */
export function playHistory(steps: readonly Step[]): Oracle["broken"] {
  const clock = createFakeClock();
  const state: State = { clock, broken: [], flying: [], saved: [], attempts: 0, oracle: watchBoard(noBoard) };
  open(state, new Map());
  for (const step of steps) {
    take(state, step);
    for (const name of providerNames) {
      for (const model of modelIds) state.oracle.checkHeld(scopesOfProvider(name, model));
    }
  }
  return [...state.broken, ...state.oracle.broken];
}

const noBoard = createLimitBoard(createFakeClock(), () => undefined);

/** A board with the limits that were saved. */
function open(state: State, lasting: ReturnType<Oracle["lasting"]>): void {
  const saveLimits = (limits: readonly SavedLimit[]) => {
    state.saved = limits;
  };
  const board = createLimitBoard(state.clock, () => undefined, { savedLimits: state.saved, saveLimits });
  state.oracle = watchBoard(board, lasting);
}

function take(state: State, step: Step): void {
  const { clock, oracle } = state;
  switch (step.do) {
    case "begin":
      begins(state, step);
      break;
    case "succeed":
      end(state, step.attempt, (attempt) => oracle.board.succeed(attempt, null));
      break;
    case "release":
      end(state, step.attempt, oracle.board.release);
      break;
    case "fail":
      end(state, step.attempt, (attempt) => fails(oracle, attempt, step));
      break;
    case "clear":
      oracle.board.clear(step.provider);
      break;
    case "pass":
      clock.freeze(step.ms);
      break;
    case "turn":
      clock.stepWall(step.ms);
      break;
    case "restart":
      restart(state, step.downMs);
      break;
  }
}

function begins(state: State, { provider: providerId, model, pastSoft }: Extract<Step, { do: "begin" }>): void {
  const { board } = state.oracle;
  const scopes = scopesOfProvider(providerId, model);
  const blocked = blockedBy(board.state(), scopes, board.now());
  if (!blocked.every(({ why, isHard }) => pastSoft && why === "open" && !isHard)) return;
  state.attempts += 1;
  const beganMs = board.now().monotonicMs;
  const attempt = { id: `attempt-${state.attempts}`, providerId, baseUrl: baseUrlOf(providerId), scopes, beganMs };
  board.begin(attempt);
  state.flying = [...state.flying, attempt];
}

/** As the engine ends every attempt: with its verdict, if any, and then the release. */
function end(state: State, which: number, verdict: (attempt: BoardAttempt) => unknown): void {
  const attempt = state.flying[which % Math.max(1, state.flying.length)];
  if (attempt === undefined) return;
  verdict(attempt);
  state.oracle.board.release(attempt);
  state.flying = state.flying.filter((one) => one !== attempt);
}

function fails({ board }: Oracle, attempt: BoardAttempt, step: Extract<Step, { do: "fail" }>): void {
  const { class: failureClass, code, hintMs, scopeHint, isHostPage, retriesInPlace, random } = step;
  const failure = failureOf(failureClass, "", { code, hintMs });
  const modelId = attempt.scopes.M.split(" ").at(-1) ?? "";
  board.fail(attempt, { modelId, failure, scopeHint, isHostPage, retriesInPlace, random });
}

function restart(state: State, downMs: number): void {
  const lasting = state.oracle.lasting();
  // What is in flight ends with the program.
  for (const attempt of state.flying) state.oracle.board.release(attempt);
  state.broken.push(...state.oracle.broken);
  state.flying = [];
  state.clock.freeze(downMs);
  open(state, lasting);
}
