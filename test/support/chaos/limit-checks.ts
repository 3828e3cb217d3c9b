import { expect } from "vitest";
import { attemptsOf, type Happened } from "./attempts.ts";
import type { Check } from "./checks.ts";
import { longestSoftMs } from "./limit-rules.ts";

/** What the watched board must never have seen. */
function neverBroken(invariant: number): Check["holds"] {
  return ({ oracles }) => {
    expect(oracles.flatMap(({ broken }) => broken.filter((one) => one.invariant === invariant))).toEqual([]);
  };
}

/** What the runs of a play may do together. */
export const limitChecks: readonly Check[] = [
  {
    rule: "invariant 1",
    says: "while a hard limit lies ahead on both clocks, no request goes to that scope",
    holds: neverBroken(1),
  },
  {
    rule: "invariant 3",
    says: "until never decreases between successes, unless hard replaces soft",
    holds: neverBroken(3),
  },
  {
    rule: "invariant 4",
    says: "at most one probe is in flight per scope under any interleaving",
    holds: neverBroken(4),
  },
  { rule: "invariant 5", says: "a qualifying success closes", holds: neverBroken(5) },
  {
    rule: "invariant 8",
    says: "waits are at least the server's hint",
    holds: ({ of, runIds, told, sent }) => {
      if (of.inputs.some(({ input }) => lifts.has(input.do))) return;
      const attempts = runIds.flatMap((runId) => attemptsOf({ told, sent }, runId));
      const undercut = attempts.filter((next) => attempts.some((failed) => isUndercut(failed, next)));
      expect(undercut).toEqual([]);
    },
  },
  {
    rule: "invariant 14",
    says: "whatever ends without a verdict changes nothing but its probe slot",
    holds: neverBroken(14),
  },
  {
    rule: "invariant 16",
    says: "account X never changes account Y; one model's limit never blocks a sibling without R3 evidence",
    holds: neverBroken(16),
  },
  { rule: "invariant 9", says: "what cools nothing leaves the state identical", holds: neverBroken(9) },
  { rule: "invariant 17", says: "LOCAL changes no scope", holds: neverBroken(17) },
  {
    rule: "invariant 17",
    says: "what the network does to an attempt that began before a sleep is LOCAL",
    holds: ({ runIds, told, sent }) => {
      const attempts = runIds.flatMap((runId) => attemptsOf({ told, sent }, runId));
      const overNetwork = attempts.filter(({ start }) => start.providerId !== "local");
      const booked = overNetwork.filter(({ end }) => /^(NETWORK|TIMEOUT)$/.test(end.failure?.class ?? ""));
      const slept = booked.filter(({ startAt, endAt }) => {
        return endAt.epochMs - startAt.epochMs - (endAt.monotonicMs - startAt.monotonicMs) > 10_001;
      });
      // What the provider's own stream said, or did not say, is its own word.
      expect(slept.filter(({ end }) => end.failure?.reason !== "cut" && end.failure?.status === null)).toEqual([]);
    },
  },
  {
    rule: "invariant 18",
    says: "clock steps of ±1 day and sleeps never block a link longer than its hint",
    holds: neverBroken(18),
  },
  {
    rule: "invariant 20",
    says: "idle means zero timers, readers, probes and open sockets",
    holds: ({ timersLeft, unfinished, world, limits }) => {
      expect([unfinished, timersLeft, world.transport.readers()]).toEqual([0, 0, 0]);
      expect([...limits.scopes.values()].filter(({ probe }) => probe !== null)).toEqual([]);
      expect(world.transport.asked.filter(({ aborted }) => !aborted)).toEqual([]);
    },
  },
];

/** The user may end a wait, a clock that is set on may too, and a short one does not outlive the program. */
const lifts = new Set(["clear", "sendNow", "restart", "turn"]);

/** Whether a request went to a link before the time that the link's server had named. */
function isUndercut({ start, sent, end, endAt }: Happened, next: Happened): boolean {
  const hintMs = sent?.served?.hintMs ?? null;
  // Where a stop or a deadline came first, the engine never heard of it.
  if (hintMs === null || next.sent === null || end.failure === null || end.failure.status === null) return false;
  if (longestSoftMs(end.failure) === null) return false;
  const isSame = next.start.providerId === start.providerId && next.start.modelId === start.modelId;
  const { monotonicMs, epochMs } = next.sent.at;
  const isBefore = monotonicMs < endAt.monotonicMs + hintMs - 1 && epochMs < endAt.epochMs + hintMs - 1;
  return isSame && monotonicMs > endAt.monotonicMs && isBefore;
}
