import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type App, compose } from "#electron/compose.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import type { Exchange } from "#shared/exchange.ts";
import { callOf, valueFrom } from "#test/support/calls.ts";
import { realPrograms } from "#test/support/programs.ts";

/** A key as OpenAI makes them; the server below sends it back in every way it can. */
const key = `sk-proj-${"7Qx3Wv9Zt5Rb1Nm8".repeat(3)}`;

let dataDir = "";
let server: Server;
let baseUrl = "";
let answer: (response: ServerResponse) => void = () => undefined;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "understudy-exchanges-"));
  server = createServer((request, response) => {
    request.resume();
    request.on("end", () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  baseUrl = `http://127.0.0.1:${address.port}/v1`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function started(): Promise<App> {
  const composed = await compose({
    dataDir,
    env: { OPENAI_API_KEY: key, OPENAI_BASE_URL: baseUrl },
    host: "node",
    version: "0.0.0",
    ...realPrograms(),
    openLink: async () => undefined,
  });
  if (!composed.ok) throw new Error(composed.message);
  return composed.app;
}

const chunk = (content: string) =>
  `data: ${JSON.stringify({ id: "x", model: "gpt-4o", choices: [{ index: 0, delta: { content } }] })}\n\n`;
const last = `data: ${JSON.stringify({ id: "x", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`;

async function send(app: App, prompt = "Hello"): Promise<string> {
  const started = app.batcher;
  const attempts: string[] = [];
  const leave = started.subscribe(({ events }) => {
    for (const event of events)
      if (event.topic === "run" && event.event.type === "attempt-started") attempts.push(event.event.attempt.id);
  });
  await valueFrom(
    callOf(app.router)("comparison.start", {
      comparisonId: "x1",
      conversationId: "v1",
      prompt,
      columns: [{ columnId: "c1", runId: "r1", target: { kind: "model", providerId: "openai", modelId: "gpt-4o" } }],
    }),
  );
  await vi.waitFor(() => {
    app.batcher.flush();
    if (attempts.length === 0) throw new Error("No attempt began.");
  }, 60_000);
  leave();
  return attempts[0] ?? "";
}

async function exchangeOf(app: App, attemptId: string): Promise<Exchange> {
  return valueFrom(callOf(app.router)("attempt.exchange", { runId: "r1", attemptId }));
}

/** All that lies in the data folder, what is compressed unpacked too. */
function everythingSaved(): string {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const raw = files.map((file) => readFileSync(join(file.parentPath, file.name)).toString("latin1"));
  const database = openSqlite(join(dataDir, "understudy.db"), 1_000);
  const packed = database.all("SELECT json_gzip FROM exchanges").map(({ json_gzip: bytes }) => {
    if (!(bytes instanceof Uint8Array)) throw new Error("No bytes were saved.");
    return gunzipSync(bytes).toString("utf8");
  });
  database.close();
  return [...raw, ...packed].join("\n");
}

test("what was sent and received is read while it streams, after its end, and after a restart, the same each time", async () => {
  let goOn: () => void = () => undefined;
  answer = (response) => {
    response.writeHead(200, { "content-type": "text/event-stream", "x-request-id": "req-1" });
    response.write(chunk("Hel"));
    goOn = () => void response.end(chunk("lo") + last);
  };
  const app = await started();
  const attemptId = await send(app);
  const live = await vi.waitFor(async () => {
    const exchange = await exchangeOf(app, attemptId);
    if (!exchange.response?.body.includes("Hel")) throw new Error("Nothing came yet.");
    return exchange;
  }, 60_000);
  expect(live.request.url).toBe(`${baseUrl}/chat/completions`);
  expect(live.request.headers).toContainEqual(["authorization", "Bearer $OPENAI_API_KEY"]);
  expect(JSON.parse(live.request.body)).toMatchObject({ model: "gpt-4o", stream: true });
  goOn();
  await expect.poll(() => app.liveRuns()).toBe(0);
  const ended = await exchangeOf(app, attemptId);
  expect(ended.response?.body).toBe(chunk("Hel") + chunk("lo") + last);
  expect(ended.response?.headers).toContainEqual(["x-request-id", "req-1"]);
  await app.close();
  const again = await started();
  expect(await exchangeOf(again, attemptId)).toEqual(ended);
  await again.close();
});

test("a key that a server sends back in its headers and its body is nowhere in the data folder", async () => {
  const raw = Buffer.from(key);
  const echoes = [key, encodeURIComponent(key), raw.toString("base64"), raw.toString("base64url"), raw.toString("hex")];
  answer = (response) => {
    response.writeHead(401, { "content-type": "application/json", "x-echo": key, "set-cookie": `key=${key}` });
    // A few bytes at a time, so that no chunk holds the key.
    const body = JSON.stringify({ error: { message: `Wrong key: ${echoes.join(" ")}`, code: "invalid_api_key" } });
    for (let from = 0; from < body.length; from += 5) response.write(body.slice(from, from + 5));
    response.end();
  };
  const app = await started();
  const attemptId = await send(app, `Is ${key} my key?`);
  await expect.poll(() => app.liveRuns()).toBe(0);
  const exchange = await exchangeOf(app, attemptId);
  expect(exchange.response?.status).toBe(401);
  for (const echo of echoes) expect(JSON.stringify(exchange)).not.toContain(echo);
  expect(exchange.response?.body).toContain("Wrong key: [redacted]");
  await app.close();
  // What the user typed into the prompt is kept as it was typed; of the wire nothing of the key is.
  const database = openSqlite(join(dataDir, "understudy.db"), 1_000);
  database.exec("UPDATE comparisons SET prompt = ''; UPDATE conversations SET title = ''; VACUUM;");
  database.close();
  const saved = everythingSaved();
  for (const echo of echoes) expect(saved).not.toContain(echo);
  expect(saved).toContain("$OPENAI_API_KEY");
});

test.each([
  [true, 1],
  [false, 0],
])("of a program's request with texts saved: %s, so many exchanges are kept: %i", async (saveTexts, count) => {
  answer = (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(chunk("Hello") + last);
  };
  const app = await started();
  const call = callOf(app.router);
  await valueFrom(call("settings.save", { gateway: { saveTexts, directModels: true } }));
  const { state, key: token } = await valueFrom(call("gateway.turnOn", { port: 0 }));
  if (state.kind !== "on") throw new Error(`The gateway is ${state.kind}.`);
  const asked = await fetch(`${state.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "openai/gpt-4o", messages: [{ role: "user", content: "A program's secret" }] }),
  });
  expect([asked.status, await asked.text()]).toEqual([200, expect.stringContaining("Hello")]);
  await app.close();
  const database = openSqlite(join(dataDir, "understudy.db"), 1_000);
  const kept = database.all("SELECT attempt_id FROM exchanges");
  const attempts = database.all("SELECT id FROM attempts");
  database.close();
  expect(attempts).toHaveLength(1);
  expect(kept).toHaveLength(count);
  expect(everythingSaved().includes("A program's secret")).toBe(saveTexts);
});
