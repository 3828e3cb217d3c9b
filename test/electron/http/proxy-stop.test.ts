import { describe, expect, it } from "vitest";
import type { ConnectProxy } from "#test/support/connect-proxy.ts";
import { by, ending, startProvider, startProxy, trustTestAuthority } from "./proxied.ts";
import { holds, openQuietly, post, readAll, reasonOf, startRawServer } from "./raw-server.ts";

trustTestAuthority();

describe("stopping a request through a proxy", () => {
  const stopping = async (proxy: ConnectProxy, until: () => boolean) => {
    const stop = new AbortController();
    const options = { signal: stop.signal, connectTimeoutMs: 60_000 };
    const opening = by(proxy).open(post("https://elsewhere.test/v1"), options);
    expect(await holds(until, 2_000)).toBe(true);
    stop.abort();
    expect(await reasonOf(await opening)).toBe("aborted");
    expect(await holds(() => proxy.openSockets() === 0, 600)).toBe(true);
  };

  it("while the proxy says nothing closes the socket", async () => {
    const proxy = await startProxy({ answers: "nothing" });
    await stopping(proxy, () => proxy.asked.length === 1);
  });

  it("while the handshake behind it hangs closes the socket", async () => {
    const silent = await startRawServer(() => undefined);
    ending.push(silent.close);
    const proxy = await startProxy({ leadsTo: silent.port });
    await stopping(proxy, () => silent.received() !== "");
  });

  it("in the middle of its answer closes the socket", async () => {
    const provider = await startProvider({ cert: "wrong-name.pem", waits: true });
    const proxy = await startProxy({ leadsTo: provider.port });
    const stop = new AbortController();
    const options = { signal: stop.signal, connectTimeoutMs: 5_000 };
    const opened = await by(proxy).open(post("https://elsewhere.test/v1"), options);
    if (opened.kind === "failure") throw new Error(opened.failure.message);
    for await (const item of opened.response.body) {
      if (item.kind === "failure") expect(item.failure.reason).toBe("aborted");
      stop.abort();
    }
    expect(await holds(() => proxy.openSockets() === 0, 600)).toBe(true);
  });
});

describe("another proxy chosen while answers stream", () => {
  it("lets what runs end where it is, and leads what comes next its own way", async () => {
    const provider = await startProvider({ cert: "wrong-name.pem", waits: true });
    const [first, second] = [
      await startProxy({ leadsTo: provider.port }),
      await startProxy({ leadsTo: provider.port }),
    ];
    const transport = by(first);
    const running = readAll(await openQuietly(transport, "https://elsewhere.test/v1"));
    transport.useProxy({ kind: "url", url: `http://127.0.0.1:${second.port}` });
    const next = readAll(await openQuietly(transport, "https://elsewhere.test/v1"));
    expect([first.asked.length, second.asked.length]).toEqual([1, 1]);
    for (const response of provider.open) response.end(" and last");
    expect([(await running).text, (await next).text]).toEqual(["first and last", "first and last"]);
    expect(await holds(() => first.openSockets() === 0, 2_000)).toBe(true);
    expect(second.openSockets()).toBeGreaterThan(0);
  });

  it("changes nothing where it is the same one", async () => {
    const provider = await startProvider({ cert: "wrong-name.pem" });
    const proxy = await startProxy({ leadsTo: provider.port });
    const transport = by(proxy);
    await readAll(await openQuietly(transport, "https://elsewhere.test/v1"));
    await new Promise((resolve) => setImmediate(resolve));
    transport.useProxy({ kind: "url", url: `http://127.0.0.1:${proxy.port}` });
    await readAll(await openQuietly(transport, "https://elsewhere.test/v1"));
    expect(proxy.asked).toHaveLength(1);
  });

  it("is closed with everything before it", async () => {
    const provider = await startProvider({ cert: "wrong-name.pem", waits: true });
    const proxy = await startProxy({ leadsTo: provider.port });
    const transport = by(proxy);
    const running = readAll(await openQuietly(transport, "https://elsewhere.test/v1"));
    transport.useProxy({ kind: "none" });
    await transport.close();
    expect((await running).last).toMatchObject({ kind: "failure" });
    expect(await holds(() => proxy.openSockets() === 0, 600)).toBe(true);
  });
});
