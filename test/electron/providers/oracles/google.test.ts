import { type GenerateContentResponse, GoogleGenAI } from "@google/genai";
import { describe, expect, it } from "vitest";
import { googleGenerate } from "#electron/providers/google-generate/adapter.ts";
import type { FinishReason } from "#shared/run.ts";
import { providerOf } from "#test/electron/providers/support.ts";
import { goldenStream } from "#test/support/golden.ts";
import { ours, type Told, telling } from "./told.ts";
import { type Delivery, deliveries, serveAnswer } from "./wire-server.ts";

const neutral: Readonly<Record<string, FinishReason>> = {
  STOP: "stop",
  MAX_TOKENS: "length",
  SAFETY: "content_filter",
};

const question = { model: "gemini-3.8-flash", contents: "Quoi ?" };

function clientFor(baseUrl: string): GoogleGenAI {
  const httpOptions = { baseUrl, apiVersion: "v1beta", timeout: 60_000, retryOptions: { attempts: 1 } };
  return new GoogleGenAI({ apiKey: "test", httpOptions });
}

function googleStream(baseUrl: string): Promise<Told> {
  return telling(async (tell) => {
    for await (const chunk of await clientFor(baseUrl).models.generateContentStream(question)) tell(toldOf(chunk));
  });
}

function googleAnswer(baseUrl: string): Promise<Told> {
  return telling(async (tell) => tell(toldOf(await clientFor(baseUrl).models.generateContent(question))));
}

function toldOf(response: GenerateContentResponse): Partial<Told> {
  const calls = response.functionCalls ?? [];
  const finish = neutral[response.candidates?.[0]?.finishReason ?? ""];
  const usage = response.usageMetadata;
  const parts = response.candidates?.[0]?.content?.parts ?? [];
  return {
    text: parts.map((part) => (part.thought === true ? "" : (part.text ?? ""))).join(""),
    calls: calls.map((call) => JSON.stringify(call.args)).join(""),
    // Google says STOP for a call too.
    ...(finish !== undefined && { finish: calls.length > 0 && finish === "stop" ? "tool_calls" : finish }),
    ...(usage !== undefined && {
      usage: {
        inputTokens: (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0),
        cacheReadTokens: usage.cachedContentTokenCount ?? 0,
        cacheWriteTokens: 0,
        outputTokens: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
        reasoningTokens: usage.thoughtsTokenCount ?? 0,
      },
    }),
  };
}

async function both(id: string, delivery: Delivery = "whole") {
  const { url } = await serveAnswer(goldenStream(id), delivery);
  const isStream = goldenStream(id).contentType.startsWith("text/event-stream");
  const own = await ours(googleGenerate, providerOf("google", url), question.model);
  return { own, sdk: await (isStream ? googleStream(url) : googleAnswer(url)) };
}

describe("the official Google SDK and this program make the same of the same bytes", () => {
  for (const id of ["gemini-stream", "gemini-tool-stream", "gemini-safety-midstream"]) {
    it.each(deliveries)(`${id}, %s`, async (delivery) => {
      const { own, sdk } = await both(id, delivery);
      expect(own).toEqual(sdk);
      expect(own.text + own.calls).not.toBe("");
      expect(own.usage?.outputTokens).toBeGreaterThan(0);
    });
  }

  it("gemini-json, in one piece", async () => {
    const { own, sdk } = await both("gemini-json");
    expect(own).toEqual(sdk);
    expect(own).toMatchObject({ text: "Café", finish: "stop", usage: { inputTokens: 8, outputTokens: 3 } });
  });
});

describe("where the Google SDK is known to be wrong, this program is not", () => {
  it("a raw error line after the text: the SDK speaks of incomplete JSON", async () => {
    const { own, sdk } = await both("gemini-midstream-error");
    expect(sdk.failure).toMatch(/Incomplete JSON segment/);
    expect(own).toMatchObject({ text: "Été", failure: "golden: overloaded" });
  });

  it.each(deliveries)("a raw error line, %s: the SDK loses either the text or the words", async (delivery) => {
    const { own, sdk } = await both("gemini-midstream-error", delivery);
    const hasWords = sdk.failure?.includes("golden: overloaded");
    expect(sdk.text === "Été" && hasWords).toBe(false);
    expect(own).toMatchObject({ text: "Été", failure: "golden: overloaded" });
  });

  it("a blocked prompt is an empty success for the SDK", async () => {
    const { own, sdk } = await both("gemini-blocked");
    expect(sdk).toMatchObject({ text: "", finish: null, failure: null });
    expect(own.failure ?? own.finish).toMatch(/PROHIBITED_CONTENT|content_filter/);
  });
});
