import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { createHandlers } from "#electron/storage/handlers.ts";
import { sharedAxis } from "#renderer/parts/waterfall/axis.ts";
import { Waterfall } from "#renderer/parts/waterfall/waterfall.tsx";
import { failureOf } from "#shared/failure.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import { type Comparison, type Run, type RunEvent, runIdOf } from "#shared/run.ts";
import { answers, breaksAfter, createHarness, refuses } from "#test/support/engine-harness.ts";

const names = { provider: (id: string) => id.toUpperCase(), model: (_: string, id: string) => id };

function drawn(run: Run): string {
  const axis = sharedAxis([run], run.startedAtMs + (run.endMs ?? 0));
  const nowMs = run.endMs ?? 0;
  return renderToStaticMarkup(
    <Waterfall run={run} sentTokens={2} title="abc" axis={axis} nowMs={nowMs} isLive={false} names={names} />,
  );
}

/** A chain as the engine plays it: a refused link, one that is cut after some words, and one that answers. */
async function played(): Promise<readonly RunEvent[]> {
  const harness = createHarness({ instead: { redact: (text) => text } });
  harness.transport.script("a.test", refuses(429, { "retry-after": "30" }));
  harness.transport.script("b.test", breaksAfter(["some", " words"], "reset"), breaksAfter(["again"], "reset"));
  harness.transport.script("c.test", answers("an", " answer"));
  harness.send();
  await harness.clock.advance(10_000);
  // The next one finds link a cooling down: it is skipped.
  harness.transport.script("b.test", answers("b is back"));
  harness.send();
  await harness.clock.advance(60_000);
  return harness.events;
}

it("draws a run that was read back from the disk exactly as it was drawn when it ended", async () => {
  const events = await played();
  const dataDir = mkdtempSync(join(tmpdir(), "understudy-waterfall-"));
  // The storage thread's own handlers on a real file, without the thread.
  const store = createHandlers();
  try {
    store.open({ dataDir, nowMs: 1 });
    store.startSession({ id: "s", startedAtMs: 1 });
    store.saveConversation({ id: "v", title: "Hello", createdAtMs: 1, columns: [] });
    for (const runId of ["run-1", "run-2"]) {
      store.saveComparison({ comparison: comparisonOf(`c-${runId}`), images: [] });
      const own = events.filter((event) => runIdOf(event) === runId);
      // As they come: what was there first is written first.
      for (const event of own) store.appendRuns([{ runId, events: [event] }]);
    }
    const stored = store.conversation({ id: "v", nowMs: 2 })?.comparisons.flatMap(({ runs }) => runs) ?? [];
    expect(stored).toHaveLength(2);
    for (const run of stored) expect(drawn(run)).toBe(drawn(liveRun(events, run.id)));
    const whole = stored.map(drawn).join("").replaceAll("\u00a0", " ");
    expect(whole).toContain("429 rate limited. Asked for a 30 s pause, so the chain moved on.");
    expect(whole).toContain("Cut mid-stream. Wasted ≈$0.0000320. other side closed.");
    expect(whole).toContain("skipped, cooling down");
  } finally {
    store.close(null);
    rmSync(dataDir, { recursive: true, force: true });
  }
});

it("draws another run differently", () => {
  const failure = failureOf("SERVER", "broken", { status: 500 });
  const base = liveRun([startedEvent], "run-1");
  expect(drawn({ ...base, endMs: 10 })).not.toBe(drawn({ ...base, endMs: 10, attempts: [skipped(failure)] }));
});

function liveRun(events: readonly RunEvent[], runId: string): Run {
  const run = events.filter((event) => runIdOf(event) === runId).reduce<Run | undefined>(reduceRun, undefined);
  if (run === undefined) throw new Error(`No events of ${runId}`);
  return run;
}

function comparisonOf(id: string): Comparison {
  return { id, conversationId: "v", sessionId: "s", prompt: "Hello", startedAtMs: 1, isDemo: false };
}

const startedEvent: RunEvent = {
  type: "run-started",
  run: {
    id: "run-1",
    comparisonId: "c",
    columnId: "col",
    target: { kind: "chain", chainId: "abc" },
    title: "abc",
    isDemo: false,
    startedAtMs: 0,
    links: [],
  },
};

function skipped(failure: NonNullable<Run["failure"]>): Run["attempts"][number] {
  const event: RunEvent = {
    type: "skipped",
    runId: "run-1",
    attempt: {
      id: "a",
      linkIndex: 0,
      providerId: "a",
      modelId: "m",
      kind: "skip",
      startMs: 0,
      waitedMs: 0,
      price: null,
    },
    failure,
  };
  const attempt = liveRun([startedEvent, event], "run-1").attempts[0];
  if (attempt === undefined) throw new Error("Nothing was skipped.");
  return attempt;
}
