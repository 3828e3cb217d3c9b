import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answers, createHarness, refuses } from "#test/support/engine-harness.ts";
import { runsOf } from "#test/support/runs.ts";
import type { Script } from "#test/support/scripted-transport.ts";

/** A primary that is down for a while: whom its runs are served by, then and after. About 4 s of one core. */

/** The longest guess after a 5xx (engine.md §2). */
const capMs = 15_000;

const outage = fc.record({
  downMs: fc.integer({ min: 0, max: 200_000 }),
  /** Between two arrivals; several within a second are runs side by side. */
  gapsMs: fc.array(fc.oneof(fc.integer({ min: 40, max: 1_000 }), fc.integer({ min: 500, max: 20_000 })), {
    minLength: 5,
    maxLength: 40,
  }),
  statuses: fc.array(fc.constantFrom(500, 502, 503, 504, 529, 520), { minLength: 1, maxLength: 4 }),
  isPage: fc.boolean(),
  answerMs: fc.constantFrom(0, 0, 300),
  random: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

const html: Script = { headers: { "content-type": "text/html" }, chunks: [{ afterMs: 1, text: "<html>" }] };

type Outage = typeof outage extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays an outage; returns who served each run, by the time of its Send. */
async function playOutage({ downMs, gapsMs, statuses, isPage, answerMs, random }: Outage) {
  const harness = createHarness({ random: () => random });
  const { clock, transport } = harness;
  const { open } = transport;
  let asked = 0;
  // The server changes with the time, not with the number of its requests.
  transport.open = (request, options) => {
    const isPrimary = new URL(request.url).hostname === "a.test";
    const status = statuses[asked % statuses.length] ?? 500;
    const isDown = isPrimary && clock.monotonicMs() < downMs;
    if (isPrimary) asked += 1;
    const failing = isPage ? { ...html, status } : refuses(status);
    transport.script(new URL(request.url).hostname, isDown ? failing : { ...answers("Yes."), delayMs: answerMs });
    return open(request, options);
  };
  const sends: { readonly runId: string; readonly atMs: number }[] = [];
  // Long enough for the outage to end and be forgotten.
  for (const gapMs of [...gapsMs, downMs + capMs, 1_000, 1_000]) {
    await clock.advance(gapMs);
    sends.push({ runId: harness.send(), atMs: clock.monotonicMs() });
  }
  await clock.advance(700_000);
  return { sends: sends.map(({ runId, atMs }) => ({ atMs, run: harness.run(runId) })), asked };
}

describe("a primary that is down", { timeout: 600_000 }, () => {
  test("invariant 6: after a 5xx outage ends, the primary serves again within the cap and one arrival", async () => {
    await fc.assert(
      fc.asyncProperty(outage, async (one) => {
        const { sends } = await playOutage(one);
        const due = sends.filter(({ atMs }) => atMs >= one.downMs + capMs);
        const takesMs = one.answerMs + 50;
        const afterFirstMs = (due[0]?.atMs ?? 0) + takesMs;
        // While one run probes, those beside it may still go past the primary.
        const isAlone = (nowMs: number) => !sends.some(({ atMs }) => atMs < nowMs && atMs >= nowMs - takesMs);
        const settled = due.filter(({ atMs }) => atMs > afterFirstMs || isAlone(atMs));
        expect(settled.length).toBeGreaterThan(0);
        for (const { run } of settled) {
          const winner = run.attempts.find(({ id }) => id === run.answeredBy);
          expect([run.status, winner?.providerId]).toEqual(["done", "a"]);
        }
      }),
      { numRuns: runsOf(750, 4_000) },
    );
  });

  test("invariant 6: and all that time every run is served", async () => {
    await fc.assert(
      fc.asyncProperty(outage, async (one) => {
        const { sends } = await playOutage(one);
        expect(sends.filter(({ run }) => run.status !== "done")).toEqual([]);
      }),
      { numRuns: runsOf(250, 2_000) },
    );
  });
});
