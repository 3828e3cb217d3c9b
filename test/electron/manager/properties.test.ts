import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cooldownRule } from "#electron/manager/cooldown.ts";
import { isHeldHard } from "#electron/manager/limits.ts";
import { scopesOf } from "#electron/manager/scopes.ts";
import { defaultTriggers, leadsOn } from "#shared/link-rules.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import { type Run, type RunEvent, runIdOf } from "#shared/run.ts";
import { sumCosts } from "#shared/usage.ts";
import { type Played, placesPerAccount, play, scenario } from "#test/support/engine-chaos.ts";
import { runOf } from "#test/support/engine-harness.ts";
import { runsOf } from "#test/support/runs.ts";

/** Checks what must hold of any scenario; throws where it does not. */
function holds(check: (played: Played) => void) {
  return fc.assert(
    fc.asyncProperty(scenario, async (one) => check(await play(one))),
    { numRuns: runsOf(250, 10_000) },
  );
}

function eventsOf(played: Played, runId: string): RunEvent[] {
  return played.events.filter((event) => runIdOf(event) === runId);
}

function eachRun(check: (run: Run, events: readonly RunEvent[], played: Played) => void) {
  return holds((played) => {
    for (const runId of played.runIds) check(runOf(played.events, runId), eventsOf(played, runId), played);
  });
}

describe("whatever the servers do and whenever the user stops", { timeout: 120_000 }, () => {
  it("invariants 13, 14, 20: each run ends once, says nothing after it, and leaves nothing behind", () =>
    holds((played) => {
      for (const runId of played.runIds) {
        const events = eventsOf(played, runId);
        expect(events.filter(({ type }) => type === "run-ended")).toHaveLength(1);
        expect(events.at(-1)?.type).toBe("run-ended");
      }
      expect(played.bugs).toEqual([]);
      expect([played.timersLeft, played.transport.readers()]).toEqual([0, 0]);
      expect([...played.board.state().scopes.values()].filter(({ probe }) => probe !== null)).toEqual([]);
      for (const provider of ["a", "b", "c"]) expect(played.freePlaces(accountOf(provider))).toBe(placesPerAccount);
      expect(played.transport.asked.every(({ aborted }) => aborted)).toBe(true);
    }));

  it("R21: every attempt that started has ended, once, and within its run", () =>
    eachRun((run, events) => {
      const ended = events.flatMap((event) => (event.type === "attempt-ended" ? [event.attemptId] : []));
      const started = events.flatMap((event) => (event.type === "attempt-started" ? [event.attempt.id] : []));
      expect(ended).toEqual(started);
      for (const { startMs, endMs, waitedMs } of run.attempts) {
        expect(waitedMs).toBeGreaterThanOrEqual(0);
        expect(endMs).toBeGreaterThanOrEqual(startMs);
        expect(endMs).toBeLessThanOrEqual(run.endMs ?? 0);
      }
    }));

  it("R19: a stopped run ends at once and asks nothing more", () =>
    eachRun((run, _, { sentMs, stops, events }) => {
      const stop = stops.get(run.id);
      if (stop === undefined) return;
      expect((sentMs.get(run.id) ?? 0) + (run.endMs ?? 0)).toBeLessThanOrEqual(stop.atMs);
      const later = events.slice(stop.events).filter((event) => runIdOf(event) === run.id);
      expect(later.map(({ type }) => type)).not.toContain("attempt-started");
    }));

  it("every request is an attempt of the trace", () =>
    holds((played) => {
      const startsMs = played.events.flatMap((event) =>
        event.type === "attempt-started" ? [(played.sentMs.get(event.runId) ?? 0) + event.attempt.startMs] : [],
      );
      expect(played.transport.asked.length).toBeLessThanOrEqual(startsMs.length);
      for (const { atMs } of played.transport.asked) expect(startsMs).toContain(atMs);
    }));

  it("invariant 7: requests per run stay within one per link plus min(links, 3)", () =>
    eachRun(({ attempts, links }) => {
      const requests = attempts.filter(({ kind }) => kind !== "skip");
      expect(requests.length).toBeLessThanOrEqual(links.length + Math.min(links.length, 3));
      expect(attempts.filter(({ kind }) => kind === "restart").length).toBeLessThanOrEqual(1);
    }));

  it("invariant 7: a run fails only after every link was tried or skipped, unless a failure forbids it", () =>
    eachRun((run) => {
      const last = run.attempts.findLast(({ status }) => status === "failed")?.failure?.class;
      const isForbidden = last !== undefined && !leadsOn(last, { triggers: defaultTriggers });
      if (run.status !== "failed" || isForbidden || run.text !== "" || run.reasoning !== "") return;
      expect(new Set(run.attempts.map(({ linkIndex }) => linkIndex)).size).toBe(run.links.length);
    }));

  it("invariant 11: the text of an answered run is exactly one attempt's text", () =>
    eachRun((run, events) => {
      if (run.status !== "done") return;
      const own = events.flatMap((event) =>
        event.type === "delta" && event.channel === "text" && event.attemptId === run.answeredBy ? [event.text] : [],
      );
      expect(run.text).toBe(own.join(""));
      expect(run.text).not.toBe("");
      expect(run.attempts.find(({ id }) => id === run.answeredBy)).toMatchObject({ status: "answered" });
      expect(run.attempts.filter(({ status }) => status === "answered")).toHaveLength(1);
    }));

  it("invariant 15: a link is used only if every earlier one was skipped or failed in a way that falls through", () =>
    eachRun((_, events) => {
      const passed = new Set<number>();
      const linkOf = new Map<string, number>();
      for (const event of events) {
        if (event.type === "skipped") passed.add(event.attempt.linkIndex);
        if (event.type === "attempt-started") {
          const { id, linkIndex } = event.attempt;
          linkOf.set(id, linkIndex);
          for (let earlier = 0; earlier < linkIndex; earlier += 1) expect(passed).toContain(earlier);
        }
        if (
          event.type === "attempt-ended" &&
          event.end.failure !== null &&
          leadsOn(event.end.failure.class, { triggers: defaultTriggers })
        )
          passed.add(linkOf.get(event.attemptId) ?? -1);
      }
    }));

  it("invariants 1, 4, 8: no request goes out while a hard limit lies ahead or another request probes", () =>
    holds((played) => {
      expect(played.trespasses).toEqual([]);
      // The rest reads the trace, which knows the monotonic clock alone.
      if (played.wasTurnedOn) return;
      const attempts = played.runIds.flatMap((runId) =>
        runOf(played.events, runId).attempts.map((attempt) => ({ ...attempt, sentMs: played.sentMs.get(runId) ?? 0 })),
      );
      for (const { providerId, modelId, failure, endMs, sentMs } of attempts) {
        if (failure === null || failure.hintMs === null || failure.reason === "cooling-down") continue;
        if (cooldownRule(failure.class, failure.reason) === null) continue;
        const endedMs = sentMs + (endMs ?? 0);
        // Epoch ms have a coarser fraction than monotonic ones.
        const untilMs = endedMs + failure.hintMs - 1;
        const early = attempts.filter((other) => {
          const startMs = other.sentMs + other.startMs;
          const isSame = other.providerId === providerId && other.modelId === modelId && other.kind !== "skip";
          return isSame && startMs > endedMs && startMs < untilMs;
        });
        expect(early).toEqual([]);
      }
    }));

  it("invariant 18: an hour later no limit that a server named blocks, wherever the clocks went", () =>
    holds(({ board }) => {
      const now = board.now();
      const held = [...board.state().scopes.values()].filter((scope) => isHeldHard(scope, now));
      expect(held).toEqual([]);
    }));

  it("invariant 17: a run that failed on this computer ends there, and holds it against nobody", () =>
    holds(({ runIds, events, trespasses }) => {
      expect(trespasses).toEqual([]);
      for (const runId of runIds) {
        const { attempts, failure } = runOf(events, runId);
        const local = attempts.findIndex((one) => one.failure?.class === "LOCAL");
        if (local === -1) continue;
        expect([attempts.length - 1, failure?.class]).toEqual([local, "LOCAL"]);
      }
    }));

  it("invariant 21: the same seed and script give the identical trace", () =>
    fc.assert(
      fc.asyncProperty(scenario, async (one) => {
        expect((await play(one)).events).toEqual((await play(one)).events);
      }),
      { numRuns: runsOf(100, 3000) },
    ));
});

describe("money (invariant 19)", { timeout: 120_000 }, () => {
  it("the costs of a run are the same however often and late its events are repeated", () =>
    fc.assert(
      fc.asyncProperty(scenario, fc.infiniteStream(fc.nat({ max: 1000 })), async (one, numbers) => {
        const played = await play(one);
        for (const runId of played.runIds) {
          const events = eventsOf(played, runId);
          const once = runOf(events, runId);
          const repeated = events.flatMap((event, index) => {
            const { value = 0 } = numbers.next();
            const earlier = events[value % (index + 1)];
            return earlier === undefined ? [event] : [event, earlier];
          });
          const again = repeated.reduce<Run | undefined>((run, event) => reduceRun(run, event), undefined);
          const costsOf = (run: Run | undefined) => sumCosts(run?.attempts.map(({ cost }) => cost) ?? []);
          expect(costsOf(again)).toEqual(costsOf(once));
          const booked = events.flatMap((event) => (event.type === "attempt-ended" ? [event.end.cost] : []));
          expect(costsOf(once)).toEqual(sumCosts(booked));
        }
      }),
      { numRuns: runsOf(200, 5000) },
    ));
});

function accountOf(providerId: string): string {
  const parts = { keyFingerprint: `print-${providerId}`, modelId: "any", isOpenRouter: false };
  return scopesOf({ baseUrl: `https://${providerId}.test/v1`, providerId, ...parts }).A;
}
