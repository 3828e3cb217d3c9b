import { describe, expect, it, vi } from "vitest";
import { createClient } from "#renderer/bridge/client.ts";
import type { Port, PortListener } from "#renderer/bridge/port.ts";
import type { HostEvent, Snapshot } from "#shared/contract.ts";
import type { Batch, Reply, Request } from "#shared/envelope.ts";
import { refuse, succeed } from "#shared/failure.ts";
import { snapshotOf } from "#test/support/scripted-host.ts";
import { compareScene } from "#test/support/scripted-scenes.ts";

const base = snapshotOf({ root: "", scene: compareScene, theme: "system", demo: false }, 0);
const snapshotAt = (seq: number): Snapshot => ({ ...base, seq });
const notices = (id: string): HostEvent => ({ topic: "notices", notices: [{ id, tone: "info", title: id, body: "" }] });
const batchOf = (seq: number): Batch => ({ seq, events: [notices(`n${seq}`)] });

/** A port whose requests are answered by hand. */
function manualPort() {
  let listener: PortListener | null = null;
  const waiting: { request: Request; resolve: (reply: Reply) => void }[] = [];
  const port: Port = {
    open: (next) => {
      listener = next;
    },
    reconnect: () => undefined,
    request: (request) => new Promise((resolve) => waiting.push({ request, resolve })),
  };
  return {
    port,
    connect: () => listener?.onConnected(),
    disconnect: () => listener?.onDisconnected("lost", 250),
    batch: (seq: number) => listener?.onBatch(batchOf(seq)),
    methods: () => waiting.map((one) => one.request.method),
    async answer(value: Snapshot | null) {
      const call = waiting.shift();
      if (call === undefined) throw new Error("Nobody asked.");
      const answer = value === null ? refuse("disconnected", "gone") : succeed(value);
      call.resolve({ id: call.request.id, answer });
      await settle();
    },
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function openClient({ fails = () => false }: { fails?: (what: string) => boolean } = {}) {
  const host = manualPort();
  const log: string[] = [];
  const take = (what: string) => {
    log.push(what);
    if (fails(what)) throw new Error(`cannot take ${what}`);
  };
  const client = createClient(host.port, {
    onSnapshot: (snapshot) => take(`snapshot ${snapshot.seq}`),
    onEvents: (events) => {
      for (const event of events) if (event.topic === "notices") take(event.notices[0]?.id ?? "");
    },
    onConnection: (state) => log.push(state),
    onMistake: (error) => log.push(error instanceof Error ? error.message : "something else"),
  });
  return { host, log, client };
}

describe("client", () => {
  it("keeps batches that come before the snapshot and drops those the snapshot already holds", async () => {
    const { host, log } = openClient();
    host.connect();
    for (const seq of [3, 4, 5, 6]) host.batch(seq);
    await host.answer(snapshotAt(4));
    expect(log).toEqual(["snapshot 4", "connected", "n5", "n6"]);
  });

  it("applies a batch once, even when it comes twice", async () => {
    const { host, log } = openClient();
    host.connect();
    await host.answer(snapshotAt(0));
    host.batch(1);
    host.batch(1);
    expect(log.slice(2)).toEqual(["n1"]);
  });

  it("takes a new snapshot when a number is missing, and shows nothing out of order", async () => {
    const { host, log } = openClient();
    host.connect();
    await host.answer(snapshotAt(0));
    host.batch(1);
    host.batch(3);
    expect(host.methods()).toEqual(["app.snapshot"]);
    host.batch(4);
    await host.answer(snapshotAt(3));
    expect(log.slice(2)).toEqual(["n1", "snapshot 3", "connected", "n4"]);
  });

  it("takes a new snapshot after a reconnect, also from a host that counts anew", async () => {
    const { host, log } = openClient();
    host.connect();
    await host.answer(snapshotAt(90));
    host.disconnect();
    host.connect();
    host.batch(1);
    await host.answer(snapshotAt(0));
    expect(log).toEqual(["snapshot 90", "connected", "lost", "snapshot 0", "connected", "n1"]);
  });

  it("ignores a snapshot of a connection that was lost meanwhile", async () => {
    const { host, log } = openClient();
    host.connect();
    host.disconnect();
    host.connect();
    await host.answer(snapshotAt(7));
    await host.answer(snapshotAt(8));
    expect(log).toEqual(["lost", "snapshot 8", "connected"]);
  });

  it("numbers its requests and never rejects", async () => {
    const { host, client } = openClient();
    const answer = client.call("notice.dismiss", { id: "n1" });
    await host.answer(null);
    expect(await answer).toEqual(refuse("disconnected", "gone"));
  });

  it("asks anew, once and not at once, for what a mistake of our own kept from being taken", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const { host, log } = openClient({ fails: (what) => what === "n1" || what === "n2" });
    host.connect();
    const first = host.answer(snapshotAt(0));
    await vi.advanceTimersByTimeAsync(0);
    await first;
    for (const seq of [1, 2, 3]) host.batch(seq);
    expect(log.slice(2)).toEqual(["n1", "cannot take n1", "n2", "cannot take n2", "n3"]);
    await vi.advanceTimersByTimeAsync(999);
    expect(host.methods()).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(host.methods()).toEqual(["app.snapshot"]);
    vi.useRealTimers();
    await host.answer(snapshotAt(3));
    host.batch(4);
    expect(log.slice(7)).toEqual(["snapshot 3", "connected", "n4"]);
  });

  it("goes on after a snapshot that cannot be taken whole", async () => {
    const { host, log } = openClient({ fails: (what) => what === "snapshot 0" });
    host.connect();
    await host.answer(snapshotAt(0));
    host.batch(1);
    expect(log).toEqual(["snapshot 0", "cannot take snapshot 0", "connected", "n1"]);
    expect(host.methods()).toEqual([]);
  });
});
