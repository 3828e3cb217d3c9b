import { expect } from "vitest";
import type { Chain } from "#shared/chain.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import type { Run, RunEvent } from "#shared/run.ts";
import { attemptsOf, type Happened } from "./attempts.ts";
import type { Check } from "./checks.ts";
import { eventsOf, type Played } from "./play.ts";
import { windowOf } from "./providers.ts";

type OneRun = {
  readonly played: Played;
  readonly runId: string;
  readonly chain: Chain;
  readonly events: readonly RunEvent[];
  readonly attempts: readonly Happened[];
  readonly run: Run;
};

/** A check of every run of a play. */
function eachRun(check: (one: OneRun) => void): Check["holds"] {
  return (played) => {
    for (const [runId, chain] of played.chainOf) {
      const events = eventsOf(played, runId);
      const run = events.reduce<Run | undefined>(reduceRun, undefined);
      if (run === undefined) throw new Error(`${runId} told nothing`);
      check({ played, runId, chain, events, run, attempts: attemptsOf(played, runId) });
    }
  };
}

/** What one run may do, whatever the others do. */
export const runChecks: readonly Check[] = [
  {
    rule: "invariant 2",
    says: "a skipped link causes no transport call",
    holds: eachRun(({ played, runId, run }) => {
      const sent = played.sent.filter((one) => one.runId === runId).map(nameOf);
      const asked = run.attempts.filter(({ kind }) => kind !== "skip").map(nameOf);
      expect(isPart(sent, asked), `${sent} of ${asked}`).toBe(true);
    }),
  },
  {
    rule: "invariant 7",
    says: "a run makes at most one request per link and min(links, 3) others, and one restart",
    holds: eachRun(({ played, runId, chain, attempts }) => {
      const requests = played.sent.filter((one) => one.runId === runId);
      expect(requests.length).toBeLessThanOrEqual(chain.links.length + Math.min(chain.links.length, 3));
      expect(attempts.filter(({ start }) => start.kind === "restart").length).toBeLessThanOrEqual(1);
    }),
  },
  {
    rule: "invariant 7",
    says: "a run fails only after it tried or skipped every link, unless a failure forbids the next",
    holds: eachRun(({ run, chain, attempts }) => {
      const last = attempts.at(-1);
      const wasShown = attempts.some(({ end }) => end.lastContentMs !== null);
      if (run.status !== "failed" || wasShown || (last !== undefined && !fallsThrough(chain, last))) return;
      expect(new Set(run.attempts.map(({ linkIndex }) => linkIndex)).size).toBe(chain.links.length);
    }),
  },
  {
    rule: "invariant 9",
    says: "BAD_REQUEST and CONTENT_POLICY make exactly one request",
    holds: eachRun(({ played, run, chain, attempts }) => {
      for (const [index, attempt] of attempts.entries()) {
        const isOne = attempt.end.failure?.class === "BAD_REQUEST" || attempt.end.failure?.class === "CONTENT_POLICY";
        if (!isOne) continue;
        expect(played.oracles.flatMap(({ broken }) => broken.filter(({ invariant }) => invariant === 9))).toEqual([]);
        expect(attempts[index + 1]?.start.kind).not.toBe("retry");
        if (fallsThrough(chain, attempt)) continue;
        expect([attempts.length - 1, run.status]).toEqual([index, "failed"]);
      }
    }),
  },
  {
    rule: "invariant 10",
    says: "CONTEXT_LENGTH never goes again to the same model nor to a known smaller window",
    holds: eachRun(({ attempts }) => {
      for (const [index, { start, end, sent }] of attempts.entries()) {
        if (end.failure?.class !== "CONTEXT_LENGTH" || sent === null) continue;
        const window = windowOf(start.modelId);
        for (const { start: later } of attempts.slice(index + 1)) {
          expect(later.modelId).not.toBe(start.modelId);
          const next = windowOf(later.modelId);
          if (window !== null && next !== null) expect(next).toBeGreaterThan(window);
        }
      }
    }),
  },
  {
    rule: "invariant 11",
    says: "a successful run's text equals exactly one attempt's text, and after a reset nothing earlier survives",
    holds: eachRun(({ run, events, attempts }) => {
      const texts = new Map<string, string>();
      let shown = "";
      for (const event of events) {
        if (event.type === "reset") shown = "";
        if (event.type !== "delta" || event.channel !== "text") continue;
        texts.set(event.attemptId, (texts.get(event.attemptId) ?? "") + event.text);
        shown += event.text;
      }
      expect(run.text).toBe(shown);
      if (run.status !== "done") return;
      expect(run.text).toBe(texts.get(run.answeredBy ?? ""));
      expect(run.text).not.toBe("");
      const answered = attempts.filter(({ end }) => end.status === "answered");
      expect(answered.map(({ start }) => start.id)).toEqual([run.answeredBy]);
    }),
  },
  {
    rule: "invariant 12",
    says: "only a whole answer is a success, with or without [DONE]",
    holds: eachRun(({ run, attempts }) => {
      for (const { end, sent } of attempts) {
        if (end.status === "answered") expect(sent?.served?.says).toBe(run.text);
        const isCut = end.failure?.reason === "cut" || end.failure?.class === "EMPTY";
        if (isCut) expect(sent?.served?.says ?? null).toBeNull();
      }
    }),
  },
  {
    rule: "invariant 13",
    says: "each run has one terminal event, and only a cost that is found may follow it",
    holds: eachRun(({ events, played }) => {
      const kinds = events.map(({ type }) => type).filter((type) => type !== "cost-found");
      expect(kinds.filter((type) => type === "run-ended")).toHaveLength(1);
      expect([kinds[0], kinds.at(-1)]).toEqual(["run-started", "run-ended"]);
      expect(played.world.bugs).toEqual([]);
    }),
  },
  {
    rule: "invariant 14",
    says: "after a stop there is no transport call, and the run ends in that moment",
    holds: eachRun(({ played, runId, events }) => {
      const stop = played.stops.get(runId);
      if (stop === undefined) return;
      expect(played.sent.slice(stop.requests).filter((one) => one.runId === runId)).toEqual([]);
      const told = new Set(played.world.events.slice(0, stop.events));
      expect(events.filter((event) => !told.has(event)).map(({ type }) => type)).not.toContain("attempt-started");
      const over = played.told.find(({ event }) => event.type === "run-ended" && event.runId === runId);
      expect(over?.at.monotonicMs).toBeLessThanOrEqual(stop.at.monotonicMs);
      const later = events.flatMap((event) => (event.type === "attempt-ended" && !told.has(event) ? [event.end] : []));
      expect(later.map(({ status }) => status)).not.toContain("failed");
    }),
  },
  {
    rule: "invariant 15",
    says: "a link is used only if every earlier one was skipped or failed with a class that falls through",
    holds: eachRun(({ events, chain, attempts }) => {
      const passed = new Set<number>();
      for (const event of events) {
        if (event.type === "skipped") passed.add(event.attempt.linkIndex);
        if (event.type === "attempt-started") {
          for (let earlier = 0; earlier < event.attempt.linkIndex; earlier += 1) expect([...passed]).toContain(earlier);
        }
        if (event.type !== "attempt-ended") continue;
        const attempt = attempts.find(({ start }) => start.id === event.attemptId);
        if (attempt !== undefined && fallsThrough(chain, attempt)) passed.add(attempt.start.linkIndex);
      }
    }),
  },
  {
    rule: "R21",
    says: "every attempt that started has ended, once, and within its run",
    holds: eachRun(({ run, events }) => {
      const ended = events.flatMap((event) => (event.type === "attempt-ended" ? [event.attemptId] : []));
      const started = events.flatMap((event) => (event.type === "attempt-started" ? [event.attempt.id] : []));
      expect(ended).toEqual(started);
      for (const { startMs, endMs, waitedMs } of run.attempts) {
        expect(waitedMs).toBeGreaterThanOrEqual(0);
        expect(endMs).toBeGreaterThanOrEqual(startMs);
        expect(endMs).toBeLessThanOrEqual(run.endMs ?? 0);
      }
    }),
  },
  {
    rule: "invariant 17",
    says: "a failure of this computer's own is booked on nobody, and ends its run",
    holds: eachRun(({ played, attempts, run }) => {
      for (const [index, { start, end }] of attempts.entries()) {
        if (end.failure?.class !== "LOCAL") continue;
        const booked = played.oracles.flatMap((oracle) => oracle.booked.get(start.id)?.class ?? []);
        expect(booked.filter((failureClass) => failureClass !== "LOCAL")).toEqual([]);
        expect([index, run.failure?.class]).toEqual([attempts.length - 1, "LOCAL"]);
      }
    }),
  },
];

function nameOf({ modelId, ...of }: { modelId: string; provider: string } | { modelId: string; providerId: string }) {
  return `${"provider" in of ? of.provider : of.providerId} ${modelId}`;
}

/** Whether each of the parts is in the whole, as often as it is there. */
function isPart(parts: readonly string[], whole: readonly string[]): boolean {
  const left = [...whole];
  return parts.every((part) => {
    const at = left.indexOf(part);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** Classes after which no link is tried, whatever is set (engine.md §2). */
const neverOn = new Set(["BAD_REQUEST", "BUDGET", "LOCAL", "ABORT"]);

/** By the rules of the link that failed, over its chain's, over the table of engine.md §2. */
function fallsThrough(chain: Chain, { start, end }: Happened): boolean {
  const link = chain.links[start.linkIndex];
  if (link === undefined || end.failure === null || neverOn.has(end.failure.class)) return false;
  const { class: failureClass } = end.failure;
  const triggers = new Map(Object.entries({ ...chain.rules?.triggers, ...link.rules?.triggers }));
  return triggers.get(failureClass) ?? failureClass !== "CONTENT_POLICY";
}
