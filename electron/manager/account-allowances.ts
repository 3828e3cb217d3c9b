import type { Allowance, Allowances } from "#shared/provider-state.ts";
import type { Moment } from "./limits.ts";
import type { Scopes } from "./scopes.ts";

/** Tokens that a request may take, as providers count them before they answer: its prompt, and the longest answer. */
export type TokenNeed = { readonly input: number; readonly output: number };

/** A request that is on its way, or about to be: its headers are not there yet. */
export type Underway = { readonly id: string; readonly scopes: Scopes; readonly need: TokenNeed };

/** `untilMs`: epoch ms at which the limit is whole again; null: once what is on its way was answered. */
export type NotNow = { readonly untilMs: number | null };

/** What each account said that it still allows, to be asked before a request that nobody waits for. */
export type AccountAllowances = {
  /** Nobody may have counted its tokens: then it takes none. */
  began(attempt: Omit<Underway, "need"> & { readonly need?: TokenNeed }): void;
  /** The headers of its answer are there now; null where they say nothing of limits. */
  heard(attempt: Pick<Underway, "id" | "scopes">, said: Allowances | null, monotonicMs: number): void;
  /** Also of one that was announced by its run's id. */
  ended(id: string): void;
  /** Null where one more request fits by all that was said, and leaves something to others. */
  check(request: Omit<Underway, "id">, now: Moment): NotNow | null;
};

type Axis = Exclude<keyof Allowances, "readAtMs">;
/** With when that was heard on the other clock: one of them may have been turned, or slept (engine.md R11). */
type Heard = Allowances & { readonly heardMs: number };
type Said = Pick<Heard, "readAtMs" | "heardMs"> & { readonly allowance: Allowance };

const noTokens: TokenNeed = { input: 0, output: 0 };

const axes = ["requests", "tokens", "inputTokens", "outputTokens"] as const satisfies readonly Axis[];

/** Dates and seconds are cut to whole ones on the way. */
const marginMs = 1_000;
/** A limit whose end is not said is one of a minute: that is what the providers have that do not say it. */
const unsaidSpanMs = 60_000;
/** This share of each limit is left to what somebody waits for, who would meet the limit else as soon as it is new. */
const keptShare = 0.1;
/** Another model's limit that lasts longer is most likely its own. */
const sharedSpanMs = 120_000;

const sizes: Readonly<Record<Axis, (need: TokenNeed) => number>> = {
  requests: () => 1,
  tokens: ({ input, output }) => input + output,
  inputTokens: ({ input }) => input,
  outputTokens: ({ output }) => output,
};

export function createAccountAllowances(): AccountAllowances {
  const underway = new Map<string, Underway>();
  /** Account → model scope → what was said last. */
  const said = new Map<string, Map<string, Heard>>();
  return {
    began: ({ id, scopes, need = noTokens }) => void underway.set(id, { id, scopes, need }),
    ended: (id) => void underway.delete(id),
    heard: ({ id, scopes }, allowances, heardMs) => {
      underway.delete(id);
      if (allowances === null) return;
      const models = said.get(scopes.A) ?? new Map<string, Heard>();
      said.set(scopes.A, models);
      models.set(scopes.M, { ...withLowest(allowances, [...models.values()]), heardMs });
    },
    check: ({ scopes, need }, now) => {
      const models = said.get(scopes.A);
      if (models === undefined) return null;
      const before = [...underway.values()].filter((one) => one.scopes.A === scopes.A);
      for (const axis of axes) {
        const wanted = sizes[axis](need);
        const taken = before.reduce((sum, one) => sum + sizes[axis](one.need), 0);
        for (const one of saidOf(axis, { models, model: scopes.M, now })) {
          const notNow = fits(one, { wanted, taken, now });
          if (notNow !== null) return notNow;
        }
      }
      return null;
    },
  };
}

/** Answers overtake each other: of one span the lowest that was said is what is left. */
function withLowest(next: Allowances, known: readonly Allowances[]): Allowances {
  const lowest: { -readonly [A in keyof Allowances]: Allowances[A] } = { ...next };
  for (const axis of axes) {
    const own = next[axis];
    if (own === undefined) continue;
    const same = known.flatMap((one) => one[axis] ?? []).filter((other) => isSameSpan(own, other));
    lowest[axis] = { ...own, remaining: Math.min(own.remaining, ...same.map(({ remaining }) => remaining)) };
  }
  return lowest;
}

function isSameSpan(one: Allowance, other: Allowance): boolean {
  if (one.limit !== other.limit || one.resetAtMs === null || other.resetAtMs === null) return false;
  return Math.abs(one.resetAtMs - other.resetAtMs) <= marginMs;
}

type Asked = {
  readonly models: ReadonlyMap<string, Heard>;
  readonly model: string;
  readonly now: Moment;
};

/**
 * What was said to this model, and what was said last to any model of the account that has the same limit: some
 * providers count by model, some by account, and none says which.
 */
function saidOf(axis: Axis, { models, model, now }: Asked): readonly Said[] {
  const all = [...models].flatMap(([scope, heard]) => {
    const { [axis]: allowance, readAtMs, heardMs } = heard;
    return allowance === undefined ? [] : [{ scope, allowance, readAtMs, heardMs }];
  });
  const own = all.find(({ scope }) => scope === model);
  const shared = all.filter((one) =>
    own === undefined ? leftMs(one, now) <= sharedSpanMs : one.allowance.limit === own.allowance.limit,
  );
  // Of two that were heard at the same time, the lower one.
  const [newest] = shared.toSorted((a, b) => b.readAtMs - a.readAtMs || a.allowance.remaining - b.allowance.remaining);
  return [own, newest].filter((one) => one !== undefined);
}

/** Ms until the limit is whole again; either clock is enough. */
function leftMs({ allowance, readAtMs, heardMs }: Said, now: Moment): number {
  const spanMs = (allowance.resetAtMs === null ? unsaidSpanMs : allowance.resetAtMs - readAtMs) + marginMs;
  return spanMs - Math.max(now.epochMs - readAtMs, now.monotonicMs - heardMs);
}

type Wanted = { readonly wanted: number; readonly taken: number; readonly now: Moment };

function fits(said: Said, { wanted, taken, now }: Wanted): NotNow | null {
  const { limit, remaining } = said.allowance;
  const waitMs = leftMs(said, now);
  const isOver = waitMs <= 0;
  const left = (isOver ? limit : remaining) - taken;
  // What fits into the whole limit only fits once all of it is there.
  const kept = Math.min(limit * keptShare, Math.max(0, limit - wanted));
  if (left >= wanted + kept) return null;
  if (!isOver) return { untilMs: now.epochMs + waitMs };
  // More than the whole limit never fits: it is sent alone.
  return taken === 0 ? null : { untilMs: null };
}
