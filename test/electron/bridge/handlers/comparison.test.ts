import { expect, test } from "vitest";
import type { Input } from "#shared/contract.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { endRun, model, setup, start } from "#test/support/handler-setup.ts";

test("Send makes the conversation, opens it, saves the comparison and starts it", async () => {
  const { host, call, topics } = setup();
  const comparison = await valueFrom(call("comparison.start", start({ prompt: "  First line\nsecond" })));
  expect(comparison).toMatchObject({ id: "x1", conversationId: "v1", sessionId: "session-1", isDemo: false });
  expect(host.store.conversations.get("v1")).toMatchObject({
    title: "First line",
    columns: [{ id: "c1", target: model }],
  });
  expect(host.store.settings?.conversationId).toBe("v1");
  expect(host.store.comparisons.get("x1")?.prompt).toBe("  First line\nsecond");
  expect(host.manager.live().map((state) => state.runs.length)).toEqual([1]);
  expect(topics()).toEqual(["conversation", "settings", "comparison", "run"]);
});

test("a title is the first line, cut at 60 characters without breaking one", async () => {
  const { host, call } = setup();
  await call("comparison.start", start({ prompt: `${"x".repeat(58)}👩‍👩‍👧 and on` }));
  expect(host.store.conversations.get("v1")?.title).toBe(`${"x".repeat(58)}…`);
});

test("a second prompt keeps the title and the columns that it was not sent to", async () => {
  const { host, call } = setup();
  await call("comparison.start", start());
  endRun(host, "r1");
  const columns = [{ columnId: "c2", runId: "r2", target: model }];
  await call("comparison.start", start({ comparisonId: "x2", prompt: "More", columns }));
  expect(host.store.conversations.get("v1")).toMatchObject({ title: "Hello", columns: [{ id: "c1" }, { id: "c2" }] });
});

test("an id that was used already is a conflict, also when both come at once, and nothing starts twice", async () => {
  const { host, call } = setup();
  const [first, second] = await Promise.all([call("comparison.start", start()), call("comparison.start", start())]);
  expect([first.ok, second.ok]).toEqual([true, false]);
  endRun(host, "r1");
  expect((await failureFrom(call("comparison.start", start()))).code).toBe("conflict");
  expect((await failureFrom(call("comparison.start", start({ comparisonId: "x2" })))).code).toBe("conflict");
});

test("a target that is not there any more is not found, and nothing is saved", async () => {
  const { host, call } = setup();
  const to = (target: Input<"comparison.start">["columns"][number]["target"]) =>
    failureFrom(call("comparison.start", start({ columns: [{ columnId: "c", runId: "r", target }] })));
  expect((await to({ kind: "chain", chainId: "gone" })).code).toBe("not-found");
  expect((await to({ ...model, providerId: "gone" })).code).toBe("not-found");
  expect(host.store.conversations.size).toBe(0);
});

test("a disk that refuses a comparison starts nothing and says so", async () => {
  const { host, call } = setup();
  host.store.trouble = "The disk is full.";
  const failure = await failureFrom(call("comparison.start", start()));
  expect(failure.code).toBe("unavailable");
  expect(failure.message).toContain("The disk is full.");
  expect(host.manager.live()).toEqual([]);
});

test("a comparison says whether it was a demo, by the switch at Send", async () => {
  const { call } = setup();
  await call("settings.save", { demo: true, welcomed: true });
  expect((await valueFrom(call("comparison.start", start()))).isDemo).toBe(true);
});

test("Stop reaches the manager and may come twice", async () => {
  const { host, call } = setup();
  for (const _ of [1, 2]) {
    expect((await call("run.stop", { runId: "r1" })).ok).toBe(true);
    expect((await call("comparison.stop", { comparisonId: "x1" })).ok).toBe(true);
  }
  expect(host.manager.stopped).toEqual(["r1", "x1", "r1", "x1"]);
});

test("Send now and Clear cooldown reach the manager; a provider that is gone is told (R20)", async () => {
  const { host, call } = setup();
  expect((await call("run.sendNow", { runId: "r1" })).ok).toBe(true);
  expect((await call("limit.clear", { providerId: "openai" })).ok).toBe(true);
  expect(await call("limit.clear", { providerId: "gone" })).toMatchObject({ failure: { code: "not-found" } });
  expect([host.manager.hurried, host.manager.cleared]).toEqual([["r1"], ["openai"]]);
});

test("columns that are saved before the first prompt make the open conversation", async () => {
  const { host, call } = setup();
  const saved = await valueFrom(
    call("conversation.save", { id: "v1", title: "", columns: [{ id: "c1", target: model }] }),
  );
  expect(host.store.settings?.conversationId).toBe("v1");
  await call("conversation.save", { id: "v1", title: "named", columns: [] });
  expect(host.store.conversations.get("v1")).toEqual({ ...saved, title: "named", columns: [] });
});
