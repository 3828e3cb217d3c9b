import { createOpenAI } from "@ai-sdk/openai";
import { type LanguageModel, streamText } from "ai";
import { createFallback } from "ai-fallback";
import { createParser } from "eventsource-parser";
import OpenAI from "openai";
import { request } from "undici";
import { type Client, newTiming, prompt } from "./client.ts";

/** The clients that others made, and the floor that none can go below. */

const messages = [{ role: "user", content: prompt }] as const;
const model = "gpt-4.1";
const nothing = async () => undefined;

type Chunk = { readonly choices: readonly { readonly delta: { readonly content?: string } }[] };

/** One request, bytes to events to JSON to text, and nothing else. No failure is looked at. */
export function bareUndici(baseUrl: string, asked: { readonly model: string; readonly key: string }): Client {
  const ask = async () => {
    const timing = newTiming();
    const { body } = await request(`${baseUrl}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${asked.key}`, "content-type": "application/json" },
      body: JSON.stringify({ model: asked.model, messages, stream: true, stream_options: { include_usage: true } }),
    });
    const decoder = new TextDecoder();
    const parser = createParser({
      onEvent: ({ data }) => {
        if (data === "[DONE]") return;
        const chunk: Chunk = JSON.parse(data);
        timing.text(chunk.choices[0]?.delta.content ?? "");
      },
    });
    for await (const bytes of body) parser.feed(decoder.decode(bytes, { stream: true }));
    return timing.done();
  };
  return { ask, close: nothing };
}

export function openAiSdk(baseUrl: string, key: string): Client {
  const client = new OpenAI({ baseURL: baseUrl, apiKey: key, maxRetries: 0 });
  const ask = async () => {
    const timing = newTiming();
    const stream = await client.chat.completions.create({
      model,
      messages: [...messages],
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const chunk of stream) {
      timing.text(chunk.choices[0]?.delta.content ?? "");
    }
    return timing.done();
  };
  return { ask, close: nothing };
}

function withAiSdk(chosen: LanguageModel): Client {
  const ask = async () => {
    const timing = newTiming();
    const { textStream } = streamText({ model: chosen, messages: [...messages], maxRetries: 0 });
    for await (const text of textStream) timing.text(text);
    return timing.done();
  };
  return { ask, close: nothing };
}

export function aiSdk(baseURL: string, apiKey: string): Client {
  return withAiSdk(createOpenAI({ baseURL, apiKey }).chat(model));
}

export function aiSdkWithFallback(baseURL: string, apiKey: string): Client {
  const provider = createOpenAI({ baseURL, apiKey });
  return withAiSdk(createFallback({ models: [provider.chat(model), provider.chat("gpt-4.1-mini")] }));
}
