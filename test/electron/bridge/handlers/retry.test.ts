import { expect, test } from "vitest";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import type { FakeHost } from "#test/support/fake-host.ts";
import { endRun, model, setup, start } from "#test/support/handler-setup.ts";

const column = (columnId: string, runId: string) => ({ columnId, runId, target: model });
const again = (runId: string, columnId = "c1", comparisonId = "x1") => ({
  comparisonId,
  columns: [column(columnId, runId)],
});

function answer(host: FakeHost, runId: string, text: string) {
  host.manager.play({ type: "delta", runId, attemptId: "a", atMs: 1, channel: "text", text });
  endRun(host, runId);
}

const runIdsOf = (state: { readonly runs: readonly { readonly id: string }[] } | undefined) =>
  state?.runs.map((run) => run.id);

test("Try again adds a run to the same comparison, with its prompt, its images and the turns before it", async () => {
  const { host, call } = setup();
  const image = { mimeType: "image/png", base64: "AAAA" };
  await call("comparison.start", start({ prompt: "First" }));
  answer(host, "r1", "one");
  const second = { comparisonId: "x2", prompt: "Second", system: "Be kind.", followsId: "x1", images: [image] };
  await call("comparison.start", start({ ...second, columns: [column("c1", "r2")] }));
  answer(host, "r2", "two");
  expect(await valueFrom(call("comparison.retry", again("r3", "c1", "x2")))).toBeNull();
  expect(host.manager.asked.get("r3")?.prompt).toEqual({
    system: "Be kind.",
    messages: [
      { role: "user", text: "First" },
      { role: "assistant", text: "one" },
      { role: "user", text: "Second", images: [{ kind: "data", ...image }] },
    ],
  });
  const { comparisons } = await valueFrom(call("app.snapshot", {}));
  expect(comparisons.map(runIdsOf)).toEqual([["r1"], ["r2", "r3"]]);
  expect(host.store.comparisons.size).toBe(2);
});

test("a retried run begins at its own Send, by the demo switch of that moment", async () => {
  let nowMs = 1000;
  const { host, call } = setup();
  Object.assign(host.clock, { epochMs: () => nowMs });
  await call("comparison.start", start());
  answer(host, "r1", "one");
  nowMs = 61_000;
  await call("settings.save", { demo: true });
  await call("comparison.retry", again("r2"));
  const runs = host.manager.live()[0]?.runs.map(({ id, startedAtMs, isDemo }) => ({ id, startedAtMs, isDemo }));
  expect(runs).toEqual([
    { id: "r1", startedAtMs: 1000, isDemo: false },
    { id: "r2", startedAtMs: 61_000, isDemo: true },
  ]);
});

test("what was tried again is what the next prompt sees", async () => {
  const { host, call } = setup();
  await call("comparison.start", start({ prompt: "First" }));
  answer(host, "r1", "bad");
  await call("comparison.retry", again("r2"));
  answer(host, "r2", "good");
  await call("comparison.start", start({ comparisonId: "x2", followsId: "x1", columns: [column("c1", "r3")] }));
  expect(host.manager.asked.get("r3")?.prompt.messages[1]).toEqual({ role: "assistant", text: "good" });
});

test("several columns are tried again at once, with what they set by now", async () => {
  const { host, call } = setup();
  await call("comparison.start", start({ columns: [column("a", "a1"), column("b", "b1")] }));
  for (const runId of ["a1", "b1"]) answer(host, runId, runId);
  const columns = [{ ...column("a", "a2"), overrides: { system: "Short." } }, column("b", "b2")];
  await valueFrom(call("comparison.retry", { comparisonId: "x1", columns }));
  expect(host.manager.asked.get("a2")?.prompt.system).toBe("Short.");
  expect(runIdsOf(host.manager.live()[0])).toEqual(["a1", "b1", "a2", "b2"]);
});

test("a comparison that is gone, or of another conversation, is not found", async () => {
  const { call, host } = setup();
  expect((await failureFrom(call("comparison.retry", again("r2")))).code).toBe("not-found");
  await call("comparison.start", start());
  endRun(host, "r1");
  await call("conversation.save", { id: "v2", title: "", columns: [] });
  const failure = await failureFrom(call("comparison.retry", again("r2")));
  expect(failure).toEqual({ code: "not-found", message: "This prompt is not part of the open conversation." });
  expect(host.manager.asked.has("r2")).toBe(false);
});

test("a run id that was used, also by two tries at once, is a conflict, and nothing starts twice", async () => {
  const { call, host } = setup();
  await call("comparison.start", start());
  endRun(host, "r1");
  expect(await failureFrom(call("comparison.retry", again("r1")))).toMatchObject({ code: "conflict" });
  const [first, second] = await Promise.all([1, 2].map(() => call("comparison.retry", again("r2"))));
  expect([first?.ok, second?.ok]).toEqual([true, false]);
});

test("a column that is still answering is not asked again; the others are", async () => {
  const { call, host } = setup();
  await call("comparison.start", start({ columns: [column("a", "a1"), column("b", "b1")] }));
  endRun(host, "a1");
  expect(await failureFrom(call("comparison.retry", again("b2", "b")))).toEqual({
    code: "conflict",
    message: "This column is still answering. Stop it first.",
  });
  await valueFrom(call("comparison.retry", again("a2", "a")));
});

test("a target that is not there any more is not found", async () => {
  const { call, host } = setup();
  await call("comparison.start", start());
  endRun(host, "r1");
  const columns = [{ columnId: "c1", runId: "r2", target: { kind: "chain", chainId: "gone" } as const }];
  expect(await failureFrom(call("comparison.retry", { comparisonId: "x1", columns }))).toMatchObject({
    code: "not-found",
  });
});

test("runs that are on disk only and runs that are live are one comparison in the snapshot", async () => {
  const { call, host } = setup();
  await call("comparison.start", start());
  endRun(host, "r1");
  // As after a restart: the disk alone knows the first run.
  expect(host.manager.live()).toEqual([]);
  const live = host.manager.live;
  await call("comparison.retry", again("r2"));
  host.manager.live = () => live().map((state) => ({ ...state, runs: state.runs.filter((run) => run.id === "r2") }));
  const { comparisons } = await valueFrom(call("app.snapshot", {}));
  expect(comparisons.map(runIdsOf)).toEqual([["r1", "r2"]]);
});
