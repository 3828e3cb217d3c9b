import OpenAI from "openai";
import type { CompletionUsage } from "openai/resources/completions";
import type { FinishReason } from "#shared/run.ts";
import { type Told, telling } from "./told.ts";

const neutral: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  length: "length",
  model_length: "length",
  tool_calls: "tool_calls",
  content_filter: "content_filter",
  error: "error",
};

function clientFor(baseURL: string): OpenAI {
  return new OpenAI({ apiKey: "test", baseURL, maxRetries: 0, timeout: 60_000, logLevel: "off" });
}

const question = { model: "golden-model", messages: [{ role: "user" as const, content: "Quoi ?" }] };

/** What the official SDK makes of a streamed answer. */
export function openAiStream(baseUrl: string): Promise<Told> {
  return telling(async (tell) => {
    const stream = await clientFor(baseUrl).chat.completions.create({ ...question, stream: true });
    for await (const { choices, usage } of stream) {
      if (usage) tell({ usage: usageOf(usage) });
      const [choice] = choices;
      if (choice === undefined) continue;
      // Mistral's thinking comes as a list where the SDK promises text.
      const text: unknown = choice.delta.content;
      const calls = (choice.delta.tool_calls ?? []).map((call) => call.function?.arguments ?? "");
      tell({ text: typeof text === "string" ? text : "", calls: calls.join("") });
      if (choice.finish_reason) tell({ finish: neutral[choice.finish_reason] ?? "other" });
    }
  });
}

/** What the official SDK makes of an answer in one piece. */
export function openAiAnswer(baseUrl: string): Promise<Told> {
  return telling(async (tell) => {
    const { choices, usage } = await clientFor(baseUrl).chat.completions.create({ ...question, stream: false });
    const [choice] = choices;
    if (choice === undefined) return;
    tell({
      text: choice.message.content ?? "",
      finish: neutral[choice.finish_reason] ?? "other",
      usage: usage ? usageOf(usage) : null,
    });
  });
}

function usageOf(usage: CompletionUsage): Told["usage"] {
  const { prompt_tokens_details: inputs, completion_tokens_details: outputs } = usage;
  return {
    inputTokens: usage.prompt_tokens,
    cacheReadTokens: inputs?.cached_tokens ?? 0,
    cacheWriteTokens: inputs?.cache_write_tokens ?? 0,
    outputTokens: usage.completion_tokens,
    reasoningTokens: outputs?.reasoning_tokens ?? 0,
  };
}
