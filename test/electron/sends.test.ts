import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type App, compose } from "#electron/compose.ts";
import { type FaultServer, startFaultServer } from "#electron/demo/fault-server.ts";
import { forkKeyProcess } from "#electron/keys/fork-key-process.ts";
import type { Input, StartColumn } from "#shared/contract.ts";
import type { RunEvent } from "#shared/run.ts";
import { callOf, failureFrom, valueFrom } from "#test/support/calls.ts";

/** The way of a Send through the whole program, down to the bytes that the providers' servers see. */

const source = (path: string) => new URL(`../../electron/${path}`, import.meta.url);

let dataDir = "";
let server: FaultServer<"alpha" | "beta">;
let app: App;
const ended = new Set<string>();

beforeEach(async () => {
  ended.clear();
  dataDir = mkdtempSync(join(tmpdir(), "understudy-sends-"));
  const answerOf = (name: string) =>
    ({ kind: "openai-compatible", answer: { tokens: [`${name} `, "says so."] } }) as const;
  server = await startFaultServer({ links: { alpha: answerOf("Alpha"), beta: answerOf("Beta") } });
  await startApp();
});
afterEach(async () => {
  await app.close();
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function startApp(): Promise<void> {
  const composed = await compose({
    dataDir,
    env: {},
    host: "node",
    version: "0.0.0",
    entries: {
      storageWorker: source("storage/storage-worker.ts"),
      demoWorker: source("demo/demo-worker.ts"),
      tokenizerWorker: source("tokenizer/tokenizer-worker.ts"),
    },
    spawnKeyProcess: () => forkKeyProcess({ entry: fileURLToPath(source("keys/key-process.ts")), environment: {} }),
    openLink: async () => undefined,
  });
  if (!composed.ok) throw new Error(composed.message);
  app = composed.app;
  app.batcher.subscribe(({ events }) => {
    for (const event of events) if (event.topic === "run") noteEnd(event.event);
  });
}

function noteEnd(event: RunEvent): void {
  if (event.type === "run-ended") ended.add(event.runId);
}

function call() {
  return callOf(app.router);
}

/** Takes an effort, and no images. */
const thinking = "gpt-oss-120b";

/** Two columns, each of a server of its own. */
async function twoColumns(alphaModelId = "llama") {
  const add = async (link: "alpha" | "beta") => {
    const baseUrl = server.baseUrlOf(link);
    const added = await valueFrom(call()("provider.add", { name: link, baseUrl, keyOptional: true }));
    return {
      kind: "model",
      providerId: added.provider.id,
      modelId: link === "alpha" ? alphaModelId : "llama",
    } as const;
  };
  const [alpha, beta] = [await add("alpha"), await add("beta")];
  return (turn: string, overrides: StartColumn["overrides"] = {}): StartColumn[] => [
    { columnId: "a", runId: `a${turn}`, target: alpha, overrides },
    { columnId: "b", runId: `b${turn}`, target: beta },
  ];
}

async function over(columns: readonly StartColumn[]): Promise<void> {
  await expect.poll(() => columns.every(({ runId }) => ended.has(runId)), { timeout: 10_000 }).toBe(true);
}

async function send(parts: Omit<Input<"comparison.start">, "conversationId">) {
  const sent = await valueFrom(call()("comparison.start", { conversationId: "v", ...parts }));
  await over(parts.columns);
  return sent;
}

async function retry(comparisonId: string, columns: readonly StartColumn[]) {
  await valueFrom(call()("comparison.retry", { comparisonId, columns }));
  await over(columns);
}

/** The chats that a server was asked for; it is asked for its model list as well. */
function seenBy(link: "alpha" | "beta"): unknown[] {
  return server.requestsOf(link).flatMap(({ method, body }) => (method === "POST" ? [JSON.parse(body)] : []));
}

const user = (content: unknown) => ({ role: "user", content });
const alpha = { role: "assistant", content: "Alpha says so." };
const beta = { role: "assistant", content: "Beta says so." };

test("each column's own history goes over the wire, and an edited prompt does not see the replaced answers", async () => {
  const columns = await twoColumns();
  await send({ comparisonId: "x1", prompt: "One", columns: columns("1") });
  await send({ comparisonId: "x2", prompt: "Two", columns: columns("2"), followsId: "x1" });
  await send({ comparisonId: "x2b", prompt: "Two, better", columns: columns("2b"), followsId: "x1" });
  await send({ comparisonId: "x3", prompt: "Three", columns: columns("3").slice(0, 1), followsId: "x2b" });
  await send({ comparisonId: "x4", prompt: "Four", columns: columns("4"), followsId: "x3" });
  expect(seenBy("alpha")).toMatchObject([
    { messages: [user("One")] },
    { messages: [user("One"), alpha, user("Two")] },
    { messages: [user("One"), alpha, user("Two, better")] },
    { messages: [user("One"), alpha, user("Two, better"), alpha, user("Three")] },
    { messages: [user("One"), alpha, user("Two, better"), alpha, user("Three"), alpha, user("Four")] },
  ]);
  // It was not asked the third one, so it never hears of it.
  expect(seenBy("beta").at(-1)).toMatchObject({
    messages: [user("One"), beta, user("Two, better"), beta, user("Four")],
  });
});

test("what failed is tried again in the same comparison, with the same prompt, and the next prompt sees its answer", async () => {
  const columns = await twoColumns();
  await send({ comparisonId: "x1", prompt: "One", columns: columns("1") });
  server.script("alpha", [{ kind: "status", status: 400 }, null]);
  await send({ comparisonId: "x2", prompt: "Two", columns: columns("2"), followsId: "x1" });
  await retry("x2", columns("2again").slice(0, 1));
  await send({ comparisonId: "x3", prompt: "Three", columns: columns("3"), followsId: "x2" });
  const second = [user("One"), alpha, user("Two")];
  expect(seenBy("alpha").slice(1)).toMatchObject([
    { messages: second },
    { messages: second },
    { messages: [...second, alpha, user("Three")] },
  ]);
  expect(seenBy("beta")).toHaveLength(3);
  const { comparisons } = await valueFrom(call()("app.snapshot", {}));
  expect(comparisons[1]?.runs.map(({ id, status }) => [id, status])).toEqual([
    ["a2", "failed"],
    ["b2", "done"],
    ["a2again", "done"],
  ]);
});

test("system text and what a column sets reach the wire, in later turns and tries, too", async () => {
  const columns = await twoColumns(thinking);
  const schema = { type: "object", properties: { text: { type: "string" } }, required: ["text"] };
  const own = {
    system: "Be rude.",
    maxTokens: 99,
    temperature: 0.1,
    topP: 0.3,
    stop: ["END"],
    seed: 11,
    effort: "high",
    jsonSchema: { name: "answer", schema, strict: true },
  } as const;
  await send({ comparisonId: "x1", prompt: "One", columns: columns("1", own), system: "Be kind." });
  await retry("x1", columns("1again", own).slice(0, 1));
  await send({ comparisonId: "x2", prompt: "Two", columns: columns("2", own), followsId: "x1" });
  const settings = {
    max_tokens: 99,
    temperature: 0.1,
    top_p: 0.3,
    stop: ["END"],
    seed: 11,
    reasoning_effort: "high",
    response_format: { type: "json_schema", json_schema: { name: "answer", schema, strict: true } },
  };
  const rude = { role: "system", content: "Be rude." };
  expect(seenBy("alpha")).toMatchObject([
    { messages: [rude, user("One")], ...settings },
    { messages: [rude, user("One")], ...settings },
    { messages: [rude, user("One"), alpha, user("Two")], ...settings },
  ]);
  expect(seenBy("beta")).toMatchObject([
    { messages: [{ role: "system", content: "Be kind." }, user("One")], temperature: 0.7, max_tokens: 2000 },
    { messages: [user("One"), beta, user("Two")] },
  ]);
  expect(seenBy("beta")[0]).not.toHaveProperty("seed");
});

test("images reach the wire with their own prompt, in later turns and tries, too", async () => {
  const columns = await twoColumns();
  const image = (text: string) => ({ mimeType: "image/png", base64: Buffer.from(text).toString("base64") });
  const turn = (text: string, { base64 }: ReturnType<typeof image>) =>
    user([
      { type: "text", text },
      { type: "image_url", image_url: { url: `data:image/png;base64,${base64}` } },
    ]);
  const [first, second] = [image("first"), image("second")];
  await send({ comparisonId: "x1", prompt: "One", columns: columns("1"), images: [first] });
  await send({ comparisonId: "x2", prompt: "Two", columns: columns("2"), images: [second], followsId: "x1" });
  await retry("x2", columns("2again").slice(0, 1));
  await send({ comparisonId: "x3", prompt: "Three", columns: columns("3"), followsId: "x2" });
  const upToTwo = [turn("One", first), alpha, turn("Two", second)];
  expect(seenBy("alpha")).toMatchObject([
    { messages: [turn("One", first)] },
    { messages: upToTwo },
    { messages: upToTwo },
    { messages: [...upToTwo, alpha, user("Three")] },
  ]);
});

test("what a model takes is told for the providers as they are", async () => {
  const models = (await twoColumns(thinking))("1").flatMap(({ target }) => (target.kind === "model" ? [target] : []));
  const refs = models.map(({ providerId, modelId }) => ({ providerId, modelId }));
  const accepted = await valueFrom(call()("model.accepts", { models: refs, effort: null }));
  expect(accepted).toMatchObject([
    { ...refs[0], efforts: ["low", "medium", "high"], jsonSchema: true },
    { ...refs[1], efforts: [] },
  ]);
});

test("a restart keeps all of it, and the conversation goes on where it was", async () => {
  const columns = await twoColumns();
  const image = { mimeType: "image/gif", base64: "R0lGODlhAQABAAAAACw=" };
  const overrides = { temperature: 0, system: "Be brief." };
  const [a, b] = columns("0", overrides).map(({ columnId: id, target }) => ({ id, target }));
  if (a === undefined || b === undefined) throw new Error("There are two columns.");
  const saved = { id: "v", title: "Kept", columns: [{ ...a, overrides }, b], system: "Be {{how}}." };
  await valueFrom(call()("conversation.save", saved));
  await valueFrom(
    call()("columnSet.save", { set: { id: "s", name: "Mine", columns: [{ target: a.target, overrides }] } }),
  );
  const template = { text: "{{n}}", system: "Be {{how}}.", values: { n: "One", how: "kind" } };
  await send({
    comparisonId: "x1",
    prompt: "One",
    columns: columns("1", overrides),
    system: "Be kind.",
    template,
    images: [image],
  });
  await send({ comparisonId: "x2", prompt: "Two", columns: columns("2", overrides), followsId: "x1" });
  await retry("x2", columns("2again", overrides));
  const before = await valueFrom(call()("app.snapshot", {}));
  await app.close();
  await startApp();

  const after = await valueFrom(call()("app.snapshot", {}));
  const { conversation, comparisons, columnSets } = after;
  expect({ conversation, comparisons, columnSets }).toEqual({
    conversation: before.conversation,
    comparisons: before.comparisons,
    columnSets: before.columnSets,
  });
  expect(conversation).toMatchObject(saved);
  expect(columnSets).toMatchObject([{ name: "Mine" }]);
  expect(comparisons).toMatchObject([
    { comparison: { id: "x1", system: "Be kind.", template, images: [{ mimeType: "image/gif", bytes: 14 }] } },
    { comparison: { id: "x2", followsId: "x1" }, runs: [{}, {}, { id: "a2again", overrides }, { id: "b2again" }] },
  ]);
  expect(await valueFrom(call()("comparison.image", { comparisonId: "x1", index: 0 }))).toEqual(image);

  await retry("x2", columns("2third", overrides));
  await send({ comparisonId: "x3", prompt: "Three", columns: columns("3", overrides), followsId: "x2" });
  const one = user([{ type: "text", text: "One" }, expect.objectContaining({ type: "image_url" })]);
  const brief = { role: "system", content: "Be brief." };
  expect(seenBy("alpha").slice(-2)).toMatchObject([
    { messages: [brief, one, alpha, user("Two")] },
    { messages: [brief, one, alpha, user("Two"), alpha, user("Three")] },
  ]);
  const runs = (await valueFrom(call()("app.snapshot", {}))).comparisons.map((state) => state.runs.length);
  expect(runs).toEqual([2, 6, 2]);
});

test("Stop all stops what was tried again; a comparison of another conversation cannot be tried again", async () => {
  const columns = await twoColumns();
  await send({ comparisonId: "x1", prompt: "One", columns: columns("1") });
  server.script("alpha", [{ kind: "silence", says: "headers", forMs: 60_000 }]);
  const again = columns("again").slice(0, 1);
  await valueFrom(call()("comparison.retry", { comparisonId: "x1", columns: again }));
  await expect.poll(() => seenBy("alpha").length).toBe(2);
  await valueFrom(call()("comparison.stop", { comparisonId: "x1" }));
  await over(again);
  const { comparisons } = await valueFrom(call()("app.snapshot", {}));
  expect(comparisons[0]?.runs.map(({ status }) => status)).toEqual(["done", "done", "stopped"]);
  await valueFrom(call()("conversation.save", { id: "other", title: "", columns: [] }));
  expect(await failureFrom(call()("comparison.retry", { comparisonId: "x1", columns: columns("x") }))).toMatchObject({
    code: "not-found",
  });
});

test("in the demo a conversation goes on, too, and nothing real is called", async () => {
  const columns = await twoColumns();
  await valueFrom(call()("settings.save", { demo: true }));
  await send({ comparisonId: "x1", prompt: "Say hello", columns: columns("1") });
  await send({ comparisonId: "x2", prompt: "Again", columns: columns("2"), followsId: "x1" });
  await retry("x2", columns("2again"));
  const { comparisons } = await valueFrom(call()("app.snapshot", {}));
  expect(comparisons.flatMap(({ runs }) => runs.map(({ status, isDemo }) => [status, isDemo]))).toEqual(
    Array.from({ length: 6 }, () => ["done", true]),
  );
  expect([...seenBy("alpha"), ...seenBy("beta")]).toEqual([]);
});
