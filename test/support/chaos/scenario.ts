import fc from "fast-check";
import type { LinkRules, OnMidStream } from "#shared/chain.ts";
import { defaultTriggers } from "#shared/link-rules.ts";
import type { Script } from "#test/support/scripted-transport.ts";
import { modelIds, type ProviderName, providerNames } from "./providers.ts";
import { lookedUp, type Served, served } from "./servers.ts";

export type PooledLink = { readonly provider: ProviderName; readonly model: string; readonly rules: LinkRules };

export type ChainPlan = {
  /** Which links of the pool, in order: two chains may share some. */
  readonly links: readonly number[];
  readonly onMidStream: OnMidStream;
  readonly rules: LinkRules;
};

/** What happens from outside. A run is named by its number, modulo the runs that were sent by then. */
export type Input =
  | {
      readonly do: "send";
      /** The second chain, the first, or the first link's model alone. */
      readonly to: "first" | "second" | "model";
      readonly maxWaitMs: number;
      /** As a program does through the gateway (startRun), as against a column. */
      readonly asProgram: boolean;
      /** Stopped by whoever hears its n-th event, in that turn; null for never. Programs only. */
      readonly stopAtEvent: number | null;
    }
  | { readonly do: "stop" | "sendNow"; readonly run: number }
  | { readonly do: "clear"; readonly provider: ProviderName }
  | { readonly do: "offline"; readonly isOffline: boolean }
  /** The wall clock is set anew. */
  | { readonly do: "turn"; readonly ms: number }
  /** The monotonic clock goes on through it (Windows) or not, and the host tells of the wake-up or not. */
  | { readonly do: "sleep"; readonly ms: number; readonly bothClocks: boolean; readonly isTold: boolean }
  /** The program is closed, and started again with the limits that were saved. */
  | { readonly do: "restart"; readonly downMs: number };

export type Scenario = {
  readonly pool: readonly PooledLink[];
  readonly chains: readonly [ChainPlan, ChainPlan];
  readonly servers: Readonly<Record<ProviderName, readonly Served[]>>;
  readonly lookUps: readonly Script[];
  readonly inputs: readonly { readonly afterMs: number; readonly input: Input }[];
  readonly noKeyFor: readonly string[];
  readonly keyTakesMs: number;
  readonly seed: number;
};

const deadlines = fc.record(
  {
    connectMs: fc.constantFrom(100, 5_000),
    firstContentMs: fc.constantFrom(500, 4_000, 30_000),
    lastHopeFirstContentMs: fc.constantFrom(500, 20_000),
    idleMs: fc.constantFrom(500, 8_000, 100_000),
    totalMs: fc.constantFrom(1_000, 30_000),
  },
  { requiredKeys: [] },
);
const triggers = fc.dictionary(fc.constantFrom(...Object.keys(defaultTriggers)), fc.boolean(), {
  maxKeys: 6,
  noNullPrototype: true,
});
const rules: fc.Arbitrary<LinkRules> = fc.oneof(
  { arbitrary: fc.constant({}), weight: 3 },
  {
    arbitrary: fc.record({ deadlines, retries: fc.constantFrom<0 | 1>(0, 1), triggers }, { requiredKeys: [] }),
    weight: 1,
  },
);

const provider = fc.constantFrom(...providerNames);
const chain = fc.record({
  links: fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 6 }),
  onMidStream: fc.constantFrom<OnMidStream>("restart", "restart", "fail"),
  rules,
});

const day = 86_400_000;
const send: fc.Arbitrary<Input> = fc.record({
  do: fc.constant("send"),
  to: fc.constantFrom("first", "first", "second", "model"),
  maxWaitMs: fc.constantFrom(0, 8_000, 60_000),
  asProgram: fc.boolean(),
  stopAtEvent: fc.oneof({ arbitrary: fc.constant(null), weight: 5 }, { arbitrary: fc.nat({ max: 12 }), weight: 1 }),
});
const run = fc.nat({ max: 20 });
const input: fc.Arbitrary<Input> = fc.oneof(
  { arbitrary: send, weight: 12 },
  { arbitrary: fc.record({ do: fc.constantFrom("stop", "sendNow"), run }), weight: 4 },
  { arbitrary: fc.record({ do: fc.constant("clear"), provider }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant("offline"), isOffline: fc.boolean() }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant("turn"), ms: fc.constantFrom(-day, -30_000, 30_000, day) }), weight: 1 },
  {
    arbitrary: fc.record({
      do: fc.constant("sleep"),
      ms: fc.constantFrom(2_000, 20_000, 600_000, day),
      bothClocks: fc.boolean(),
      isTold: fc.boolean(),
    }),
    weight: 1,
  },
  { arbitrary: fc.record({ do: fc.constant("restart"), downMs: fc.constantFrom(0, 30_000, 3_600_000) }), weight: 1 },
);
const afterMs = fc.oneof(fc.constantFrom(0, 0, 5, 15, 100), fc.integer({ min: 0, max: 20_000 }));
const queue = fc.array(served, { minLength: 1, maxLength: 8 });

/** Anything that may happen to the engine, of a size that is played in a few milliseconds. */
export const scenario: fc.Arbitrary<Scenario> = fc.record({
  pool: fc.array(fc.record({ provider, model: fc.constantFrom(...modelIds), rules }), { minLength: 1, maxLength: 5 }),
  chains: fc.tuple(chain, chain),
  servers: fc.record({ a: queue, a2: queue, b: queue, router: queue, local: queue }),
  lookUps: fc.array(lookedUp, { maxLength: 6 }),
  inputs: fc
    .tuple(send, fc.array(fc.record({ afterMs, input }), { maxLength: 11 }))
    .map(([first, more]) => [{ afterMs: 0, input: first }, ...more]),
  noKeyFor: fc.constantFrom([], [], [], ["b"]),
  keyTakesMs: fc.constantFrom(0, 0, 0, 3, 2000),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});
