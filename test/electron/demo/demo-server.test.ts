import { request } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { type Demo, startDemo } from "#electron/demo/demo-server.ts";
import { readAccount } from "#electron/providers/openai-chat/account.ts";
import { newDemo, post, readStream } from "./demo-client.ts";

const openRouter = { id: "o", name: "OpenRouter", kind: "openrouter", baseUrl: "", keyOptional: false } as const;
const open: Demo[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((demo) => demo.close()));
});

async function started(onFailure?: (message: string) => void): Promise<Demo> {
  const demo = await newDemo(onFailure);
  open.push(demo);
  return demo;
}

/** With headers that fetch would not let through. */
function status(demo: Demo, path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${demo.origin}${path}`, { headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once("error", reject)
      .end();
  });
}

describe("the demo server", () => {
  it("gives each provider the base URL that its real one looks like", async () => {
    const demo = await started();
    expect(demo.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(demo.baseUrlOf("openai")).toBe(`${demo.origin}/v1`);
    expect(demo.baseUrlOf("openai-compatible")).toBe(`${demo.origin}/v1`);
    expect(demo.baseUrlOf("openrouter")).toBe(`${demo.origin}/api/v1`);
    expect(demo.baseUrlOf("anthropic")).toBe(demo.origin);
    expect(demo.baseUrlOf("google")).toBe(demo.origin);
  });

  it("lists models in the shape of each provider", async () => {
    const demo = await started();
    const get = async (url: string, headers: Record<string, string> = {}) => (await fetch(url, { headers })).json();
    expect(await get(`${demo.baseUrlOf("openai")}/models`)).toMatchObject({
      object: "list",
      data: [{ id: "gpt-6.1-sol", object: "model" }, { id: "gpt-6-luna" }, { id: "gpt-5.4-mini" }, { id: "gpt-4.1" }],
    });
    const version = { "anthropic-version": "2023-06-01" };
    expect(await get(`${demo.baseUrlOf("anthropic")}/v1/models?limit=2`, version)).toMatchObject({
      data: [{ type: "model", id: "claude-sonnet-5-5", max_input_tokens: 1_000_000 }, { id: "claude-opus-5-5" }],
      has_more: true,
      last_id: "claude-opus-5-5",
    });
    expect(
      await get(`${demo.baseUrlOf("anthropic")}/v1/models?limit=2&after_id=claude-opus-5-5`, version),
    ).toMatchObject({ data: [{ id: "claude-haiku-5-5" }], has_more: false });
    expect(await get(`${demo.baseUrlOf("google")}/v1beta/models?pageSize=2`)).toMatchObject({
      models: [
        { name: "models/gemini-3.8-flash", supportedGenerationMethods: ["generateContent", "countTokens"] },
        { name: "models/gemini-2.5-pro" },
      ],
      nextPageToken: "2",
    });
    const lastPage = await get(`${demo.baseUrlOf("google")}/v1beta/models?pageSize=2&pageToken=2`);
    expect(lastPage).toMatchObject({ models: [{ name: "models/gemini-2.5-flash-lite" }] });
    expect(lastPage).not.toHaveProperty("nextPageToken");
  });

  it("lists OpenRouter's models with prices per token, and its key", async () => {
    const demo = await started();
    const list: unknown = await (await fetch(`${demo.baseUrlOf("openrouter")}/models`)).json();
    expect(list).toMatchObject({
      data: [
        { id: "anthropic/claude-sonnet-5.5", pricing: { prompt: "0.000002", completion: "0.00001" } },
        { id: "google/gemini-3.8-flash", pricing: { prompt: "0.000000825" } },
        { id: "openai/gpt-5.5" },
        { id: "openai/gpt-oss-120b:free", pricing: { prompt: "0", completion: "0" } },
        { id: "meta-llama/llama-3.3-70b-instruct:free" },
        { id: "qwen/qwen3-coder:free" },
      ],
    });
    const account = await (await fetch(`${demo.baseUrlOf("openrouter")}/key`)).text();
    expect(readAccount(openRouter, account)).toEqual({
      limitUsd: 10,
      leftUsd: 7.5,
      freeRequests: { limit: 50, remaining: 38 },
    });
  });

  it("refuses a web page and a foreign host name", async () => {
    const demo = await started();
    expect(await status(demo, "/v1/models", {})).toBe(200);
    expect(await status(demo, "/v1/models", { host: "evil.example" })).toBe(403);
    expect(await status(demo, "/v1/models", { origin: "https://evil.example" })).toBe(403);
  });

  it("answers nothing but what a provider would", async () => {
    const demo = await started();
    expect(await status(demo, "/__aimock/journal", {})).toBe(404);
    expect((await fetch(`${demo.origin}/v1/embeddings`, { method: "POST", body: "{}" })).status).toBe(404);
  });

  it("answers a body that is no JSON with an error of the dialect", async () => {
    const demo = await started();
    const response = await fetch(`${demo.origin}/v1/messages`, { method: "POST", body: "{" });
    expect(response.status).toBe(400);
    expect(await response.json()).toHaveProperty("error");
  });

  it("ends its port and every answer in flight when it is closed, within 2 s, also twice", async () => {
    const demo = await newDemo();
    const response = await post(demo, { dialect: "anthropic", prompt: "Explain tides", model: "claude-opus-5-5" });
    const reading = readStream(response);
    const startedAtMs = performance.now();
    await demo.close();
    await demo.close();
    // With three times slack.
    expect(performance.now() - startedAtMs).toBeLessThan(6_000);
    expect((await reading).broken).not.toBeNull();
    await expect(fetch(`${demo.origin}/v1/models`)).rejects.toThrow("fetch failed");
  });

  it("does not report a failure when it is closed on purpose", async () => {
    const failures: string[] = [];
    const demo = await newDemo((message) => failures.push(message));
    await demo.close();
    expect(failures).toEqual([]);
  });

  it("says why it cannot start", async () => {
    const start = await startDemo({ workerUrl: new URL("./no-such-worker.ts", import.meta.url) });
    expect(start.ok).toBe(false);
    expect(start.ok ? "" : start.message).toContain("could not start");
  });

  it("reports a worker that dies by itself", async () => {
    const failure = Promise.withResolvers<string>();
    // When it is told to: what a thread says last may be heard before what it said first.
    const source = `import { createServer } from "node:net";
      import { parentPort } from "node:worker_threads";
      const server = createServer(() => { throw new Error("lost its mind"); });
      server.listen(0, "127.0.0.1", () => parentPort.postMessage({ kind: "ready", port: server.address().port }));`;
    const workerUrl = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
    const start = await startDemo({ workerUrl, onFailure: failure.resolve });
    if (!start.ok) throw new Error(start.message);
    await expect(fetch(start.demo.origin)).rejects.toThrow("fetch failed");
    expect(await failure.promise).toContain("lost its mind");
  });
});
