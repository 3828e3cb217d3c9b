import Anthropic from "@anthropic-ai/sdk";
import { ApiError, GoogleGenAI } from "@google/genai";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import type { Adapter } from "#electron/manager/dependencies.ts";
import { anthropicMessages } from "#electron/providers/anthropic-messages/adapter.ts";
import { googleGenerate } from "#electron/providers/google-generate/adapter.ts";
import { recordAt, textAt } from "#electron/providers/json.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { type GoldenError, type GoldenSection, goldenErrors } from "#test/support/golden.ts";
import { serveAnswer } from "./wire-server.ts";

/** What an SDK says of an error answer: the status and the provider's words where it found them. */
type Said = { readonly status: number | undefined; readonly message: string | null };

function served({ status, headers, body }: GoldenError) {
  const contentType = headers["content-type"] ?? "application/json";
  return serveAnswer({ status, contentType, bytes: new TextEncoder().encode(body), cuts: [] });
}

async function thrown(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    await ask();
  } catch (error) {
    return error;
  }
  throw new Error("The SDK reported success");
}

async function openAiSays(golden: GoldenError): Promise<Said> {
  const { url: baseURL } = await served(golden);
  const client = new OpenAI({ apiKey: "test", baseURL, maxRetries: 0, timeout: 60_000, logLevel: "off" });
  const error = await thrown(() => client.chat.completions.create({ model: "x", messages: [] }));
  if (!(error instanceof OpenAI.APIError)) throw error;
  return { status: error.status, message: textAt(error.error, "message") };
}

async function anthropicSays(golden: GoldenError): Promise<Said> {
  const { url: baseURL } = await served(golden);
  const client = new Anthropic({ apiKey: "test", baseURL, maxRetries: 0, timeout: 60_000, logLevel: "off" });
  const error = await thrown(() => client.messages.create({ model: "x", max_tokens: 1, messages: [] }));
  if (!(error instanceof Anthropic.APIError)) throw error;
  return { status: error.status, message: textAt(recordAt(error.error, "error"), "message") };
}

async function googleSays(golden: GoldenError): Promise<Said> {
  const { url: baseUrl } = await served(golden);
  const httpOptions = { baseUrl, timeout: 60_000, retryOptions: { attempts: 1 } };
  const client = new GoogleGenAI({ apiKey: "test", httpOptions });
  const error = await thrown(() => client.models.generateContent({ model: "x", contents: "?" }));
  if (!(error instanceof ApiError)) throw error;
  return { status: error.status, message: textAt(recordAt(JSON.parse(error.message), "error"), "message") };
}

function told(section: GoldenSection, adapter: Adapter, says: (golden: GoldenError) => Promise<Said>) {
  return goldenErrors(section).map((golden) => ({ name: `${golden.status} ${golden.class}`, golden, adapter, says }));
}

const rows = [
  ...told("openai", openAiChat, openAiSays),
  ...told("openrouter", openAiChat, openAiSays),
  ...told("compatible", openAiChat, openAiSays),
  ...told("anthropic", anthropicMessages, anthropicSays),
  ...told("gemini", googleGenerate, googleSays),
];
/** `{"detail"}`, `{"error":"text"}` beside a code, and a message that is an object: shapes that the SDK does not read. */
const isUnread = ({ golden }: (typeof rows)[number]) =>
  /^\{(?:"detail"|"code"|"object":"error","message":\{)/.test(golden.body);
const isJson = ({ golden }: (typeof rows)[number]) => golden.body.startsWith("{");

describe("the official SDKs and this program find the same words in an error answer", () => {
  it.each(rows.filter((row) => isJson(row) && !isUnread(row)))("$golden.body", async ({ golden, adapter, says }) => {
    const sdk = await says(golden);
    expect(sdk.status).toBe(golden.status);
    // OpenRouter wraps the words of the provider behind it, which say more than its own.
    const wrapped = golden.body.includes('"Provider returned error"');
    expect(wrapped ? "Provider returned error" : adapter.readFailure(golden).message).toBe(sdk.message);
  });
});

describe("where the OpenAI SDK finds no words, this program does", () => {
  it.each(rows.filter(isUnread))("$golden.body", async ({ golden, adapter, says }) => {
    const sdk = await says(golden);
    expect(sdk).toEqual({ status: golden.status, message: null });
    expect(adapter.readFailure(golden).message).toMatch(/golden|Unauthorized/);
  });
});

describe("Anthropic's spend limit", () => {
  it("is a class of its own for the SDK and lack of money here, though its status says rate limit", async () => {
    const golden = goldenErrors("anthropic").find(({ body }) => body.includes("enforced_spend_limit_reached"));
    if (golden === undefined) throw new Error("There is no golden spend limit");
    expect((await anthropicSays(golden)).status).toBe(429);
    expect(anthropicMessages.readFailure(golden).class).toBe("BILLING");
  });
});
