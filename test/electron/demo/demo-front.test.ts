import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { type Front, startFront } from "#electron/demo/demo-front.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) {
    close();
  }
});

type Behind = { readonly front: Front; readonly keysSeen: (string | undefined)[]; readonly ended: Promise<void> };

/** A front before a server that talks on for ever and notes when its request ends. */
async function endlessBehindFront(): Promise<Behind> {
  const keysSeen: (string | undefined)[] = [];
  const ended = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    keysSeen.push(request.headers.authorization);
    response.writeHead(200, { "content-type": "text/event-stream", "access-control-allow-origin": "*" });
    const timer = setInterval(() => response.write('data: {"a":1}\n\n'), 20);
    response.once("close", () => {
      clearInterval(timer);
      ended.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const front = await startFront({ port: portOf(server), key: "the mock's own" });
  closing.push(() => {
    front.close();
    server.closeAllConnections();
    server.close();
  });
  return { front, keysSeen, ended: ended.promise };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe("the demo front", () => {
  it("ends the request behind it as soon as the client leaves", async () => {
    const { front, ended } = await endlessBehindFront();
    const leaving = new AbortController();
    const response = await fetch(`http://127.0.0.1:${front.port}/v1/messages`, {
      method: "POST",
      body: "{}",
      signal: leaving.signal,
    });
    const reader = response.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    leaving.abort();
    // It would talk on for longer than this test may take.
    await ended;
  });

  it("never hands on the caller's key nor the mock's open door for web pages", async () => {
    const { front, keysSeen } = await endlessBehindFront();
    const response = await fetch(`http://127.0.0.1:${front.port}/v1/messages`, {
      method: "POST",
      body: "{}",
      headers: { authorization: "Bearer a-real-key", "x-api-key": "a-real-key" },
    });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(keysSeen).toEqual(["Bearer the mock's own"]);
    await response.body?.cancel();
  });

  it("says so when nothing is behind it", async () => {
    const front = await startFront({ port: 1, key: "none" });
    closing.push(() => front.close());
    const response = await fetch(`http://127.0.0.1:${front.port}/v1/messages`, { method: "POST", body: "{}" });
    expect(response.status).toBe(502);
    expect(await response.text()).toContain("The demo provider failed");
  });
});
