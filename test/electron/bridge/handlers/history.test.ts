import { expect, test } from "vitest";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import type { FakeHost } from "#test/support/fake-host.ts";
import { endRun, model, setup, start } from "#test/support/handler-setup.ts";

const query = (text: string) => ({ text, filters: {}, cursor: null });
const everything = { fromMs: null, untilMs: null, fromBackups: false };

/** Two conversations with an ended prompt each; the second one is open. */
async function twoConversations() {
  const all = setup();
  for (const number of [1, 2]) {
    const columns = [{ columnId: `c${number}`, runId: `r${number}`, target: model }];
    const sent = { comparisonId: `x${number}`, conversationId: `v${number}`, prompt: `Prompt ${number}`, columns };
    await valueFrom(all.call("comparison.start", start(sent)));
    endRun(all.host, `r${number}`);
  }
  all.topics();
  return all;
}

/** What the windows were told of the open conversation since the last time. */
function opened({ host, events }: Awaited<ReturnType<typeof twoConversations>>) {
  host.batcher.flush();
  return events
    .splice(0)
    .flatMap((event) => (event.topic === "conversation-opened" ? [event] : []))
    .map(({ conversation, comparisons }) => [conversation.id, ...comparisons.map((one) => one.comparison.id)]);
}

function playDelta(host: FakeHost, runId: string, text: string) {
  host.manager.play({ type: "delta", runId, attemptId: "a", atMs: 1, channel: "text", text });
}

test("search is asked for a page, in words of at most 200 characters, and trouble is told", async () => {
  const { host, call } = await twoConversations();
  const found = await valueFrom(call("history.search", query("Prompt 1")));
  expect(found.entries.map((entry) => entry.comparisonId)).toEqual(["x1"]);
  const filters = { repeats: true, isDemo: false, client: null } as const;
  await valueFrom(call("history.search", { ...query(""), filters }));
  expect(await valueFrom(call("history.search", query("Prompt 1".padEnd(100_000))))).toMatchObject({ count: 0 });
  host.store.trouble = "The disk reported an error.";
  expect(await failureFrom(call("history.search", query("")))).toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("The disk reported an error."),
  });
});

test.each([
  { text: "x", filters: {} },
  { ...query("x"), extra: 1 },
  { ...query("x"), filters: { status: "running" } },
  { ...query("x"), filters: { isPinned: false } },
  { ...query("x"), filters: { repeats: false } },
  { ...query("x"), filters: { atLeastNanoUsd: -1 } },
  { ...query("x"), filters: { fromMs: Number.NaN } },
  { ...query("x"), cursor: "9".repeat(100) },
])("no search is %j", async (input) => {
  const { host } = setup();
  const { answer } = await host.router({ id: 1, method: "history.search", input }, { id: "test" });
  expect(answer).toMatchObject({ ok: false, failure: { code: "invalid-input" } });
});

test("what a comparison is read with was told before, so that no window takes it twice", async () => {
  const { host, call, events } = await twoConversations();
  await valueFrom(
    call("comparison.start", start({ comparisonId: "x3", columns: [{ columnId: "c3", runId: "r3", target: model }] })),
  );
  playDelta(host, "r3", "so far");
  const reading = call("history.get", { comparisonId: "x3" });
  await valueFrom(reading);
  expect(events.some((event) => event.topic === "run" && event.event.type === "delta")).toBe(true);
});

test("a comparison is read with what its runs have by now", async () => {
  const { host, call } = await twoConversations();
  await valueFrom(
    call("comparison.start", start({ comparisonId: "x3", columns: [{ columnId: "c3", runId: "r3", target: model }] })),
  );
  playDelta(host, "r3", "so far");
  const live = await valueFrom(call("history.get", { comparisonId: "x3" }));
  expect(live).toMatchObject({ comparison: { id: "x3" }, entry: { comparisonId: "x3" }, runs: [{ text: "so far" }] });
  const stored = await valueFrom(call("history.get", { comparisonId: "x1" }));
  expect(stored.runs.map((run) => run.status)).toEqual(["done"]);
  expect(await failureFrom(call("history.get", { comparisonId: "gone" }))).toMatchObject({ code: "not-found" });
});

test("a name, a pin and tags are kept, tidied, and every window hears of it", async () => {
  const { call, topics } = await twoConversations();
  const tags = [" Kafka ", "kafka", "two words"];
  const changed = await valueFrom(call("history.change", { comparisonId: "x1", title: "Named", isPinned: true, tags }));
  expect(changed).toMatchObject({ title: { text: "Named" }, isPinned: true, tags: ["Kafka", "two words"] });
  expect(topics()).toEqual(["history-changed"]);
  expect(await valueFrom(call("history.tags", {}))).toEqual(["Kafka", "two words"]);
  expect((await failureFrom(call("history.change", { comparisonId: "gone", isPinned: true }))).code).toBe("not-found");
});

test.each([
  [{ title: "   " }, "Write a title"],
  [{ title: "x".repeat(201) }, "at most 200"],
  [{ tags: [""] }, "Write a tag"],
  [{ tags: ["x".repeat(41)] }, "at most 40"],
  [{ tags: ["a\nb"] }, "one line"],
  [{ tags: Array.from({ length: 21 }, (_, index) => `t${index}`) }, "at most 20 tags"],
])("%j is refused in the field's own words", async (change, words) => {
  const { call } = setup();
  const failure = await failureFrom(call("history.change", { comparisonId: "x1", ...change }));
  expect(failure).toMatchObject({ code: "invalid-input", message: expect.stringContaining(words) });
});

test("opening a past conversation makes it the open one of every window, whatever streams elsewhere", async () => {
  const all = await twoConversations();
  const { host, call } = all;
  await valueFrom(
    call(
      "comparison.start",
      start({ comparisonId: "x3", conversationId: "v3", columns: [{ columnId: "c3", runId: "r3", target: model }] }),
    ),
  );
  const answer = await valueFrom(call("conversation.open", { conversationId: "v1" }));
  expect(answer.comparisons.map((one) => one.comparison.id)).toEqual(["x1"]);
  expect(opened(all)).toEqual([["v1", "x1"]]);
  expect(host.store.settings?.conversationId).toBe("v1");
  expect((await valueFrom(call("app.snapshot", {}))).conversation?.id).toBe("v1");
  // It goes on and can be come back to.
  playDelta(host, "r3", "still here");
  const back = await valueFrom(call("conversation.open", { conversationId: "v3" }));
  expect(back.comparisons[0]?.runs[0]?.text).toBe("still here");
});

test("a conversation that is not there, or that a program had, is not opened", async () => {
  const all = await twoConversations();
  const { host, call } = all;
  expect((await failureFrom(call("conversation.open", { conversationId: "gone" }))).code).toBe("not-found");
  const asked = {
    id: "x9",
    conversationId: "v9",
    sessionId: "s",
    prompt: "",
    startedAtMs: 1,
    isDemo: false,
    client: "curl",
  };
  host.store.conversations.set("v9", { id: "v9", title: "", createdAtMs: 1, columns: [] });
  host.store.comparisons.set("x9", asked);
  expect(await failureFrom(call("conversation.open", { conversationId: "v9" }))).toMatchObject({
    code: "conflict",
    message: expect.stringContaining("asked by a program"),
  });
  expect([host.store.settings?.conversationId, opened(all)]).toEqual(["v2", []]);
});

test("what is removed leaves the open conversation in every window and comes back to it", async () => {
  const all = await twoConversations();
  const { call } = all;
  const { undoId, comparisons } = await valueFrom(call("history.remove", { comparisonIds: ["x2", "x1"] }));
  expect(comparisons).toBe(2);
  expect(opened(all)).toEqual([["v2"]]);
  expect((await valueFrom(call("app.snapshot", {}))).comparisons).toEqual([]);
  await valueFrom(call("history.restore", { undoId }));
  expect(opened(all)).toEqual([["v2", "x2"]]);
  expect((await failureFrom(call("history.restore", { undoId }))).code).toBe("not-found");
});

test("what ended a moment ago and is still in memory does not come back by it", async () => {
  const { host, call } = await twoConversations();
  const { comparison, runs } = await valueFrom(call("history.get", { comparisonId: "x2" }));
  let isKept = true;
  host.manager.live = () => (isKept ? [{ comparison, runs }] : []);
  host.manager.forget = (ids) => {
    isKept = !ids.has("x2");
  };
  await valueFrom(call("history.remove", { comparisonIds: ["x2"] }));
  expect((await valueFrom(call("app.snapshot", {}))).comparisons).toEqual([]);
});

test("what is still being answered is not removed, by its name or by its time", async () => {
  const { host, call } = await twoConversations();
  await valueFrom(
    call("comparison.start", start({ comparisonId: "x3", columns: [{ columnId: "c3", runId: "r3", target: model }] })),
  );
  for (const removal of [call("history.remove", { comparisonIds: ["x1", "x3"] }), call("history.clear", everything)]) {
    expect(await failureFrom(removal)).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Stop it first"),
    });
  }
  expect([host.history.chosen, host.store.comparisons.size]).toEqual([[], 3]);
  // A range that ends before it has nothing to do with it.
  expect(await valueFrom(call("history.clear", { ...everything, untilMs: 1 }))).toMatchObject({ comparisons: 0 });
  endRun(host, "r3");
  // As of a program's run, which only the disk knows.
  host.history.isRunning = true;
  expect((await failureFrom(call("history.clear", everything))).code).toBe("conflict");
  host.history.isRunning = false;
  expect(await valueFrom(call("history.clear", { ...everything, fromBackups: true }))).toMatchObject({
    comparisons: 3,
  });
  expect(host.history.chosen.at(-1)).toEqual({ ...everything, fromBackups: true });
});
