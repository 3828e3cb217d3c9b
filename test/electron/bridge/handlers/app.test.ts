import { expect, test } from "vitest";
import { valueFrom } from "#test/support/calls.ts";
import type { FakeHost } from "#test/support/fake-host.ts";
import { endRun, setup, start } from "#test/support/handler-setup.ts";

function onceDuringRead(host: FakeHost, happens: () => Promise<void>) {
  host.store.duringRead = () => {
    host.store.duringRead = async () => undefined;
    return happens();
  };
}

test("a snapshot shows live runs as they are, not as the disk has them", async () => {
  const { host, call } = setup();
  await call("comparison.start", start());
  host.manager.play({ type: "delta", runId: "r1", attemptId: "a", atMs: 1, channel: "text", text: "so far" });
  const snapshot = await valueFrom(call("app.snapshot", {}));
  expect(snapshot.comparisons[0]?.runs[0]?.text).toBe("so far");
  expect(snapshot.seq).toBe(host.batcher.seq());
  expect(snapshot.conversation?.id).toBe("v1");
});

test("a run that ends while the snapshot reads the disk is shown ended", async () => {
  const { host, call } = setup();
  await call("comparison.start", start());
  onceDuringRead(host, async () => endRun(host, "r1"));
  const snapshot = await valueFrom(call("app.snapshot", {}));
  expect(snapshot.comparisons[0]?.runs[0]?.status).toBe("done");
});

test("a comparison that starts and ends while the snapshot reads the disk is in it", async () => {
  const { host, call } = setup();
  await call("conversation.save", { id: "v1", title: "", columns: [] });
  onceDuringRead(host, async () => {
    await valueFrom(call("comparison.start", start()));
    endRun(host, "r1");
  });
  const snapshot = await valueFrom(call("app.snapshot", {}));
  expect(snapshot.comparisons[0]?.runs[0]?.status).toBe("done");
});

test("another conversation that is opened while the snapshot reads is the one it shows", async () => {
  const { host, call } = setup();
  await call("conversation.save", { id: "v1", title: "one", columns: [] });
  onceDuringRead(host, async () => {
    await call("conversation.save", { id: "v2", title: "two", columns: [] });
  });
  expect((await valueFrom(call("app.snapshot", {}))).conversation?.title).toBe("two");
});

test("a dismissed notice is gone, and dismissing it twice is fine", async () => {
  const { call } = setup({ notices: [{ id: "n1", tone: "info", title: "t", body: "b" }] });
  for (const _ of [1, 2]) await valueFrom(call("notice.dismiss", { id: "n1" }));
  expect((await valueFrom(call("app.snapshot", {}))).notices).toEqual([]);
});

test("the same trouble is told once until it is dismissed", async () => {
  const { host, call } = setup();
  const full = { tone: "danger", title: "Answers cannot be saved", body: "The disk is full." } as const;
  for (let count = 0; count < 16; count += 1) host.workspace.notify(full);
  const [notice, ...others] = (await valueFrom(call("app.snapshot", {}))).notices;
  expect(others).toEqual([]);
  await call("notice.dismiss", { id: notice?.id ?? "" });
  host.workspace.notify(full);
  expect(host.workspace.notices()).toHaveLength(1);
});

test("a snapshot says whether this computer has a network", async () => {
  const { host, call } = setup();
  expect((await valueFrom(call("app.snapshot", {}))).online).toBe(true);
  host.networkState.isOffline = true;
  expect((await valueFrom(call("app.snapshot", {}))).online).toBe(false);
});
