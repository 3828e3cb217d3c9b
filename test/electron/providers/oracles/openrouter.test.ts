import { OpenRouter } from "@openrouter/sdk";
import type { ChatUsage } from "@openrouter/sdk/models";
import { describe, expect, it } from "vitest";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import type { FinishReason } from "#shared/run.ts";
import { providerOf } from "#test/electron/providers/support.ts";
import { goldenStream } from "#test/support/golden.ts";
import { ours, type Told, telling } from "./told.ts";
import { type Delivery, deliveries, serveAnswer } from "./wire-server.ts";

const neutral: Readonly<Record<string, FinishReason>> = { stop: "stop", length: "length", error: "error" };

const question = { model: "anthropic/claude-sonnet-5.5", messages: [{ role: "user" as const, content: "Quoi ?" }] };

function clientFor(serverURL: string): OpenRouter {
  return new OpenRouter({ apiKey: "test", serverURL, retryConfig: { strategy: "none" }, timeoutMs: 10_000 });
}

function openRouterStream(baseUrl: string): Promise<Told> {
  return telling(async (tell) => {
    const stream = await clientFor(baseUrl).chat.send({ chatRequest: { ...question, stream: true } });
    if ("choices" in stream) throw new Error("The SDK read a stream as one piece");
    for await (const { choices, usage } of stream) {
      if (usage) tell({ usage: usageOf(usage) });
      const [choice] = choices;
      if (choice === undefined) continue;
      tell({ text: choice.delta.content ?? "" });
      if (choice.finishReason) tell({ finish: neutral[choice.finishReason] ?? "other" });
    }
  });
}

function openRouterAnswer(baseUrl: string): Promise<Told> {
  return telling(async (tell) => {
    const answer = await clientFor(baseUrl).chat.send({ chatRequest: { ...question, stream: false } });
    if (!("choices" in answer)) throw new Error("The SDK read one piece as a stream");
    const { choices, usage } = answer;
    const [choice] = choices;
    const text: unknown = choice?.message.content;
    tell({
      text: typeof text === "string" ? text : "",
      finish: neutral[choice?.finishReason ?? ""] ?? null,
      usage: usage ? usageOf(usage) : null,
    });
  });
}

function usageOf(usage: ChatUsage): Told["usage"] {
  const { promptTokensDetails: inputs, completionTokensDetails: outputs } = usage;
  return {
    inputTokens: usage.promptTokens,
    cacheReadTokens: inputs?.cachedTokens ?? 0,
    cacheWriteTokens: inputs?.cacheWriteTokens ?? 0,
    outputTokens: usage.completionTokens,
    reasoningTokens: outputs?.reasoningTokens ?? 0,
  };
}

async function both(id: string, delivery: Delivery = "whole") {
  const { url } = await serveAnswer(goldenStream(id), delivery);
  const isStream = goldenStream(id).contentType.startsWith("text/event-stream");
  const own = await ours(openAiChat, providerOf("openrouter", url));
  return { own, sdk: await (isStream ? openRouterStream(url) : openRouterAnswer(url)) };
}

describe("the official OpenRouter SDK and this program make the same of the same bytes", () => {
  it.each(deliveries)("openrouter-stream, %s", async (delivery) => {
    const { own, sdk } = await both("openrouter-stream", delivery);
    expect(own).toEqual(sdk);
    expect(own).toMatchObject({ text: "Café 👋", usage: { inputTokens: 2221, cacheWriteTokens: 400 } });
  });

  it("openrouter-json, in one piece", async () => {
    const { own, sdk } = await both("openrouter-json");
    expect(own).toEqual(sdk);
    expect(own).toMatchObject({ text: "Café", finish: "stop" });
  });
});

describe("where the OpenRouter SDK is known to be wrong, this program is not", () => {
  it("passes an error in mid-stream through as a chunk like any other", async () => {
    const { own, sdk } = await both("openrouter-midstream-error");
    expect(sdk).toMatchObject({ text: "Été", finish: "error", failure: null });
    expect(own).toMatchObject({ text: "Été", failure: "golden: upstream dropped" });
  });

  it("takes an error inside a 200 for success", async () => {
    const { own, sdk } = await both("openrouter-json-200-error");
    expect(sdk).toMatchObject({ text: "Ét", failure: null });
    expect(own.failure).toBe("golden: upstream dropped");
  });
});
