import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Demo } from "#electron/demo/demo-server.ts";
import { profileOf, replyTo } from "#electron/demo/reply.ts";
import { countTokens } from "#electron/demo/tokens.ts";
import type { ChatRequest, Part } from "#electron/manager/dependencies.ts";
import { openAiResponses } from "#electron/providers/openai-responses/adapter.ts";
import { newLink } from "#shared/chain.ts";
import { lastOf, providerOf, textOf } from "#test/electron/providers/support.ts";
import { decodeChunks } from "#test/support/golden.ts";
import { newDemo } from "./demo-client.ts";

let demo: Demo;
beforeAll(async () => {
  demo = await newDemo();
});
afterAll(() => demo.close());

const prompt = "Compare tea and coffee for long evenings";

type Asked = { readonly modelId?: string; readonly overrides?: ChatRequest["overrides"] };

function send(text: string, { modelId = "gpt-6-luna", overrides = {} }: Asked = {}): Promise<Response> {
  const request = openAiResponses.chatRequest({
    provider: providerOf("openai", demo.baseUrlOf("openai")),
    key: "demo",
    link: newLink("link", "A link", { providerId: "openai", modelId }),
    prompt: { system: "Be kind.", messages: [{ role: "user", text }] },
    overrides,
    omit: [],
  });
  return fetch(request.url, { method: request.method, headers: { ...request.headers }, body: request.body });
}

/** What the dialect makes of the demo's answer, to its end or to where it breaks off. */
async function ask(text: string, asked: Asked = {}): Promise<{ parts: Part[]; isBroken: boolean }> {
  const response = await send(text, asked);
  const chunks: Uint8Array[] = [];
  let isBroken = false;
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk);
  } catch (error) {
    isBroken = error instanceof TypeError;
  }
  return { parts: decodeChunks(chunks, openAiResponses), isBroken };
}

const typesOf = (parts: readonly Part[]) => parts.map((part) => part.type);

describe.concurrent("the demo's Responses API", () => {
  it("answers as the chat does, counts its tokens and says who served", async () => {
    const { parts } = await ask(prompt);
    const messages = [
      { role: "system", content: "Be kind." },
      { role: "user", content: prompt },
    ];
    const expected = replyTo({ model: "gpt-6-luna", messages }, profileOf("gpt-6-luna"));
    expect(textOf(parts, "text-delta")).toBe(expected.content);
    expect(typesOf(parts)).toEqual(["served", "text-delta", "finish", "usage", "terminated"]);
    expect(lastOf(parts, "served")).toMatchObject({ model: "gpt-6-luna" });
    expect(lastOf(parts, "finish")).toMatchObject({ reason: "stop" });
    expect(lastOf(parts, "usage").usage).toMatchObject({
      inputTokens: expected.usage.prompt_tokens,
      outputTokens: expected.usage.completion_tokens,
      reasoningTokens: 0,
    });
  });

  it("shows what a model that reasons thought, before its answer, and counts it", async () => {
    const { parts } = await ask(prompt, { modelId: "gpt-6.1-sol" });
    expect(typesOf(parts)).toEqual(["served", "reasoning-delta", "text-delta", "finish", "usage", "terminated"]);
    const reasoning = textOf(parts, "reasoning-delta");
    expect(reasoning).toContain("tea and coffee");
    expect(lastOf(parts, "usage").usage.reasoningTokens).toBe(countTokens(reasoning));
  });

  it("ends as incomplete at the token limit", async () => {
    const { parts } = await ask(prompt, { overrides: { maxTokens: 20 } });
    expect(lastOf(parts, "finish")).toEqual({ type: "finish", reason: "length", native: "max_output_tokens" });
    expect(lastOf(parts, "usage").usage.outputTokens).toBe(20);
  });

  it("names its events as OpenAI does, the last one and a failure too", async () => {
    const namesOf = async (response: Response) =>
      [...(await response.text()).matchAll(/^event: (.+)$/gm)].map((match) => match[1]);
    const whole = await namesOf(await send("Hello"));
    expect([whole[0], whole.at(-1)]).toEqual(["response.created", "response.completed"]);
    const cut = await namesOf(await send(prompt, { overrides: { maxTokens: 20 } }));
    expect(cut.at(-1)).toBe("response.incomplete");
    const failed = await namesOf(await send(`${prompt} [[error openai 1]]`));
    expect(failed.at(-1)).toBe("error");
  });

  it("answers in JSON where a shape is asked for", async () => {
    const jsonSchema = { name: "out", strict: true, schema: { type: "object" } };
    const { parts } = await ask("A person with keys name and city", { overrides: { jsonSchema } });
    expect(Object.keys(JSON.parse(textOf(parts, "text-delta")))).toEqual(["name", "city"]);
  });

  it("keeps emoji whole", async () => {
    const { parts } = await ask(`Explain café ${"🎉👩‍👩‍👧".repeat(30)}`);
    expect(textOf(parts, "text-delta").isWellFormed()).toBe(true);
    expect(textOf(parts, "text-delta")).toContain("🎉");
  });
});

describe.concurrent("a fault on the demo's Responses API", () => {
  it("[[cut]] breaks off with text already there, and never lets an answer finish", async () => {
    const early = await ask(`${prompt} [[cut openai 2]]`);
    expect([early.isBroken, typesOf(early.parts)]).toEqual([true, ["served", "text-delta"]]);
    const late = await ask("Hello [[cut openai 9000]]");
    expect([late.isBroken, typesOf(late.parts)]).toEqual([true, ["served", "text-delta"]]);
  });

  it("[[error]] reports a failure inside the stream", async () => {
    const { parts } = await ask(`${prompt} [[error openai 3]]`);
    expect(typesOf(parts)).toEqual(["served", "text-delta", "failure"]);
    expect(lastOf(parts, "failure").failure).toMatchObject({ class: "SERVER", code: "server_error" });
  });

  it("[[malformed]] and [[empty]] go on to the end", async () => {
    const malformed = await ask(`${prompt} [[malformed openai 2]]`);
    expect(typesOf(malformed.parts).filter((type) => type === "malformed")).toHaveLength(1);
    expect(lastOf(malformed.parts, "finish")).toMatchObject({ reason: "stop" });
    const empty = await ask(`${prompt} [[empty openai]]`);
    expect(typesOf(empty.parts)).toEqual(["served", "finish", "usage", "terminated"]);
  });

  it("[[fail]] answers with OpenAI's error", async () => {
    const response = await send(`${prompt} [[fail openai 429]]`);
    const failure = openAiResponses.readFailure({ status: response.status, headers: {}, body: await response.text() });
    expect(failure).toMatchObject({ class: "RATE_LIMIT", status: 429 });
    expect(response.headers.get("retry-after")).toBe("7");
  });
});
