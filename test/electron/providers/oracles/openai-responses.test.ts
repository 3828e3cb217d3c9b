import OpenAI from "openai";
import type { Response, ResponseUsage } from "openai/resources/responses/responses";
import { describe, expect, it } from "vitest";
import { openAiResponses } from "#electron/providers/openai-responses/adapter.ts";
import { providerOf } from "#test/electron/providers/support.ts";
import { goldenStream } from "#test/support/golden.ts";
import { ours, type Told, telling } from "./told.ts";
import { deliveries, serveAnswer } from "./wire-server.ts";

const question = { model: "gpt-6.1-sol", input: "Quoi ?" };

function clientFor(baseURL: string): OpenAI {
  return new OpenAI({ apiKey: "test", baseURL, maxRetries: 0, timeout: 60_000, logLevel: "off" });
}

function responsesStream(baseUrl: string): Promise<Told> {
  return telling(async (tell) => {
    const stream = await clientFor(baseUrl).responses.create({ ...question, stream: true });
    for await (const event of stream) {
      if (event.type === "response.output_text.delta") tell({ text: event.delta });
      if (event.type === "response.completed") tell(endOf(event.response));
    }
  });
}

function responsesAnswer(baseUrl: string): Promise<Told> {
  return telling(async (tell) => {
    const answer = await clientFor(baseUrl).responses.create({ ...question, stream: false });
    tell({ text: answer.output_text, ...endOf(answer) });
  });
}

function endOf({ status, usage }: Response): Partial<Told> {
  return { finish: status === "completed" ? "stop" : "other", usage: usage ? usageOf(usage) : null };
}

function usageOf(usage: ResponseUsage): Told["usage"] {
  return {
    inputTokens: usage.input_tokens,
    cacheReadTokens: usage.input_tokens_details.cached_tokens,
    cacheWriteTokens: usage.input_tokens_details.cache_write_tokens,
    outputTokens: usage.output_tokens,
    reasoningTokens: usage.output_tokens_details.reasoning_tokens,
  };
}

describe("the official OpenAI SDK and this program make the same of the Responses API", () => {
  it.each(deliveries)("openai-responses-stream, %s", async (delivery) => {
    const { url } = await serveAnswer(goldenStream("openai-responses-stream"), delivery);
    const own = await ours(openAiResponses, providerOf("openai", url), question.model);
    expect(own).toEqual(await responsesStream(url));
    expect(own).toMatchObject({ text: "déjà", finish: "stop", usage: { inputTokens: 12, outputTokens: 4 } });
  });

  it("the same answer in one piece", async () => {
    const lines = new TextDecoder().decode(goldenStream("openai-responses-stream").bytes).split("\n");
    const completed = lines.find((line) => line.startsWith('data: {"type":"response.completed"')) ?? "";
    const body = completed.slice(completed.indexOf('"response":') + '"response":'.length, -1);
    const bytes = new TextEncoder().encode(body);
    const { url } = await serveAnswer({ status: 200, contentType: "application/json", bytes, cuts: [] });
    const own = await ours(openAiResponses, providerOf("openai", url), question.model);
    expect(own).toEqual(await responsesAnswer(url));
    expect(own.text).toBe("déjà");
  });
});
