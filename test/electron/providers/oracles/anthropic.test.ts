import Anthropic from "@anthropic-ai/sdk";
import { describe, expect, it } from "vitest";
import { anthropicMessages } from "#electron/providers/anthropic-messages/adapter.ts";
import type { FinishReason } from "#shared/run.ts";
import { providerOf } from "#test/electron/providers/support.ts";
import { goldenStream } from "#test/support/golden.ts";
import { ours, type Told, telling } from "./told.ts";
import { deliveries, serveAnswer } from "./wire-server.ts";

const neutral: Readonly<Record<string, FinishReason>> = {
  end_turn: "stop",
  max_tokens: "length",
  tool_use: "tool_calls",
  refusal: "refusal",
};

const question = {
  model: "claude-sonnet-5-5",
  max_tokens: 200,
  messages: [{ role: "user" as const, content: "Quoi ?" }],
};

function clientFor(baseURL: string): Anthropic {
  return new Anthropic({ apiKey: "test", baseURL, maxRetries: 0, timeout: 60_000, logLevel: "off" });
}

/** The SDK puts the answer together itself; only the text comes as it arrives, so that a cut one keeps its beginning. */
function anthropicStream(baseUrl: string): Promise<Told> {
  return telling(async (tell) => {
    const stream = clientFor(baseUrl).messages.stream(question);
    stream.on("text", (text) => tell({ text }));
    const { text: _, ...rest } = toldOf(await stream.finalMessage());
    tell(rest);
  });
}

function anthropicAnswer(baseUrl: string): Promise<Told> {
  return telling(async (tell) => tell(toldOf(await clientFor(baseUrl).messages.create(question))));
}

function toldOf({ content, usage, stop_reason }: Anthropic.Message): Told {
  const created = usage.cache_creation_input_tokens ?? 0;
  const read = usage.cache_read_input_tokens ?? 0;
  return {
    text: content.map((block) => (block.type === "text" ? block.text : "")).join(""),
    calls: content.map((block) => (block.type === "tool_use" ? JSON.stringify(block.input) : "")).join(""),
    finish: neutral[stop_reason ?? ""] ?? null,
    usage: {
      inputTokens: usage.input_tokens + created + read,
      cacheReadTokens: read,
      cacheWriteTokens: created,
      outputTokens: usage.output_tokens,
      reasoningTokens: usage.output_tokens_details?.thinking_tokens ?? 0,
    },
    failure: null,
  };
}

const provider = (url: string) => providerOf("anthropic", url);

describe("the official Anthropic SDK and this program make the same of the same bytes", () => {
  for (const id of ["anthropic-stream", "anthropic-tool-stream"]) {
    it.each(deliveries)(`${id}, %s`, async (delivery) => {
      const { url } = await serveAnswer(goldenStream(id), delivery);
      const own = await ours(anthropicMessages, provider(url));
      expect(own).toEqual(await anthropicStream(url));
      expect(own.text + own.calls).not.toBe("");
      expect(own.usage?.outputTokens).toBeGreaterThan(0);
    });
  }

  it.each(deliveries)("anthropic-midstream-error, %s: the beginning, then the provider's words", async (delivery) => {
    const { url } = await serveAnswer(goldenStream("anthropic-midstream-error"), delivery);
    const [own, sdk] = [await ours(anthropicMessages, provider(url)), await anthropicStream(url)];
    expect([own.text, sdk.text]).toEqual(["Été", "Été"]);
    expect(own.failure).toBe("golden: overloaded");
    expect(sdk.failure).toContain("golden: overloaded");
  });

  it("anthropic-json, in one piece", async () => {
    const { url } = await serveAnswer(goldenStream("anthropic-json"));
    const own = await ours(anthropicMessages, provider(url));
    expect(own).toEqual(await anthropicAnswer(url));
    expect(own).toMatchObject({ text: "Café", finish: "stop", usage: { outputTokens: 9, reasoningTokens: 4 } });
  });

  it("both read a refusal as one", async () => {
    const golden = goldenStream("anthropic-json");
    const body = new TextDecoder()
      .decode(golden.bytes)
      .replace(/"content":\[.*?\],"stop_reason":"end_turn"/, '"content":[],"stop_reason":"refusal"');
    const { url } = await serveAnswer({ ...golden, bytes: new TextEncoder().encode(body) });
    const own = await ours(anthropicMessages, provider(url));
    expect(own).toMatchObject({ text: "", finish: "refusal" });
    expect(own).toEqual(await anthropicAnswer(url));
  });
});
