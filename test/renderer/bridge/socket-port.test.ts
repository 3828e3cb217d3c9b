import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSocketPort, endedCloseCode, refusedCloseCode, type SocketLike } from "#renderer/bridge/socket-port.ts";
import { takeToken } from "#renderer/bridge/token.ts";
import { succeed } from "#shared/failure.ts";

/** A socket that the test opens, feeds and closes. */
function fakeSocket() {
  const sent: unknown[] = [];
  const socket: SocketLike = {
    send: (text) => sent.push(JSON.parse(String(text))),
    close: () => undefined,
    onopen: null,
    onclose: null,
    onmessage: null,
  };
  return { socket, sent };
}

type Handler = ((this: WebSocket, event: never) => unknown) | null;
const fire = (handler: Handler, event: object) => handler && Reflect.apply(handler, null, [event]);

function openPort(token = () => "secret") {
  const sockets: ReturnType<typeof fakeSocket>[] = [];
  const port = createSocketPort({
    token,
    openSocket: () => {
      const next = fakeSocket();
      sockets.push(next);
      return next.socket;
    },
  });
  const log: string[] = [];
  const pauses: (number | null)[] = [];
  port.open({
    onConnected: () => log.push("connected"),
    onDisconnected: (reason, retryInMs) => {
      log.push(reason);
      pauses.push(retryInMs);
    },
    onBatch: (batch) => log.push(`batch ${batch.seq}`),
  });
  const last = () => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error("No socket was opened.");
    return socket;
  };
  return { port, log, pauses, sockets, last };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("socket port", () => {
  it("says who it is before anything else", () => {
    const { last, log } = openPort();
    fire(last().socket.onopen, {});
    expect(last().sent[0]).toEqual({ kind: "hello", token: "secret" });
    expect(log).toEqual(["connected"]);
  });

  it("matches replies to requests by their id, in any order", async () => {
    const { port, last } = openPort();
    fire(last().socket.onopen, {});
    const first = port.request({ id: 1, method: "notice.dismiss", input: { id: "a" } });
    const second = port.request({ id: 2, method: "notice.dismiss", input: { id: "b" } });
    for (const id of [2, 1]) {
      const message = { kind: "reply", reply: { id, answer: succeed(null) } };
      fire(last().socket.onmessage, { data: JSON.stringify(message) });
    }
    expect((await first).id).toBe(1);
    expect((await second).id).toBe(2);
  });

  it("answers what was under way with disconnected when the connection breaks", async () => {
    const { port, last } = openPort();
    fire(last().socket.onopen, {});
    const pending = port.request({ id: 1, method: "notice.dismiss", input: { id: "a" } });
    fire(last().socket.onclose, { code: 1006 });
    const { answer } = await pending;
    expect(answer.ok ? "ok" : answer.failure.code).toBe("disconnected");
  });

  it("reconnects after 250 ms and doubles the pause up to 5 s", () => {
    const { sockets, last } = openPort();
    const pauses = [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000];
    for (const pauseMs of pauses) {
      const before = sockets.length;
      fire(last().socket.onclose, { code: 1006 });
      vi.advanceTimersByTime(pauseMs - 1);
      expect(sockets).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(sockets).toHaveLength(before + 1);
    }
  });

  it("says when it tries again, and tries at once where it is asked to", () => {
    const { port, sockets, last, pauses } = openPort();
    fire(last().socket.onclose, { code: 1006 });
    fire(last().socket.onclose, { code: 1006 });
    expect(pauses).toEqual([250, 500]);
    const before = sockets.length;
    port.reconnect();
    expect(sockets).toHaveLength(before + 1);
    port.reconnect();
    vi.advanceTimersByTime(600);
    expect(sockets.length).toBeLessThanOrEqual(before + 2);
  });

  it("tells a host that ended from one that is lost, until one answers again", () => {
    const { last, log } = openPort();
    fire(last().socket.onclose, { code: endedCloseCode });
    vi.advanceTimersByTime(250);
    fire(last().socket.onclose, { code: 1006 });
    vi.advanceTimersByTime(500);
    fire(last().socket.onopen, {});
    fire(last().socket.onmessage, { data: '{"kind":"batch","batch":{"seq":1,"events":[]}}' });
    fire(last().socket.onclose, { code: 1006 });
    expect(log).toEqual(["ended", "ended", "connected", "batch 1", "lost"]);
  });

  it("does not try again with a token that was refused", () => {
    const { sockets, last, log } = openPort();
    fire(last().socket.onclose, { code: refusedCloseCode });
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(log).toEqual(["refused"]);
  });

  it("takes the token of another start, which the user opened in this tab", () => {
    let token = "of the first start";
    const { port, sockets, last, log } = openPort(() => token);
    fire(last().socket.onclose, { code: refusedCloseCode });
    token = "of the second start";
    port.reconnect();
    fire(last().socket.onopen, {});
    expect(sockets).toHaveLength(2);
    expect(last().sent).toEqual([{ kind: "hello", token: "of the second start" }]);
    expect(log).toEqual(["refused", "connected"]);
  });

  it("is not refused for good where the right token came while the wrong one was on its way", () => {
    let token = "of the first start";
    const { sockets, last, log } = openPort(() => token);
    token = "of the second start";
    fire(last().socket.onclose, { code: refusedCloseCode });
    vi.advanceTimersByTime(250);
    expect(sockets).toHaveLength(2);
    expect(log).toEqual(["lost"]);
  });

  it("is not disturbed by something that is no message of the contract", () => {
    const complaints = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { last, log } = openPort();
    fire(last().socket.onopen, {});
    for (const data of ["{", "null", '{"kind":"other"}', '{"kind":"batch","batch":{"seq":4,"events":[]}}']) {
      fire(last().socket.onmessage, { data });
    }
    expect(log).toEqual(["connected", "batch 4"]);
    complaints.mockRestore();
  });
});

describe("token", () => {
  it("moves from the address to the tab's storage, where a reload finds it", () => {
    window.location.hash = "#token=abc_-9";
    expect(takeToken(window)).toBe("abc_-9");
    expect(window.location.hash).toBe("");
    expect(takeToken(window)).toBe("abc_-9");
  });
});
