import type { SeenRequest } from "#electron/demo/fault-server.ts";
import type { Fault } from "#electron/demo/faults/fault.ts";
import type { FailureClass } from "#shared/failure.ts";
import type { ProviderKind } from "#shared/model.ts";
import type { Run } from "#shared/run.ts";
import {
  bookedOnce,
  countedMalformed,
  refusesPrefill,
  sentTheSame,
  tookBack,
  waitedFor,
  wasLeftAlone,
} from "./scenario-checks.ts";
import type { LinkName, ScenarioSetup } from "./scenario-world.ts";

/** The sixteen faults that the engine is measured on (engine.md §7), for the tests and the benchmark alike. */
export type Scenario = {
  readonly id: string;
  readonly title: string;
  /** The rules of engine.md that decide. */
  readonly rules: string;
  /** `ms` turns a time of engine.md §7 into the one that is used: shorter in tests, the same in the benchmark. */
  readonly scripts: (ms: (real: number) => number) => ScenarioSetup["scripts"];
  readonly expects: Expected;
  /** Providers on whose wire it cannot happen in this way. */
  readonly notFor?: readonly ProviderKind[];
};

export type Expected = {
  /** Who answers, in full and alone; or the class of failure that the user is shown. */
  readonly outcome: LinkName | FailureClass;
  /** Requests to each link. */
  readonly calls: Readonly<Record<LinkName, number>>;
  /** Real ms within which the run is over. */
  readonly withinMs: number;
  /** What else must hold; gives the problem in words, or null. */
  readonly also?: (seen: Seen) => string | null;
};

/** What one run of a scenario looked like. */
export type Seen = {
  readonly run: Run;
  readonly calls: Readonly<Record<LinkName, readonly SeenRequest[]>>;
  readonly tookMs: number;
};

const limited = (retryAfter: number | null): Fault => ({ kind: "status", status: 429, retryAfter });
const status = (code: number): Fault => ({ kind: "status", status: code, retryAfter: null });
const good = null;
const once = { primary: 1, fallback: 0 } as const;
const twice = { primary: 2, fallback: 0 } as const;
const oneEach = { primary: 1, fallback: 1 } as const;
const retriedThenFallback = { primary: 2, fallback: 1 } as const;
const soonMs = 3_000;

export const scenarios: readonly Scenario[] = [
  {
    id: "S01",
    title: "429 with Retry-After 2, once: the same link again, not before its time",
    rules: "R7 R9",
    scripts: () => ({ primary: [limited(2), good] }),
    expects: { outcome: "primary", calls: twice, withinMs: 5_000, also: waitedFor(1_800) },
  },
  {
    id: "S02",
    title: "429 without a hint, always: the fallback at once",
    rules: "R9 R10",
    scripts: () => ({ primary: [limited(null)] }),
    expects: { outcome: "fallback", calls: oneEach, withinMs: soonMs },
  },
  {
    id: "S03",
    title: "one 500: one retry on the same link",
    rules: "R8",
    scripts: () => ({ primary: [status(500), good] }),
    expects: { outcome: "primary", calls: twice, withinMs: soonMs },
  },
  {
    id: "S04",
    title: "503, always: one retry, then the fallback",
    rules: "R8 R19",
    scripts: () => ({ primary: [status(503)] }),
    expects: { outcome: "fallback", calls: retriedThenFallback, withinMs: soonMs },
  },
  {
    id: "S05",
    title: "TCP reset before the headers, always: one retry at once, then the fallback",
    rules: "R8",
    scripts: () => ({ primary: [{ kind: "reset" }] }),
    expects: { outcome: "fallback", calls: retriedThenFallback, withinMs: soonMs },
  },
  {
    id: "S06",
    title: "silence for 120 s: the silent link once, then the fallback",
    rules: "R14",
    scripts: (ms) => ({ primary: [{ kind: "silence", says: "nothing", forMs: ms(120_000) }] }),
    expects: { outcome: "fallback", calls: oneEach, withinMs: 15_000, also: wasLeftAlone },
  },
  {
    id: "S07",
    title: "first token after 20 s: the fallback",
    rules: "R14",
    scripts: (ms) => ({ primary: [{ kind: "late", ms: ms(20_000) }] }),
    expects: { outcome: "fallback", calls: oneEach, withinMs: 15_000, also: wasLeftAlone },
  },
  {
    id: "S08",
    title: "cut at 40 of 60 tokens: the whole answer of the fallback, the draft taken back",
    rules: "R16 R17",
    scripts: () => ({ primary: [{ kind: "cut", after: 40, how: "close" }] }),
    expects: { outcome: "fallback", calls: oneEach, withinMs: soonMs, also: tookBack(40) },
  },
  {
    id: "S09",
    title: "stall of 30 s after 20 tokens: the whole answer of the fallback, the draft taken back",
    rules: "R15 R17",
    scripts: (ms) => ({ primary: [{ kind: "stall", after: 20, ms: ms(30_000) }] }),
    expects: { outcome: "fallback", calls: oneEach, withinMs: 20_000, also: tookBack(20) },
  },
  {
    id: "S10",
    title: "one event too many that is no JSON: skipped and counted",
    rules: "R16",
    scripts: () => ({ primary: [{ kind: "malformed", after: 10 }] }),
    expects: { outcome: "primary", calls: once, withinMs: soonMs, also: countedMalformed },
  },
  {
    id: "S11",
    title: "no [DONE] and an open connection: finished with its usage",
    rules: "R16",
    scripts: () => ({ primary: [{ kind: "no-terminator", stays: true }] }),
    expects: { outcome: "primary", calls: once, withinMs: 8_000 },
  },
  {
    id: "S12",
    title: "400 context length: one call, then the larger model",
    rules: "R2 R6",
    scripts: () => ({ primary: [{ kind: "status", status: 400, trouble: "context-length" }] }),
    expects: { outcome: "fallback", calls: oneEach, withinMs: soonMs },
  },
  {
    id: "S13",
    title: "400 content filter: one call, the error is shown",
    rules: "R6",
    // Google refuses a prompt with a 200: there it is a filter that ends the answer.
    notFor: ["google"],
    scripts: () => ({ primary: [{ kind: "status", status: 400, trouble: "content-policy" }] }),
    expects: { outcome: "CONTENT_POLICY", calls: once, withinMs: soonMs },
  },
  {
    id: "S14",
    title: "cut, and a fallback that refuses a begun answer: a clean restart",
    rules: "R17",
    scripts: () => ({ primary: [{ kind: "cut", after: 30, how: "reset" }], fallback: refusesPrefill }),
    expects: { outcome: "fallback", calls: oneEach, withinMs: soonMs, also: sentTheSame },
  },
  {
    id: "S16",
    title: "503, then accounting: model, usage and cost of the fallback, booked once",
    rules: "R21 R22",
    scripts: () => ({ primary: [status(503)] }),
    expects: { outcome: "fallback", calls: retriedThenFallback, withinMs: soonMs, also: bookedOnce },
  },
];
