import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { expect, onTestFinished, test } from "vitest";
import { startLoopback } from "#electron/bridge/loopback-server.ts";
import { contentSecurityPolicy, securityHeaders } from "#electron/bridge/security-headers.ts";
import { ask, askRaw, openLoopback } from "#test/support/loopback.ts";

const upgrade = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];
const socketKey = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

function rawRequest(lines: readonly string[]): string {
  return `${lines.join("\r\n")}\r\n\r\n`;
}

function statusOf(answer: string): number {
  return Number(answer.split(" ", 2)[1]);
}

test("the window's files are served with the whole policy, for GET and HEAD", async () => {
  const { port } = await openLoopback();
  const page = await ask(port, "/");
  expect(page.status).toBe(200);
  expect(page.body).toContain("<title>Understudy</title>");
  expect(page.headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": contentSecurityPolicy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(page.headers["access-control-allow-origin"]).toBeUndefined();
  const head = await ask(port, "/app.js", { method: "HEAD" });
  expect(head).toMatchObject({ status: 200, body: "", headers: { "content-type": "text/javascript; charset=utf-8" } });
});

test("the policy is the one of security.md, word for word", () => {
  expect(contentSecurityPolicy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  );
});

test("H1: nothing answers on any other address of this machine", async () => {
  const { port } = await openLoopback();
  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((one) => one.address !== "127.0.0.1")
    .map((one) => (one.family === "IPv6" && one.scopeid ? `${one.address}%${one.scopeid}` : one.address));
  for (const address of [...others, "::1", "127.0.0.2"]) {
    await expect(askRaw(port, rawRequest(["GET / HTTP/1.1"]), address), address).rejects.toThrow();
  }
});

test.each([
  "evil.test",
  "127.0.0.1.evil.test",
  "0.0.0.0",
  "localhost",
  "[::1]",
  "127.0.0.1",
  "127.0.0.1:1",
  "127.1",
  "2130706433",
])("H2: the host %j is refused, with our port and without", async (name) => {
  const { port } = await openLoopback();
  const names = name.includes(":1") ? [name] : [name, name === "127.0.0.1" ? name : `${name}:${port}`];
  for (const host of names) {
    expect((await ask(port, "/", { headers: { Host: host } })).status, host).toBe(421);
  }
});

test("H2: two hosts, no host, an empty one, and a target that names a host are refused", async () => {
  const { port } = await openLoopback();
  const ours = `Host: 127.0.0.1:${port}`;
  const twice = await askRaw(port, rawRequest(["GET / HTTP/1.1", ours, "Host: evil.test", "Connection: close"]));
  expect([400, 421]).toContain(statusOf(twice));
  expect(statusOf(await askRaw(port, rawRequest(["GET / HTTP/1.1", "Connection: close"])))).toBe(400);
  expect(statusOf(await askRaw(port, rawRequest(["GET / HTTP/1.1", "Host:", "Connection: close"])))).toBe(421);
  expect(statusOf(await askRaw(port, rawRequest(["GET / HTTP/1.0"])))).toBe(421);
  const absolute = await askRaw(port, rawRequest(["GET http://evil.test/ HTTP/1.1", ours, "Connection: close"]));
  expect(statusOf(absolute)).toBe(421);
});

test("H3: a page of another origin gets nothing, over HTTP or the socket", async () => {
  const { port } = await openLoopback();
  const origins = ["null", "http://evil.test", `http://127.0.0.1:${port + 1}`, `https://127.0.0.1:${port}`];
  for (const origin of [...origins, `http://localhost:${port}`, `http://127.0.0.1:${port}/`, "file://"]) {
    expect((await ask(port, "/", { headers: { Origin: origin } })).status, origin).toBe(403);
    const lines = ["GET /socket HTTP/1.1", `Host: 127.0.0.1:${port}`, `Origin: ${origin}`, ...upgrade, socketKey];
    expect(statusOf(await askRaw(port, rawRequest(lines))), origin).toBe(403);
  }
  expect((await ask(port, "/", { headers: { Origin: `http://127.0.0.1:${port}` } })).status).toBe(200);
});

test("H7: the socket wants an Origin, our Host and the exact path", async () => {
  const { port } = await openLoopback();
  const host = `Host: 127.0.0.1:${port}`;
  const origin = `Origin: http://127.0.0.1:${port}`;
  const status = async (lines: string[]) => statusOf(await askRaw(port, rawRequest([...lines, ...upgrade, socketKey])));
  expect(await status(["GET /socket HTTP/1.1", host])).toBe(403);
  expect(await status(["GET /socket HTTP/1.1", "Host: evil.test", origin])).toBe(421);
  expect(await status(["GET /socket HTTP/1.1", host, origin, origin])).toBe(403);
  expect(await status(["GET /socket?token=x HTTP/1.1", host, origin])).toBe(404);
  expect(await status(["GET / HTTP/1.1", host, origin])).toBe(404);
});

test("a refused socket gets the headers that every answer has", async () => {
  const { port } = await openLoopback();
  const lines = ["GET /socket HTTP/1.1", "Host: evil.test", ...upgrade, socketKey];
  const answer = await askRaw(port, rawRequest(lines));
  for (const [name, value] of Object.entries(securityHeaders)) expect(answer).toContain(`\r\n${name}: ${value}\r\n`);
});

test("H8: no form, no plain text and no other method has an effect", async () => {
  const { port, host } = await openLoopback();
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]) {
    const headers = { "Content-Type": "text/plain" };
    expect((await ask(port, "/", { method, headers })).status, method).toBe(405);
    expect((await ask(port, "/socket", { method, headers })).status, method).toBe(405);
  }
  expect(host.batcher.seq()).toBe(0);
});

test.each([
  "/../package.json",
  "/..%2fpackage.json",
  "/%2e%2e/package.json",
  "/..\\package.json",
  "/..%5cpackage.json",
  "/app.js%00.html",
  "//etc/passwd",
  "/./app.js",
  "/app.js/",
  "/APP.JS",
  "/app.js?x=1",
  "/app.js.map",
  "/constructor",
  "/__proto__",
  "/?url=http://127.0.0.1/",
])("H9, H10: %s is no file", async (path) => {
  const { port } = await openLoopback();
  expect((await ask(port, path)).status).toBe(404);
});

test("H10: a body of 32 MB is not read, and the server stays well", async () => {
  const { port } = await openLoopback();
  const head = rawRequest(["POST / HTTP/1.1", `Host: 127.0.0.1:${port}`, `Content-Length: ${32 * 1024 * 1024}`]);
  const answer = await askRaw(port, head + "x".repeat(64 * 1024));
  expect(statusOf(answer)).toBe(405);
  expect(answer.toLowerCase()).toContain("connection: close");
  expect((await ask(port, "/")).status).toBe(200);
});

test("H10: a client that never ends its headers is cut off", async () => {
  const { port } = await openLoopback({ limits: { headersMs: 100, requestMs: 200 } });
  const startedAt = performance.now();
  const answers = await Promise.all([askRaw(port, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "), askRaw(port, "")]);
  expect(statusOf(answers[0])).toBe(408);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test("H10: broken requests hurt nobody", async () => {
  const { port } = await openLoopback();
  for (const text of ["\u0000\u0001\r\n\r\n", "GET\r\n\r\n", `GET /${"x".repeat(70_000)} HTTP/1.1\r\n\r\n`]) {
    // A refusal, or a connection that was cut before it could be read.
    const answer = await askRaw(port, text).catch(() => "HTTP/1.1 400 cut");
    expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
  }
  expect((await ask(port, "/")).status).toBe(200);
});

test("the token is in the fragment of the URL, which no request carries", async () => {
  const { url, port, token } = await openLoopback();
  expect(url).toBe(`http://127.0.0.1:${port}/#token=${token}`);
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
});

test("a taken port is a message with the port and the way out", async () => {
  const { port, host, rendererDir } = await openLoopback();
  const second = await startLoopback({ rendererDir, router: host.router, batcher: host.batcher, token: "t", port });
  expect(second).toEqual({ ok: false, message: expect.stringContaining(`Port ${port} on 127.0.0.1 is taken`) });
  expect(second).toEqual({ ok: false, message: expect.stringContaining("--port N") });
});

test("a closed host lets its port go", async () => {
  const { port, host, rendererDir } = await openLoopback();
  const options = { rendererDir, router: host.router, batcher: host.batcher, token: "t" };
  const first = await startLoopback({ ...options, port: 0 });
  if (!first.ok) throw new Error(first.message);
  await first.loopback.close();
  const again = await startLoopback({ ...options, port: first.loopback.port });
  expect(again.ok).toBe(true);
  if (again.ok) await again.loopback.close();
  expect((await ask(port, "/")).status).toBe(200);
});

test("a refused upgrade holds no connection, even where the other side keeps its half open", async () => {
  const { port } = await openLoopback();
  const socket = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  const broken = new Promise((resolve) => socket.on("error", resolve));
  socket.write(`GET /socket HTTP/1.1\r\nHost: evil.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  await new Promise((resolve) => socket.resume().once("end", resolve));
  const writing = setInterval(() => socket.write("more"), 20);
  onTestFinished(() => clearInterval(writing));
  expect(await broken).toMatchObject({ code: expect.stringMatching(/EPIPE|ECONNRESET/) });
});
