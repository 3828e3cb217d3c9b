import { expect, test } from "vitest";
import { longestSessionName } from "#shared/session.ts";
import { noSpend } from "#shared/spend.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { endRun, model, setup, start } from "#test/support/handler-setup.ts";

test("a new session ends the current one, counts from then on, and is told", async () => {
  const { host, call, events } = setup();
  expect((await valueFrom(call("app.snapshot", {}))).session).toMatchObject({ id: "session-1", name: null });
  const session = await valueFrom(call("session.start", { name: "  Prices  " }));
  expect(session).toMatchObject({ name: "Prices", endedAtMs: null });
  host.batcher.flush();
  expect(events).toContainEqual({ topic: "session", session });
  expect((await valueFrom(call("app.snapshot", {}))).session).toEqual(session);
  expect(host.store.sessionRows[0].endedAtMs).toBeTypeOf("number");
  expect(await valueFrom(call("session.list", {}))).toMatchObject([
    { id: session.id, isCurrent: true, sum: noSpend },
    { id: "session-1", isCurrent: false },
  ]);
});

test("what is sent counts in the session of that moment, what is tried again in that of its own", async () => {
  const { host, call } = setup();
  const { sessionId } = await valueFrom(call("comparison.start", start()));
  expect(sessionId).toBe("session-1");
  endRun(host, "r1");
  const second = await valueFrom(call("session.start", { name: null }));
  const columns = [{ columnId: "c1", runId: "r2", target: model }];
  await valueFrom(call("comparison.retry", { comparisonId: "x1", columns }));
  endRun(host, "r2");
  const next = start({ comparisonId: "x2", columns: [{ columnId: "c1", runId: "r3", target: model }] });
  expect((await valueFrom(call("comparison.start", next))).sessionId).toBe(second.id);
  endRun(host, "r3");
  const runs = ["r1", "r2", "r3"].map((id) => host.store.runs.get(id)?.sessionId);
  expect(runs).toEqual(["session-1", second.id, second.id]);
  expect(host.store.comparisons.get("x1")?.sessionId).toBe("session-1");
});

test("an earlier session is resumed, and the one before it has ended", async () => {
  const { host, call, topics } = setup();
  const second = await valueFrom(call("session.start", { name: "Second" }));
  topics();
  const resumed = await valueFrom(call("session.resume", { sessionId: "session-1" }));
  expect(resumed).toMatchObject({ id: "session-1", endedAtMs: null });
  expect(topics()).toContain("session");
  expect(host.store.sessionRows.find(({ id }) => id === second.id)?.endedAtMs).toBeTypeOf("number");
  // It goes on already.
  await valueFrom(call("session.resume", { sessionId: "session-1" }));
  expect(topics()).not.toContain("session");
  const lost = await failureFrom(call("session.resume", { sessionId: "gone" }));
  expect(lost).toEqual({ code: "not-found", message: "This session is not there any more." });
  expect(host.sessions.current().id).toBe("session-1");
});

test("a session has a name of up to 120 characters, or none; only the current one's is told", async () => {
  const { host, call, topics } = setup();
  const name = "n".repeat(longestSessionName);
  expect(await valueFrom(call("session.rename", { sessionId: "session-1", name }))).toMatchObject({ name });
  expect(host.sessions.current().name).toBe(name);
  expect(topics()).toContain("session");
  await valueFrom(call("session.start", { name: null }));
  topics();
  expect((await valueFrom(call("session.rename", { sessionId: "session-1", name: "   " }))).name).toBeNull();
  expect(topics()).not.toContain("session");
  expect((await failureFrom(call("session.rename", { sessionId: "session-1", name: `${name}n` }))).code).toBe(
    "invalid-input",
  );
  expect((await failureFrom(call("session.rename", { sessionId: "gone", name }))).code).toBe("not-found");
});

test("a disk that refuses leaves the session as it is and says so", async () => {
  const { host, call } = setup();
  host.store.trouble = "The disk is full.";
  const calls = [
    call("session.start", { name: null }),
    call("session.rename", { sessionId: "session-1", name: "No" }),
    call("session.list", {}),
  ];
  for (const one of calls) {
    expect(await failureFrom(one)).toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("disk is full"),
    });
  }
  await expect(host.sessions.close()).rejects.toThrow("The disk is full.");
  expect(host.sessions.current()).toMatchObject({ id: "session-1", name: null });
});

test("two new sessions at once leave one that goes on", async () => {
  const { host, call } = setup();
  const both = await Promise.all([call("session.start", { name: "A" }), call("session.start", { name: "B" })]);
  expect(both.map(({ ok }) => ok)).toEqual([true, true]);
  expect(host.store.sessionRows.filter(({ endedAtMs }) => endedAtMs === null).map(({ name }) => name)).toEqual(["B"]);
});
