import { expect, test } from "vitest";
import type { Comparison } from "#shared/run.ts";
import { answers, breaksAfter, createHarness, type Harness } from "#test/support/engine-harness.ts";

const comparison: Comparison = {
  id: "x",
  conversationId: "v",
  sessionId: "s",
  prompt: "What?",
  startedAtMs: 0,
  isDemo: false,
};
const target = (providerId: string) => ({ kind: "model", providerId, modelId: `model-${providerId}` }) as const;

function bodies(harness: Harness): unknown[] {
  return harness.transport.asked.map(({ request }) => JSON.parse(request.body ?? "null"));
}

test("each column is asked with its own prompt, and what it sets goes over its target's settings", async () => {
  const harness = createHarness();
  harness.transport.script("a.test", answers("A"));
  harness.transport.script("b.test", answers("B"));
  const overrides = { system: "Be rude.", maxTokens: 77, temperature: 1.5, topP: 0.5, stop: ["END"], seed: 3 };
  const messages = [
    { role: "user", text: "Before" },
    { role: "assistant", text: "Yes" },
    { role: "user", text: "What?" },
  ] as const;
  harness.manager.start(comparison, [
    { columnId: "c1", runId: "r1", target: target("a"), overrides, prompt: { system: "Be rude.", messages } },
    { columnId: "c2", runId: "r2", target: target("b"), overrides: {} },
  ]);
  await harness.clock.advance(100);
  expect(bodies(harness)).toEqual([
    expect.objectContaining({
      messages: [
        { role: "system", content: "Be rude." },
        { role: "user", content: "Before" },
        { role: "assistant", content: "Yes" },
        { role: "user", content: "What?" },
      ],
      max_tokens: 77,
      temperature: 1.5,
      top_p: 0.5,
      stop: ["END"],
      seed: 3,
    }),
    expect.objectContaining({ messages: [{ role: "user", content: "What?" }], temperature: 0.7, max_tokens: 2000 }),
  ]);
  expect([harness.run("r1").overrides, harness.run("r2")]).toMatchObject([overrides, { status: "done" }]);
  expect(harness.run("r2")).not.toHaveProperty("overrides");
});

test("without a prompt of its own a column is asked what the comparison says", async () => {
  const harness = createHarness();
  harness.transport.script("a.test", answers("A"));
  harness.manager.start({ ...comparison, system: "Be kind." }, [{ columnId: "c", runId: "r", target: target("a") }]);
  await harness.clock.advance(100);
  expect(bodies(harness)).toMatchObject([
    {
      messages: [
        { role: "system", content: "Be kind." },
        { role: "user", content: "What?" },
      ],
    },
  ]);
});

test("a run of a later Send has its own time, demo switch and session, and Stop all reaches it", async () => {
  const harness = createHarness();
  harness.transport.script("a.test", answers("A"), breaksAfter(["again"], "hang"));
  const column = { columnId: "c", target: target("a") };
  harness.manager.start(comparison, [{ ...column, runId: "r1" }]);
  await harness.clock.advance(1000);
  const later = { startedAtMs: 5000, isDemo: true, sessionId: "later" };
  harness.manager.start(comparison, [{ ...column, runId: "r2" }], later);
  await harness.clock.advance(100);
  expect(harness.manager.live()[0]?.runs).toMatchObject([
    { id: "r1", startedAtMs: 0, isDemo: false, sessionId: "s", status: "done" },
    { id: "r2", startedAtMs: 5000, isDemo: true, sessionId: "later", text: "again" },
  ]);
  harness.manager.stopComparison("x");
  await harness.clock.advance(100);
  expect(harness.run("r2")).toMatchObject({ status: "stopped", text: "again" });
  expect(harness.run("r1").status).toBe("done");
});
