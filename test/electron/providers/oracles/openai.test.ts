import { describe, expect, it } from "vitest";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import type { ProviderKind } from "#shared/model.ts";
import { providerOf } from "#test/electron/providers/support.ts";
import { goldenStream } from "#test/support/golden.ts";
import { openAiAnswer, openAiStream } from "./openai-sdk.ts";
import { nothingTold, ours, type Told } from "./told.ts";
import { type Delivery, deliveries, serveAnswer } from "./wire-server.ts";

type Both = { readonly own: Told; readonly sdk: Told };

async function both(id: string, kind: ProviderKind, delivery: Delivery = "whole"): Promise<Both> {
  const answer = goldenStream(id);
  const { url } = await serveAnswer(answer, delivery);
  const isStream = answer.contentType.startsWith("text/event-stream");
  const sdk = await (isStream ? openAiStream(url) : openAiAnswer(url));
  return { own: await ours(openAiChat, providerOf(kind, url)), sdk };
}

const alike: readonly (readonly [string, ProviderKind])[] = [
  ["openai-stream", "openai"],
  ["openai-tool-stream", "openai"],
  ["openai-midstream-error", "openai"],
  ["openrouter-stream", "openrouter"],
  ["openrouter-midstream-error", "openrouter"],
  ["deepseek-stream", "openai-compatible"],
  ["mistral-stream", "openai-compatible"],
  ["ollama-stream", "openai-compatible"],
];

describe("the official OpenAI SDK and this program make the same of the same bytes", () => {
  for (const [id, kind] of alike) {
    it.each(deliveries)(`${id}, %s`, async (delivery) => {
      const { own, sdk } = await both(id, kind, delivery);
      expect(withoutFailedFinish(own)).toEqual(withoutFailedFinish(sdk));
      expect(own.text + own.calls).not.toBe("");
      expect(sdk.failure ?? "").toContain(own.failure ?? "");
    });
  }

  it.each([
    ["openai-json", "openai"],
    ["openrouter-json", "openrouter"],
  ] as const)("%s, in one piece", async (id, kind) => {
    const { own, sdk } = await both(id, kind);
    expect(own).toEqual(sdk);
    expect(own).toMatchObject({ text: "Café", finish: "stop", usage: { outputTokens: 3 } });
  });
});

/** The SDK throws before it hands out the chunk that holds an error, so that it never tells a finish reason then. */
function withoutFailedFinish(told: Told): Told {
  return told.failure === null ? told : { ...told, finish: null, failure: "failed" };
}

describe("where the OpenAI SDK is known to be wrong, this program is not", () => {
  it("groq: the SDK does not see the usage in x_groq", async () => {
    const { own, sdk } = await both("groq-stream", "openai-compatible");
    expect(sdk).toEqual({ ...nothingTold, text: "Café", finish: "stop" });
    expect(own).toEqual({ ...sdk, usage: { ...noTokens, inputTokens: 30, outputTokens: 9 } });
  });

  it("llama.cpp: the SDK ignores the SSE field `error` and reports success", async () => {
    const { own, sdk } = await both("llamacpp-error-field", "openai-compatible");
    expect(sdk).toEqual({ ...nothingTold, text: "Été" });
    expect(own).toEqual({ ...sdk, failure: "golden: slot lost" });
  });

  it("OpenRouter: an error inside a 200 is success for the SDK", async () => {
    const { own, sdk } = await both("openrouter-json-200-error", "openrouter");
    expect(sdk).toMatchObject({ text: "Ét", finish: "error", failure: null });
    expect(own.failure).toBe("golden: upstream dropped");
  });
});

const noTokens = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0, reasoningTokens: 0 };
