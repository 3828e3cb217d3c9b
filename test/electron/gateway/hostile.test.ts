import { connect, Server } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { ask, openGatewayOn } from "#test/support/gateway-world.ts";
import { askRaw } from "#test/support/loopback.ts";
import { workedMs } from "#test/support/worked-ms.ts";

const chat = { kind: "openai-compatible", tokenEveryMs: 0 } as const;
const slow = { ...chat, tokenEveryMs: 50, answer: { tokens: Array.from({ length: 20 }, () => "w ") } };
const mostConnections = 64;

function nested(depth: number): string {
  return `${"[".repeat(depth)}${"]".repeat(depth)}`;
}

const messages = `"messages":[{"role":"user","content":"Hello"}]`;
const schemaOf = (value: string) =>
  `"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"a":${value}}}}`;

test.each([
  ["a schema nested deeply", `{"model":"chain/smart",${messages},${schemaOf(nested(20_000))}}`],
  ["a tool nested deeply", `{"model":"chain/smart",${messages},"tools":[{"type":"function","a":${nested(20_000)}}]}`],
  ["a field that nobody reads", `{"model":"chain/smart",${messages},"metadata":${nested(20_000)}}`],
  ["very many turns", `{"model":"chain/smart","messages":[${"{},".repeat(300_000)}{}]}`],
])("%s is refused in words and at once", async (_, body) => {
  const { post, bugs, servers } = await openGatewayOn({ links: { a: chat } });
  const workedBeforeMs = workedMs();
  const response = await post(body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { message: /too deep or has too many values/ } });
  expect(workedMs() - workedBeforeMs).toBeLessThan(1000);
  expect(bugs).toEqual([]);
  expect(servers.requests).toHaveLength(0);
});

test("what looks like nesting inside a text is text", async () => {
  const { post } = await openGatewayOn({ links: { a: chat } });
  const content = `\\" ${"[{".repeat(5000)} \\\\ ${",".repeat(200_000)} "quoted" \\`;
  expect((await post(ask({ messages: [{ role: "user", content }] }))).status).toBe(200);
});

test("a field's name comes back shortened, however long it is", async () => {
  const { post } = await openGatewayOn({ links: { a: chat } });
  for (const body of [{ ["k".repeat(100_000)]: 1 }, { model: `a/${"m".repeat(100_000)}` }]) {
    expect((await (await post(ask(body))).text()).length).toBeLessThan(1000);
  }
});

test("a path comes back shortened, too", async () => {
  const { baseUrl, key } = await openGatewayOn({ links: { a: chat } });
  const response = await fetch(`${baseUrl}/${"p".repeat(5000)}`, { headers: { authorization: `Bearer ${key}` } });
  expect(response.status).toBe(404);
  expect((await response.text()).length).toBeLessThan(500);
});

test.each(["m".repeat(1000), "two words", "line\nbreak", "\u0000"])("no model has such an id: %#", async (modelId) => {
  const { post, records, servers } = await openGatewayOn({ links: { a: chat } });
  const response = await post(ask({ model: `a/${modelId}` }));
  expect(response.status).toBe(404);
  expect(records).toEqual([]);
  expect(servers.requests).toHaveLength(0);
});

test("a second request over a connection that still waits for its answer is refused, so that nobody leaves unseen", async () => {
  const { port, key, servers, gateway } = await openGatewayOn({ links: { a: slow } });
  const body = JSON.stringify(ask({ stream: true }));
  const head = `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\n`;
  const request = `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
  const answer = await askRaw(port, `${request}${request}`);
  expect(answer).toContain("data: [DONE]");
  expect(answer).toMatch(/HTTP\/1\.1 400 [\s\S]*one request at a time/);
  expect(servers.requests).toHaveLength(1);
  expect(gateway.requests()).toContainEqual(expect.objectContaining({ httpStatus: 400, run: null }));
});

test("a connection that the system could not take is no end of the program", async () => {
  const listen = vi.spyOn(Server.prototype, "listen");
  onTestFinished(() => listen.mockRestore());
  const { post, bugs } = await openGatewayOn({ links: { a: chat } });
  const server = listen.mock.contexts.at(-1);
  if (!(server instanceof Server)) throw new Error("Nothing listens.");
  for (const code of ["ENFILE", "EMFILE"]) server.emit("error", new Error(code));
  expect(bugs.map(String)).toEqual(["Error: ENFILE", "Error: EMFILE"]);
  expect((await post(ask())).status).toBe(200);
});

test("connections that were let go hold no place, even where the other side keeps its half open", async () => {
  const { port, key, baseUrl } = await openGatewayOn({
    links: { a: chat },
    limits: { headersMs: 200, requestMs: 400 },
  });
  const left = await Promise.all(
    Array.from({ length: mostConnections }, async () => {
      const socket = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
      onTestFinished(() => void socket.destroy());
      socket.on("error", () => socket.destroy());
      socket.write("GET /v1/mod");
      return new Promise((resolve) => socket.resume().once("end", () => resolve(true)));
    }),
  );
  expect(left).toHaveLength(mostConnections);
  const models = () => fetch(`${baseUrl}/models`, { headers: { authorization: `Bearer ${key}` } });
  await expect.poll(async () => (await models().catch(() => null))?.status ?? 0).toBe(200);
});
