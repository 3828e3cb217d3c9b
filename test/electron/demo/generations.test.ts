import { afterEach, describe, expect, it } from "vitest";
import type { Demo } from "#electron/demo/demo-server.ts";
import { createGenerations } from "#electron/demo/generations.ts";
import { generationLookup } from "#electron/providers/openai-chat/generation.ts";
import { at, newDemo, post, readStream } from "./demo-client.ts";

const model = "google/gemini-3.8-flash";
const body = JSON.stringify({ model, messages: [{ role: "user", content: "12345678 [[cut openrouter 2]]" }] });

function eventOf(delta: object, finish: string | null = null): string {
  return `data: ${JSON.stringify({ id: "of the mock", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
}

describe("the generations of the demo's OpenRouter", () => {
  it("put their own id into every event, and into no text", () => {
    const generation = createGenerations().begin(body);
    const passed = generation.pass(eventOf({ content: 'data: {"id":"x"' }));
    expect(passed).toBe(eventOf({ content: 'data: {"id":"x"' }).replace("of the mock", generation.id));
    expect(generation.pass("data: [DONE]\n\n")).toBe("data: [DONE]\n\n");
  });

  it("are billed for what was sent until the client left, some moments after that", () => {
    let nowMs = 0;
    const generations = createGenerations(() => nowMs);
    const generation = generations.begin(body);
    generation.pass(eventOf({ reasoning: "12345678" }));
    generation.pass(eventOf({ content: "1234" }));
    expect(generations.find(generation.id)).toBeNull();
    generation.end();
    nowMs = 1_499;
    expect(generations.find(generation.id)).toBeNull();
    nowMs = 1_500;
    expect(generations.find(generation.id)).toMatchObject({ data: { cancelled: true } });
    expect(generationLookup.read(JSON.stringify(generations.find(generation.id)))).toMatchObject({
      // Two tokens of prompt and four of its frame; two of reasoning and one of text: $0.825 and $4.125 a million.
      usage: { inputTokens: 6, outputTokens: 3, reasoningTokens: 2 },
      costUsd: 0.000017325,
      upstreamProvider: "google",
    });
  });

  it("are not known by another id, and the oldest are forgotten", () => {
    const generations = createGenerations(() => 10_000);
    const first = generations.begin(body);
    first.end();
    expect([generations.find("gen-x"), generations.find(null)]).toEqual([null, null]);
    for (let count = 0; count < 200; count += 1) generations.begin(body);
    expect(generations.find(first.id)).toBeNull();
  });
});

describe("an answer of the demo's OpenRouter", () => {
  const open: Demo[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((demo) => demo.close()));
  });

  it("that is cut off can be asked for by the id of its header, which its events name too", async () => {
    const demo = await newDemo();
    open.push(demo);
    const response = await post(demo, { dialect: "openrouter", prompt: "Hello [[cut openrouter 4]]" });
    const id = generationLookup.generationId({ "x-generation-id": response.headers.get("x-generation-id") ?? "" });
    const read = await readStream(response);
    expect(read.broken).not.toBeNull();
    expect(new Set(read.events.map((event) => at(event, "id")))).toEqual(new Set([id]));
    const ask = () => fetch(`${demo.baseUrlOf("openrouter")}/generation?id=${id}`);
    expect((await ask()).status).toBe(404);
    await expect.poll(async () => (await ask()).status, { interval: 200 }).toBe(200);
    const found = generationLookup.read(await (await ask()).text());
    expect(found?.costUsd).toBeGreaterThan(0);
    expect(found?.usage?.outputTokens).toBeGreaterThan(0);
    expect((await fetch(`${demo.baseUrlOf("openrouter")}/generation`)).status).toBe(404);
  });
});
