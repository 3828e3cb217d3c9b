import { expect, test } from "vitest";
import type { BudgetRefusal } from "#shared/budget.ts";
import { newLink } from "#shared/chain.ts";
import type { Input } from "#shared/contract.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import type { Run } from "#shared/run.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import type { FakeHost } from "#test/support/fake-host.ts";
import { endRun, model, start as once, setup } from "#test/support/handler-setup.ts";

const columns = [{ columnId: "c1", target: model }];
const twice = { purpose: "repeat", times: 2, perProvider: 1 } as const;

function start(parts: Partial<Input<"repeat.start">> = {}): Input<"repeat.start"> {
  return { comparisonId: "x1", conversationId: "v1", prompt: "Hello", columns, repeat: twice, ...parts };
}

const refusal: BudgetRefusal = {
  kind: "over",
  wantedNanoUsd: 3_000_000_000,
  budget: {
    id: "b",
    period: "session",
    providerId: null,
    limitNanoUsd: 2_000_000_000,
    spentNanoUsd: 0,
    reservedNanoUsd: 0,
    unknownCosts: 0,
    endsAtMs: null,
  },
};

/** What the newest repeat asks of its first column in a round. */
function asked(host: FakeHost, round = 0) {
  const work = host.repeats.asked.at(-1);
  const [column] = work?.comparison.repeat.columns ?? [];
  if (work === undefined || column === undefined) throw new Error("Nothing was asked.");
  return work.ask(column, round);
}

/** Kept as an earlier start left it: with its first run measured. */
function keepOld(host: FakeHost, conversationId = "v1", status: "paused" | "done" = "paused") {
  const repeat: RepeatPlan = { ...twice, seed: 1, columns };
  const conversation = { id: conversationId, title: "Old", createdAtMs: 0, columns: [] };
  const base = { sessionId: "session-1", prompt: "Hello", startedAtMs: 0, isDemo: false };
  const comparison = { id: "old", conversationId, ...base, repeat };
  host.store.conversations.set(conversationId, conversation);
  host.store.comparisons.set("old", comparison);
  host.store.runs.set("old-1", measuredRun("old-1"));
  host.store.repeatRows.set("old", { comparisonId: "old", conversationId, status, pause: null });
}

function measuredRun(id: string): Run {
  return {
    id,
    comparisonId: "old",
    columnId: "c1",
    target: model,
    title: "GPT",
    isDemo: false,
    status: "done",
    startedAtMs: 0,
    endMs: 5,
    links: [],
    round: 0,
    text: "answer",
    reasoning: "",
    attempts: [],
    waiting: null,
    answeredBy: null,
    failure: null,
  };
}

test("a repeat is saved with its plan before it is told, and before it begins; its columns join the conversation", async () => {
  const { host, call, topics } = setup();
  const saved = await valueFrom(call("repeat.start", start({ system: "Be kind." })));
  expect(saved).toMatchObject({
    id: "x1",
    prompt: "Hello",
    isDemo: false,
    repeat: { ...twice, columns, seed: 2 ** 31 },
  });
  expect(host.store.comparisons.get("x1")).toEqual(saved);
  expect(host.store.conversations.get("v1")).toMatchObject({ title: "Hello", columns: [{ id: "c1", target: model }] });
  expect(topics()).toEqual(["conversation", "settings", "comparison"]);
  expect(asked(host)).toEqual({ prompt: { system: "Be kind.", messages: [{ role: "user", text: "Hello" }] } });
  expect((await failureFrom(call("repeat.start", start()))).code).toBe("conflict");
  const seeded = start({ comparisonId: "x2", repeat: { ...twice, seed: 7 } });
  expect(await valueFrom(call("repeat.start", seeded))).toMatchObject({ repeat: { seed: 7 } });
});

test("the chains that it asks are kept with it as they are, once and without rehearsals", async () => {
  const { host, call } = setup();
  const links = [newLink("l1", "GPT", model)];
  const saved = { id: "k1", name: "Mine", links, onMidStream: "restart" } as const;
  await valueFrom(call("chain.save", { chain: { ...saved, drills: [{ id: "d1", faults: {} }] } }));
  await valueFrom(call("chain.save", { chain: { ...saved, id: "k2", name: "Not asked" } }));
  const target = { kind: "chain", chainId: "k1" } as const;
  const asking = ["c1", "c2"].map((columnId) => ({ columnId, target }));
  await valueFrom(call("repeat.start", start({ columns: [...asking, { columnId: "c3", target: model }] })));
  await valueFrom(call("chain.save", { chain: { ...saved, name: "Edited" } }));
  expect(host.store.comparisons.get("x1")?.repeat?.chains).toEqual([saved]);
});

test("each column reads its own turns before, its images and its own system prompt", async () => {
  const { host, call } = setup();
  const image = { mimeType: "image/png", base64: "AAAA" };
  await call("comparison.start", once({ prompt: "First", images: [image] }));
  host.manager.play({ type: "delta", runId: "r1", attemptId: "a", atMs: 1, channel: "text", text: "one" });
  endRun(host, "r1");
  const own = [{ ...columns[0], columnId: "c1", target: model, overrides: { system: "Of {{city}}", temperature: 0 } }];
  const repeat = { ...twice, times: 1, rows: [{ city: "Rome" }, { city: "Oslo" }] };
  const parts = { comparisonId: "x2", followsId: "x1", columns: own, images: [image], repeat };
  await valueFrom(call("repeat.start", start({ ...parts, prompt: "Why {{city}}?" })));
  const shown = [{ kind: "data", ...image }];
  expect(asked(host, 1)).toEqual({
    overrides: { system: "Of Oslo", temperature: 0 },
    prompt: {
      system: "Of Oslo",
      messages: [
        { role: "user", text: "First", images: shown },
        { role: "assistant", text: "one" },
        { role: "user", text: "Why Oslo?", images: shown },
      ],
    },
  });
});

test("what is wrong is refused, and nothing of it is saved", async () => {
  const { host, call } = setup();
  const refused = async (parts: Partial<Input<"repeat.start">>) => {
    const { code, message } = await failureFrom(call("repeat.start", start(parts)));
    return `${code}: ${message}`;
  };
  const gone = [{ columnId: "c1", target: { ...model, providerId: "gone" } }];
  expect(await refused({ columns: gone })).toMatch(/^not-found: /);
  const rows = [{ q: "x" }, { q: " " }];
  expect(await refused({ prompt: "{{q}}", repeat: { ...twice, rows } })).toBe(
    "invalid-input: Row 2: Write a prompt first.",
  );
  expect(await refused({ repeat: { ...twice, times: 1 } })).toMatch(/^invalid-input: .*One run of each column/);
  expect(await refused({ followsId: "nowhere" })).toMatch(/^not-found: /);
  host.repeats.refusal = refusal;
  expect(await refused({})).toBe(
    "conflict: This could pass your session budget. $0 of $2.00 is spent and all runs together can cost up to $3.00.",
  );
  host.repeats.refusal = null;
  expect([host.store.comparisons.size, host.store.conversations.size, host.repeats.asked.length]).toEqual([0, 0, 0]);
  host.store.trouble = "The disk is full.";
  expect(await refused({})).toMatch(/^unavailable: /);
  expect(host.repeats.asked).toEqual([]);
});

test("a check says what a repeat would come to, and changes nothing", async () => {
  const { host, call, topics } = setup();
  const { comparisonId: _, conversationId: __, ...fields } = start({ repeat: { ...twice, times: 5 } });
  expect(await valueFrom(call("repeat.check", fields))).toMatchObject({ runs: 5, refusal: null });
  host.repeats.refusal = refusal;
  expect(await valueFrom(call("repeat.check", fields))).toMatchObject({ refusal, fittingTimes: 0 });
  expect([topics(), host.store.comparisons.size]).toEqual([[], 0]);
});

test("one that an earlier start left is known with what it measured, goes on, is paused and stopped", async () => {
  const { host, call } = setup();
  keepOld(host);
  const only = { comparisonId: "old" };
  expect(await valueFrom(call("repeat.state", only))).toMatchObject({ status: "paused", measured: 1, total: 2 });
  expect(await valueFrom(call("repeat.resume", only))).toMatchObject({ status: "running" });
  expect(host.repeats.asked).toMatchObject([{ runs: [{ id: "old-1" }] }]);
  // One that runs goes on; it is not begun a second time.
  expect(await valueFrom(call("repeat.resume", only))).toMatchObject({ status: "running" });
  expect(host.repeats.asked).toHaveLength(1);
  expect(await valueFrom(call("repeat.pause", only))).toMatchObject({ status: "paused", pause: { kind: "user" } });
  expect(await valueFrom(call("repeat.stop", only))).toMatchObject({ status: "stopped" });
  host.repeats.refusal = refusal;
  expect((await failureFrom(call("repeat.resume", only))).code).toBe("conflict");
});

test("what was measured in the demo goes on in the demo alone, and the other way round", async () => {
  const { host, call } = setup();
  keepOld(host);
  await call("settings.save", { demo: true });
  const { code, message } = await failureFrom(call("repeat.resume", { comparisonId: "old" }));
  expect([code, message]).toEqual([
    "conflict",
    "This was measured with real providers. Turn the demo off to go on with it.",
  ]);
  expect(host.repeats.asked).toEqual([]);
});

test("a comparison that is not repeated has no such state, and none that is can be tried again by its columns", async () => {
  const { host, call } = setup();
  await call("comparison.start", once());
  endRun(host, "r1");
  for (const method of ["repeat.state", "repeat.pause", "repeat.resume", "repeat.stop"] as const) {
    expect((await failureFrom(call(method, { comparisonId: "x1" }))).code).toBe("not-found");
  }
  await valueFrom(call("repeat.start", start({ comparisonId: "x2" })));
  const again = { comparisonId: "x2", columns: [{ ...columns[0], columnId: "c1", target: model, runId: "r9" }] };
  expect((await failureFrom(call("comparison.retry", again))).code).toBe("conflict");
});

test("Stop all ends a repeat, so that what is stopped is not asked again", async () => {
  const { host, call } = setup();
  await valueFrom(call("repeat.start", start()));
  await valueFrom(call("comparison.stop", { comparisonId: "x1" }));
  expect(host.repeats.state("x1")?.status).toBe("stopped");
  expect(host.manager.stopped).toEqual(["x1"]);
});

test("a window hears of every repeat of the open conversation, and of those elsewhere that have not ended", async () => {
  const { host, call, events } = setup();
  keepOld(host, "v0");
  await valueFrom(call("repeat.start", start()));
  await valueFrom(call("repeat.state", { comparisonId: "old" }));
  const ids = async () => (await valueFrom(call("app.snapshot", {}))).repeats.map(({ comparisonId }) => comparisonId);
  expect(await ids()).toEqual(["x1", "old"]);
  await valueFrom(call("repeat.stop", { comparisonId: "old" }));
  expect(await ids()).toEqual(["x1"]);
  events.length = 0;
  await valueFrom(call("conversation.open", { conversationId: "v0" }));
  host.batcher.flush();
  expect(events.flatMap((event) => (event.topic === "repeat" ? [event.repeat.comparisonId] : []))).toEqual(["old"]);
  expect(await ids()).toEqual(["old", "x1"]);
});

test("what is paused or stopped while it is being begun or resumed does not go on after that", async () => {
  const { host, call } = setup();
  const begun = call("repeat.start", start());
  expect(await valueFrom(call("repeat.stop", { comparisonId: "x1" }))).toMatchObject({ status: "stopped" });
  await valueFrom(begun);
  const resumed = call("repeat.resume", { comparisonId: "x1" });
  expect(await valueFrom(call("repeat.pause", { comparisonId: "x1" }))).toMatchObject({ status: "paused" });
  await valueFrom(resumed);
  expect(host.repeats.state("x1")).toMatchObject({ status: "paused", pause: { kind: "user" } });
});

test("one whose state cannot be read stands still", async () => {
  const { host, call } = setup();
  keepOld(host);
  host.store.repeatRows.clear();
  host.store.repeatRows.set("other", { comparisonId: "other", conversationId: "v1", status: "done", pause: null });
  await valueFrom(call("conversation.open", { conversationId: "v1" }));
  expect(host.repeats.state("old")).toMatchObject({ status: "paused", pause: { kind: "restart" } });
});
