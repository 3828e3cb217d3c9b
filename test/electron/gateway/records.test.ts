import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI from "openai";
import { expect, onTestFinished, test, vi } from "vitest";
import { compose } from "#electron/compose.ts";
import { startFaultServer } from "#electron/demo/fault-server.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import { localMidnight } from "#shared/local-day.ts";
import { callOf, valueFrom } from "#test/support/calls.ts";
import { realPrograms } from "#test/support/programs.ts";

const refusal = { error: { message: "Not with CANARY-PROMPT in it", type: "invalid_request_error" } };

/** The whole host, a real database and a scripted provider. */
async function openHost(env: Readonly<Record<string, string>> = {}, folder: string | null = null) {
  const dataDir = folder ?? mkdtempSync(join(tmpdir(), "understudy-gateway-"));
  const answer = { tokens: ["CANARY-", "ANSWER"], reasoning: ["CANARY-THOUGHT"] };
  const script = [null, { kind: "status", status: 400, body: JSON.stringify(refusal) }] as const;
  const servers = await startFaultServer({ links: { a: { kind: "openai-compatible", answer, script } } });
  onTestFinished(async () => {
    await servers.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const composed = await compose({
    dataDir,
    env: { OPENROUTER_API_KEY: "sk-or-0123456789abcdef", OPENROUTER_BASE_URL: servers.baseUrlOf("a"), ...env },
    host: "node",
    version: "0.0.0",
    ...realPrograms(),
    openLink: async () => undefined,
    gateway: { port: 0 },
  });
  if (!composed.ok) throw new Error(composed.message);
  const { app } = composed;
  const state = await app.gateway.start;
  if (state?.kind !== "on") throw new Error("The gateway is not on.");
  return { app, call: callOf(app.router), dataDir, state };
}

async function useIt(saveTexts: boolean) {
  const { app, call, dataDir, state } = await openHost();
  await valueFrom(call("settings.save", { gateway: { saveTexts } }));
  const { key } = await valueFrom(call("gateway.renewKey", {}));
  const openai = new OpenAI({
    baseURL: state.baseUrl,
    apiKey: key,
    maxRetries: 0,
    defaultHeaders: { "X-Title": "eval" },
  });
  const model = "openrouter/some/model:free";
  const messages = [{ role: "user" as const, content: "CANARY-PROMPT" }];
  const answer = await openai.chat.completions.create({ model, messages });
  expect(answer.choices[0]?.message.content).toBe("CANARY-ANSWER");
  await expect(openai.chat.completions.create({ model, messages, stream: true })).rejects.toThrow("CANARY-PROMPT");
  const snapshot = await valueFrom(call("app.snapshot", {}));
  await app.close();
  return { dataDir, snapshot, key };
}

function bytesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString("latin1"))
    .join("\n");
}

function rows(dataDir: string, sql: string) {
  const database = openSqlite(join(dataDir, "understudy.db"), 1000);
  const found = database.all(sql);
  database.close();
  return found;
}

test("texts of programs are not on disk unless that is switched on; figures always are", async () => {
  const { dataDir, snapshot, key } = await useIt(false);
  const bytes = bytesOf(dataDir);
  expect(bytes).not.toContain("CANARY");
  expect(bytes).not.toContain(key);
  expect(rows(dataDir, "SELECT client, prompt FROM comparisons")).toEqual([
    { client: "eval", prompt: "" },
    { client: "eval", prompt: "" },
  ]);
  const runs = "SELECT status, text, json_extract(failure_json, '$.class') AS class FROM runs ORDER BY row";
  expect(rows(dataDir, runs)).toEqual([
    { status: "done", text: "", class: null },
    { status: "failed", text: "", class: "BAD_REQUEST" },
  ]);
  const [attempt] = rows(dataDir, "SELECT * FROM attempts WHERE status = 'answered'");
  expect(attempt).toMatchObject({ input_tokens: 100, http_status: 200, first_content_ms: expect.any(Number) });
  expect(snapshot).toMatchObject({ conversation: null, comparisons: [], settings: { conversationId: null } });
  expect(snapshot.gatewayRequests.map(({ httpStatus }) => httpStatus)).toEqual([400, 200]);
  expect(JSON.stringify(snapshot)).not.toContain(key);
  expect(snapshot.settings.gateway.on).toBe(false);
});

test("with texts switched on, prompt and answer are there", async () => {
  const { dataDir } = await useIt(true);
  const found = rows(
    dataDir,
    "SELECT prompt, text, reasoning FROM comparisons c JOIN runs r ON r.comparison_id = c.id",
  );
  expect(found[0]).toEqual({ prompt: "CANARY-PROMPT", text: "CANARY-ANSWER", reasoning: "CANARY-THOUGHT" });
});

test("many programs at once are all on record", async () => {
  const { app, call, dataDir, state } = await openHost();
  const { key } = await valueFrom(call("gateway.renewKey", {}));
  const openai = new OpenAI({ baseURL: state.baseUrl, apiKey: key, maxRetries: 0 });
  const messages = [{ role: "user" as const, content: "x" }];
  for (let round = 0; round < 5; round += 1) {
    const asked = Array.from({ length: 12 }, () =>
      openai.chat.completions.create({ model: "openrouter/m", messages }).catch((error: unknown) => error),
    );
    await Promise.all(asked);
  }
  const { notices } = await valueFrom(call("app.snapshot", {}));
  await app.close();
  expect(notices).toEqual([]);
  expect(rows(dataDir, "SELECT count(*) AS count FROM runs WHERE end_ms IS NOT NULL")).toEqual([{ count: 60 }]);
});

test("after a restart the list still has today's requests, without their texts", async () => {
  // No midnight comes between them.
  vi.useFakeTimers({ toFake: ["Date"], now: localMidnight(Date.now()) + 12 * 3_600_000 });
  onTestFinished(() => void vi.useRealTimers());
  const { dataDir, snapshot } = await useIt(true);
  const { app, call } = await openHost({}, dataDir);
  const { gatewayRequests } = await valueFrom(call("app.snapshot", {}));
  await app.close();
  const figures = ({ client, asked, atMs, httpStatus, run }: (typeof gatewayRequests)[number]) => ({
    ...{ client, asked, httpStatus, status: run?.status, costs: run?.attempts.map(({ cost }) => cost.nanoUsd) },
    isSameTime: Math.abs(atMs - (snapshot.gatewayRequests.find((one) => one.run?.id === run?.id)?.atMs ?? 0)) < 1000,
  });
  expect(gatewayRequests.map(figures)).toEqual(snapshot.gatewayRequests.map(figures));
  expect(gatewayRequests).toHaveLength(2);
  expect(JSON.stringify(gatewayRequests)).not.toContain("CANARY-ANSWER");
});

test("a key in the environment that cannot be used is told, and another one is made", async () => {
  const { app, call, state } = await openHost({ UNDERSTUDY_GATEWAY_TOKEN: "short" });
  const { notices } = await valueFrom(call("app.snapshot", {}));
  expect(notices.map(({ body }) => body).join()).toContain("UNDERSTUDY_GATEWAY_TOKEN is not used.");
  expect(state.keyFrom).toBe("memory");
  await app.close();
});
