import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connect } from "#renderer/actions/connect.ts";
import { createSocketPort, type SocketLike } from "#renderer/bridge/socket-port.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import type { HostMessage, Request } from "#shared/envelope.ts";
import { defaultSettings } from "#shared/settings.ts";
import { createFakeHost, type FakeHost } from "#test/support/fake-host.ts";
import { attemptOf, endOf } from "#test/support/scripted-data.ts";

/** The real bridge on both ends; the wire between them is cut where the test says. */
const target = { kind: "chain", chainId: "smart" } as const;
const columnIds = ["left", "middle", "right"];
const messageMs = 3;

type Handler = ((this: WebSocket, event: never) => unknown) | null;
const fire = (handler: Handler, event: object) => handler && Reflect.apply(handler, null, [event]);

/** Delivers the host's messages in order and a little late; the ones at `cuts`, counted from 1, close the socket. */
function createWire(host: FakeHost, cuts: ReadonlySet<number>) {
  let count = 0;
  let joined: ((message: HostMessage) => void) | null = null;
  host.batcher.subscribe((batch) => joined?.({ kind: "batch", batch }));
  const openSocket = (): SocketLike => {
    let isOpen = true;
    const close = () => {
      if (!isOpen) return;
      isOpen = false;
      if (joined === deliver) joined = null;
      fire(socket.onclose, { code: 1006 });
    };
    const deliver = (message: HostMessage) => {
      if (!isOpen) return;
      const text = JSON.stringify(message);
      setTimeout(() => {
        if (!isOpen) return;
        count += 1;
        if (cuts.has(count)) close();
        else fire(socket.onmessage, { data: text });
      }, messageMs);
    };
    const socket: SocketLike = {
      onopen: null,
      onclose: null,
      onmessage: null,
      close,
      send: (text) => {
        const message: unknown = JSON.parse(String(text));
        if (!isRequest(message)) joined = deliver;
        else if (message.method === "app.snapshot") void talkMeanwhile(host);
        if (isRequest(message))
          void host.router(message, { id: "wire" }).then((reply) => deliver({ kind: "reply", reply }));
      },
    };
    setTimeout(() => fire(socket.onopen, {}), 1);
    return socket;
  };
  return { openSocket, delivered: () => count };
}

function isRequest(message: unknown): message is Request {
  return typeof message === "object" && message !== null && "id" in message && "method" in message;
}

/** Numbers that look thrown and are the same in every run (mulberry32). */
function createDice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** The host reads its state in several turns; a run that streams goes on in each of them. */
async function talkMeanwhile(host: FakeHost): Promise<void> {
  for (let turn = 0; turn < 24; turn += 1) {
    const run = host.manager.live().flatMap((state) => state.runs)[0];
    const attempt = run?.attempts.at(-1);
    if (run === undefined || attempt === undefined || run.endMs !== null) return;
    const text = `turn${turn} `;
    host.manager.play({ type: "delta", runId: run.id, attemptId: attempt.id, atMs: 1, channel: "text", text });
    await Promise.resolve();
  }
}

/** Time passes, or only a few turns of the promises: a host emits between any two of them. */
async function breathe(dice: (below: number) => number): Promise<void> {
  if (dice(4) === 0) await new Promise((resolve) => setTimeout(resolve, dice(30)));
  else for (let turns = dice(6); turns > 0; turns -= 1) await Promise.resolve();
}

async function startHost(): Promise<FakeHost> {
  const host = createFakeHost({ settings: { ...defaultSettings, welcomed: true } });
  const ask = async (method: string, input: unknown) => {
    const { answer } = await host.router({ id: 1, method, input }, { id: "before" });
    if (!answer.ok) throw new Error(`${method}: ${answer.failure.message}`);
  };
  const columns = columnIds.map((id) => ({ id, target }));
  await ask("conversation.save", { id: "talk", title: "Talk", columns });
  await ask("comparison.start", {
    comparisonId: "first",
    conversationId: "talk",
    prompt: "Count",
    columns: columnIds.map((columnId) => ({ columnId, runId: `run-${columnId}`, target })),
  });
  return host;
}

const pieces = 120;

/** Streams three answers; the middle one takes back its text once, as a chain does that starts over. */
async function stream(host: FakeHost, dice: (below: number) => number): Promise<void> {
  const runIds = columnIds.map((id) => `run-${id}`);
  const begin = (runId: string, attemptId: string, linkIndex: number) =>
    host.manager.play({ type: "attempt-started", runId, attempt: attemptOf(attemptId, { linkIndex }) });
  for (const runId of runIds) begin(runId, `${runId}-a`, 0);
  const attempts = new Map(runIds.map((runId) => [runId, `${runId}-a`]));
  for (let piece = 0; piece < pieces; piece += 1) {
    for (const runId of runIds) {
      const attemptId = attempts.get(runId) ?? "";
      const text = `${runId.at(4)}${piece}${"·".repeat(dice(4))} `;
      host.manager.play({ type: "delta", runId, attemptId, atMs: piece, channel: "text", text });
      await breathe(dice);
    }
    if (piece === pieces / 2) {
      host.manager.play({
        type: "attempt-ended",
        runId: "run-middle",
        attemptId: "run-middle-a",
        end: endOf({ status: "failed" }),
      });
      host.manager.play({ type: "reset", runId: "run-middle", attemptId: "run-middle-a", atMs: piece });
      begin("run-middle", "run-middle-b", 1);
      attempts.set("run-middle", "run-middle-b");
    }
  }
  for (const [runId, answeredBy] of attempts) {
    host.manager.play({ type: "run-ended", runId, atMs: 99, status: "done", answeredBy, failure: null });
    await breathe(dice);
  }
}

/** What the window has of a stream whose wire was cut, and what the host has. */
async function streamOver(cuts: readonly number[], seed: number) {
  const host = await startHost();
  const wire = createWire(host, new Set(cuts));
  connect(createSocketPort({ token: () => "secret", openSocket: wire.openSocket }));
  // It goes by its own clock: also in the turns between what a snapshot reads and what it sends.
  const streamed = stream(host, createDice(seed));
  await vi.advanceTimersByTimeAsync(30_000);
  await streamed;
  const { runs } = useRunsStore.getState();
  const shown = Object.fromEntries(columnIds.map((id) => [id, runs[`run-${id}`]]));
  const kept = Object.fromEntries(columnIds.map((id) => [id, host.store.runs.get(`run-${id}`)]));
  return { shown, kept, delivered: wire.delivered() };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a stream over a connection that breaks", () => {
  it("is whole where nothing breaks", async () => {
    const { shown, kept, delivered } = await streamOver([], 1);
    expect(shown).toEqual(kept);
    expect(kept.left?.text.length).toBeGreaterThan(60);
    expect(kept.middle?.text).not.toContain("m0");
    // Else the cuts below would fall behind its end.
    expect(delivered).toBeGreaterThan(40);
  });

  it("neither loses nor doubles a character, wherever it is cut once", async () => {
    for (let cut = 1; cut <= 40; cut += 1) {
      const { shown, kept } = await streamOver([cut], cut);
      expect(shown, `cut at message ${cut}`).toEqual(kept);
      expect(useAppStore.getState().connection).toBe("connected");
    }
  });

  it("neither loses nor doubles a character, cut again and again, also before the snapshot is there", async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const dice = createDice(seed * 7919);
      const cuts = Array.from({ length: 2 + dice(5) }, () => 1 + dice(40));
      const { shown, kept } = await streamOver(cuts, seed);
      expect(shown, `cuts at ${cuts.join(", ")}, seed ${seed}`).toEqual(kept);
    }
  });
});
