import { networkInterfaces } from "node:os";
import { describe, expect, test } from "vitest";
import { refusalOf } from "#electron/gateway/guard.ts";
import { canConnect } from "#test/support/attack-sockets.ts";
import { ask, openGateway, openGatewayOn } from "#test/support/gateway-world.ts";
import { askRaw } from "#test/support/loopback.ts";

const links = { a: { kind: "openai-compatible", tokenEveryMs: 0 } } as const;

function request(lines: readonly string[], body = ""): string {
  return `${[...lines, "Connection: close", `Content-Length: ${Buffer.byteLength(body)}`].join("\r\n")}\r\n\r\n${body}`;
}

const get = "GET /v1/models HTTP/1.1";
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

test("G1: it is off until it is turned on, and off again when it is turned off", async () => {
  const world = await openGateway({ links });
  expect(world.gateway.state()).toEqual({ kind: "off" });
  const turned = await world.gateway.turnOn(0);
  if (!turned.ok || turned.value.state.kind !== "on") throw new Error("It did not turn on.");
  const { port } = turned.value.state;
  expect(await canConnect("127.0.0.1", port)).toBe(true);
  const others = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  for (const { address } of others.filter((one) => one.address !== "127.0.0.1")) {
    expect(await canConnect(address, port), address).toBe(false);
  }
  await world.gateway.turnOff();
  expect(await canConnect("127.0.0.1", port)).toBe(false);
});

describe("G2: no web page gets in", () => {
  test.each(["null", "https://evil.test", "http://127.0.0.1:1", "http://localhost", "chrome-extension://abc"])(
    "the Origin %s is refused, even with the key",
    async (origin) => {
      const { port, key, servers } = await openGatewayOn({ links });
      const head = [`Host: 127.0.0.1:${port}`, `Authorization: Bearer ${key}`, `Origin: ${origin}`];
      const body = JSON.stringify(ask());
      for (const method of ["GET /v1/models", "OPTIONS /v1/chat/completions", "POST /v1/chat/completions"]) {
        const answer = await askRaw(port, request([`${method} HTTP/1.1`, ...head], body));
        expect(statusOf(answer), method).toBe(403);
        expect(answer.toLowerCase()).not.toContain("access-control-");
      }
      expect(servers.requests).toHaveLength(0);
    },
  );

  test("no answer of any kind has a CORS header", async () => {
    const { port, key } = await openGatewayOn({ links });
    const body = JSON.stringify(ask());
    for (const first of [get, "POST /v1/chat/completions HTTP/1.1", "GET /nothing HTTP/1.1"]) {
      const answer = await askRaw(
        port,
        request([first, `Host: localhost:${port}`, `Authorization: Bearer ${key}`], body),
      );
      expect(answer.toLowerCase()).not.toContain("access-control-");
      expect(answer.toLowerCase()).toContain("cache-control: no-store");
    }
  });

  test("a Host that is not exactly ours is misdirected", async () => {
    const { port, key } = await openGatewayOn({ links });
    const auth = `Authorization: Bearer ${key}`;
    const own = `Host: 127.0.0.1:${port}`;
    const hosts = ["evil.test", `127.0.0.1.evil.test:${port}`, "127.0.0.1", `127.0.0.1:${port + 1}`, `0.0.0.0:${port}`];
    for (const host of [...hosts, `[::1]:${port}`, "", `LOCALHOST.:${port}`]) {
      expect(statusOf(await askRaw(port, request([get, `Host: ${host}`, auth]))), host).toBe(421);
    }
    expect(statusOf(await askRaw(port, request([get, own, `Host: evil.test`, auth])))).not.toBe(200);
    expect(statusOf(await askRaw(port, request(["GET http://evil.test/v1/models HTTP/1.1", own, auth])))).toBe(421);
    expect(statusOf(await askRaw(port, request([get, own, auth])))).toBe(200);
    expect(statusOf(await askRaw(port, request([get, `Host: localhost:${port}`, auth])))).toBe(200);
  });
});

test("G3: the key counts as Authorization: Bearer, whole, once, and nowhere else", async () => {
  const { port, key, servers } = await openGatewayOn({ links });
  const host = `Host: 127.0.0.1:${port}`;
  const almost = `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`;
  const wrong: readonly (readonly string[])[] = [
    [],
    ["Authorization: Bearer"],
    [`Authorization: ${key}`],
    [`Authorization: Basic ${Buffer.from(`x:${key}`).toString("base64")}`],
    [`Authorization: Bearer ${almost}`],
    [`Authorization: Bearer ${key}x`],
    [`Authorization: Bearer ${key.slice(0, -1)}`],
    [`Authorization: Bearer ${key} ${key}`],
    [`Authorization: Bearer ${key}`, "Authorization: Bearer other-key-0123456789"],
    [`Authorization: Bearer ${key}`, `Authorization: Bearer ${key}`],
    [`x-api-key: ${key}`],
    [`api-key: ${key}`],
    [`Proxy-Authorization: Bearer ${key}`],
    [`Cookie: token=${key}; authorization=Bearer ${key}`],
  ];
  for (const headers of wrong) {
    const answer = await askRaw(port, request([get, host, ...headers]));
    expect(statusOf(answer), headers.join()).toBe(401);
    expect(answer).toContain('"code":"invalid_api_key"');
    expect(answer).not.toContain(key);
  }
  const inQuery = await askRaw(port, request([`GET /v1/models?key=${key}&token=${key} HTTP/1.1`, host]));
  expect(statusOf(inQuery)).toBe(401);
  expect(servers.requests).toHaveLength(0);
});

test("G4: with the key one can list models and ask, and nothing else", async () => {
  const { baseUrl, key } = await openGatewayOn({ links });
  const base = baseUrl.replace(/\/v1$/, "");
  const paths = ["/", "/socket", "/v1", "/v1/models/a", "/v1/keys", "/v1/chat/completions/x", "/v1/embeddings"];
  const strange = ["/v1/../v1/models/..%2f..", "/%2e%2e/etc/passwd", "/v1/models%00", "/app.snapshot"];
  for (const path of [...paths, ...strange]) {
    for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"]) {
      const response = await fetch(`${base}${path}`, { method, headers: { authorization: `Bearer ${key}` } });
      expect(response.status, `${method} ${path}`).toBe(404);
      expect(await response.json()).toMatchObject({ error: { type: "invalid_request_error", message: /There is no/ } });
    }
  }
  const models = await fetch(`${baseUrl}/models`, { headers: { authorization: `Bearer ${key}` } });
  expect(JSON.stringify(await models.json())).not.toContain("key-of-a");
});

test("a body over 32 MiB is refused and the gateway lives on", async () => {
  const { port, key, post } = await openGatewayOn({ links });
  const head = `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\n`;
  const announced = await askRaw(port, `${head}Content-Length: ${40 * 1024 * 1024}\r\n\r\n{`);
  expect(statusOf(announced)).toBe(413);
  expect(announced).toContain('"code":"request_too_large"');
  const chunk = "x".repeat(1024 * 1024);
  const chunked = `${`${chunk.length.toString(16)}\r\n${chunk}\r\n`.repeat(34)}0\r\n\r\n`;
  const answer = await askRaw(port, `${head}Transfer-Encoding: chunked\r\n\r\n${chunked}`).catch(() => "HTTP/1.1 413");
  expect(statusOf(answer)).toBe(413);
  expect((await post(ask())).status).toBe(200);
});

test("whoever is slow to say what he wants is answered and let go", async () => {
  const { port } = await openGatewayOn({ links, limits: { headersMs: 200, requestMs: 400 } });
  const beganMs = performance.now();
  const answer = await askRaw(port, "POST /v1/chat/completions HTTP/1.1\r\nHost: 127");
  expect(statusOf(answer)).toBe(408);
  expect(answer).toContain('"error":{"message"');
  expect(performance.now() - beganMs).toBeLessThan(8_000);
});

test("what is no HTTP is refused", async () => {
  const { port } = await openGatewayOn({ links });
  expect(statusOf(await askRaw(port, "\u0016\u0003\u0001\u0002\r\n\r\n"))).toBe(400);
});

test("refused requests are listed with their client and without a run; a flood of them does not empty the list", async () => {
  const { port, gateway } = await openGatewayOn({ links });
  const lines = [get, `Host: 127.0.0.1:${port}`, "User-Agent: curl/8.5.0"];
  for (let count = 0; count < 30; count += 1) await askRaw(port, request(lines));
  const list = gateway.requests();
  expect(list[0]).toMatchObject({ client: "curl", httpStatus: 401, run: null, clientLeft: false });
  expect(list.length).toBeLessThan(10);
});

test("at HTTP's own port a Host without it is ours, too, and at no other port", () => {
  const statusAt = (port: number, host: string) => {
    const rawHeaders = ["Host", host, "Authorization", "Bearer k"];
    return refusalOf({ rawHeaders, url: "/v1/models" }, { port, isKey: (key) => key === "k" })?.status ?? 200;
  };
  for (const host of ["127.0.0.1", "localhost", "127.0.0.1:80", "localhost:80"]) expect(statusAt(80, host)).toBe(200);
  for (const host of ["evil.test", "evil.test:80", "127.0.0.1:4747"]) expect(statusAt(80, host)).toBe(421);
  for (const host of ["127.0.0.1", "localhost", "127.0.0.1:80"]) expect(statusAt(4747, host)).toBe(421);
});
