import { connect } from "node:net";
import { expect, test } from "vitest";
import { createFakeHost } from "#test/support/fake-host.ts";
import { ask, openLoopback } from "#test/support/loopback.ts";
import { openSocket } from "#test/support/socket-client.ts";

const snapshot = { id: 1, method: "app.snapshot", input: {} };

function flipOneBit(token: string): string {
  const bytes = Buffer.from(token, "base64url");
  bytes.writeUInt8(bytes.readUInt8(31) ^ 1, 31);
  return bytes.toString("base64url");
}

test("with the token a window asks and is answered", async () => {
  const { port, token } = await openLoopback();
  const client = await openSocket({ port, token });
  expect(await client.request(snapshot)).toMatchObject({ id: 1, answer: { ok: true } });
});

test.each([
  ["another one", () => "A".repeat(43)],
  ["one bit off", flipOneBit],
  ["empty", () => ""],
  ["too long", (token: string) => `${token}A`],
  ["with other letters of the same bytes", (token: string) => `${token}=`],
])("H4: a token that is %s is refused at once, and nothing is told before", async (_name, change) => {
  // Nothing else would close it in the time that a test has.
  const { port, token, host } = await openLoopback({ limits: { helloMs: 60_000 } });
  const client = await openSocket({ port, token: change(token) });
  host.batcher.emit({ topic: "provider-removed", providerId: "secret" });
  host.batcher.flush();
  expect(await client.closed).toBe(4401);
  expect(client.batches).toEqual([]);
});

test("H4: a token in the path or a cookie is none", async () => {
  const { port, token } = await openLoopback();
  expect((await openSocket({ port, token, path: `/socket?token=${token}` })).isOpen).toBe(false);
  expect((await ask(port, "/socket", { headers: { Cookie: `token=${token}` } })).status).toBe(404);
});

test.each([
  ["a request", JSON.stringify(snapshot)],
  ["no JSON", "hello"],
  ["a hello without a token", JSON.stringify({ kind: "hello" })],
  ["a token of another type", JSON.stringify({ kind: "hello", token: ["x"] })],
  ["null", "null"],
])("a first message that is %s closes the socket unread", async (_name, text) => {
  const { port, host } = await openLoopback();
  const client = await openSocket({ port, token: null });
  client.send(text);
  expect(await client.closed).toBe(4401);
  expect(host.bugs).toEqual([]);
});

test("what follows a wrong hello is not read, also with the right token", async () => {
  const { port, token, host } = await openLoopback();
  const client = await openSocket({ port, token: "wrong" });
  client.send(JSON.stringify({ kind: "hello", token }));
  client.send(JSON.stringify({ id: 1, method: "run.stop", input: { runId: "r1" } }));
  expect(await client.closed).toBe(4401);
  expect(host.manager.stopped).toEqual([]);
});

test("a socket without its hello hears nothing of what others hear", async () => {
  const { port, token, host } = await openLoopback();
  const other = await openSocket({ port, token });
  await other.request(snapshot);
  const client = await openSocket({ port, token: null });
  host.batcher.emit({ topic: "provider-removed", providerId: "secret" });
  host.batcher.flush();
  client.send(JSON.stringify({ kind: "hello", token }));
  expect(await client.request(snapshot)).toMatchObject({ answer: { ok: true, value: { seq: 1 } } });
  expect(client.batches).toEqual([]);
  expect(other.batches).toHaveLength(1);
});

test("a socket that says nothing is closed", async () => {
  const { port } = await openLoopback({ limits: { helloMs: 50 } });
  const client = await openSocket({ port, token: null });
  expect(await client.closed).toBe(4401);
});

test("text that is no JSON, and bytes, are answered and do no harm", async () => {
  const { port, token } = await openLoopback();
  const client = await openSocket({ port, token });
  const answered = client.request(snapshot, 0);
  client.send("{");
  client.sendBytes(new Uint8Array([1, 2, 3]));
  expect(await client.request({ ...snapshot, id: 2 })).toMatchObject({ answer: { ok: true } });
  expect(await answered).toMatchObject({ id: 0, answer: { ok: false, failure: { code: "invalid-input" } } });
});

test("a message past the cap closes its socket and no other", async () => {
  const { port, token } = await openLoopback({ limits: { payloadBytes: 1000 } });
  const other = await openSocket({ port, token });
  const client = await openSocket({ port, token });
  client.send("x".repeat(1001));
  expect([1006, 1009]).toContain(await client.closed);
  expect(await other.request(snapshot)).toMatchObject({ answer: { ok: true } });
});

test("every window hears every batch, with growing numbers", async () => {
  const { port, token, host } = await openLoopback();
  const clients = [await openSocket({ port, token }), await openSocket({ port, token })];
  for (const client of clients) await client.request(snapshot);
  for (const providerId of ["a", "b"]) {
    host.batcher.emit({ topic: "provider-removed", providerId });
    host.batcher.flush();
  }
  for (const client of clients) {
    await client.request({ ...snapshot, id: 2 });
    expect(client.batches.map((batch) => batch.seq)).toEqual([1, 2]);
  }
});

test("a window that does not read is dropped, and the others go on", async () => {
  const { port, token, host } = await openLoopback({ limits: { bufferedBytes: 1024 * 1024 } });
  const slow = connect({ host: "127.0.0.1", port });
  const isGone = new Promise<boolean>((resolve) => {
    slow.on("close", () => resolve(true));
    slow.on("error", () => slow.destroy());
  });
  slow.write(upgradeText(port));
  await new Promise((resolve) => slow.once("data", resolve));
  slow.write(maskedFrame(JSON.stringify({ kind: "hello", token })));
  const other = await openSocket({ port, token });
  await other.request(snapshot);
  slow.pause();
  for (let count = 0; count < 60; count += 1) {
    const body = "x".repeat(500_000);
    host.batcher.emit({ topic: "notices", notices: [{ id: "n", tone: "info", title: "t", body }] });
    host.batcher.flush();
    await other.request({ ...snapshot, id: count + 2 });
  }
  slow.resume();
  expect(await isGone).toBe(true);
  expect(other.batches).toHaveLength(60);
});

test("the 65th connection is not taken, and a place that is left is free again", async () => {
  const { port, token } = await openLoopback();
  const clients = await Promise.all(Array.from({ length: 64 }, () => openSocket({ port, token })));
  expect(clients.every((client) => client.isOpen)).toBe(true);
  await expect(ask(port, "/")).rejects.toThrow();
  const first = clients[0];
  first?.close();
  await first?.closed;
  await expect.poll(async () => (await ask(port, "/").catch(() => null))?.status).toBe(200);
});

test("closing the host tells its windows", async () => {
  const host = createFakeHost();
  const { port, token, close } = await openLoopback({ host });
  const client = await openSocket({ port, token });
  await client.request(snapshot);
  await close();
  expect([1001, 1006]).toContain(await client.closed);
});

function upgradeText(port: number): string {
  const lines = ["GET /socket HTTP/1.1", `Host: 127.0.0.1:${port}`, `Origin: http://127.0.0.1:${port}`];
  const rest = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];
  return `${[...lines, ...rest, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="].join("\r\n")}\r\n\r\n`;
}

/** A text frame of under 126 bytes with a mask of zeros, which leaves the text as it is. */
function maskedFrame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

test("the host is told when the last window is gone, and of no other socket", async () => {
  let count = 0;
  const { port, token } = await openLoopback({ onNoWindow: () => count++ });
  const stranger = await openSocket({ port, token: "wrong" });
  await stranger.closed;
  const [first, second] = [await openSocket({ port, token }), await openSocket({ port, token })];
  for (const client of [first, second]) await client.request(snapshot);
  first.close();
  await first.closed;
  await second.request({ ...snapshot, id: 2 });
  expect(count).toBe(0);
  second.close();
  await expect.poll(() => count).toBe(1);
});
