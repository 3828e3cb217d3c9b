import { describe, expect, it } from "vitest";
import type { Adapter } from "#electron/manager/dependencies.ts";
import { anthropicMessages } from "#electron/providers/anthropic-messages/adapter.ts";
import { googleGenerate } from "#electron/providers/google-generate/adapter.ts";
import { isRecord, type JsonRecord } from "#electron/providers/json.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { openAiResponses } from "#electron/providers/openai-responses/adapter.ts";
import type { Provider } from "#shared/model.ts";
import { type Asked, askedFor, bodyOf, providerOf } from "#test/electron/providers/support.ts";
import { anthropicBodies, olderAnthropicBodies, refused as refusedByAnthropic } from "./anthropic-bodies.ts";
import { goldenRequest } from "./cases.ts";
import { googleBodies, refused as refusedByGoogle } from "./google-bodies.ts";
import { openAiBodies, refused as refusedByOpenAi } from "./openai-bodies.ts";
import { openRouterBodies, refused as refusedByOpenRouter } from "./openrouter-bodies.ts";
import { refused as refusedByResponses, responsesBodies } from "./responses-bodies.ts";

const openAi = providerOf("openai", "https://api.openai.com/v1");
const openRouter = providerOf("openrouter", "https://openrouter.ai/api/v1");
const anthropic = providerOf("anthropic", "https://api.anthropic.com");
const google = providerOf("google", "https://generativelanguage.googleapis.com");
const mistral = providerOf("openai-compatible", "https://api.mistral.ai/v1");

type Sending = { readonly adapter: Adapter; readonly provider: Provider };

function sent({ adapter, provider }: Sending, asked: Omit<Asked, "provider">) {
  const request = adapter.chatRequest(askedFor({ provider, ...asked }));
  return { body: bodyOf(request), version: request.headers["anthropic-version"] };
}

describe("a request body is what the official SDK's types allow", () => {
  it.each(openAiBodies)("OpenAI: $name", ({ asked, body }) => {
    expect(sent({ adapter: openAiChat, provider: openAi }, asked).body).toEqual(body);
  });

  it.each(responsesBodies)("OpenAI's Responses API: $name", ({ asked, body }) => {
    expect(sent({ adapter: openAiResponses, provider: openAi }, asked).body).toEqual(body);
  });

  it.each(openRouterBodies)("OpenRouter: $name", ({ asked, body }) => {
    expect(sent({ adapter: openAiChat, provider: openRouter }, asked).body).toEqual(body);
  });

  it.each(anthropicBodies)("Anthropic: $name", ({ asked, body }) => {
    const expected = { body, version: "2026-10-21" };
    expect(sent({ adapter: anthropicMessages, provider: anthropic }, asked)).toEqual(expected);
  });

  it.each(olderAnthropicBodies)("Anthropic, older: $name", ({ asked, body }) => {
    const expected = { body, version: "2023-06-01" };
    expect(sent({ adapter: anthropicMessages, provider: anthropic }, asked)).toEqual(expected);
  });

  it.each(googleBodies)("Google: $name", ({ asked, body }) => {
    expect(sent({ adapter: googleGenerate, provider: google }, asked).body).toEqual(body);
  });

  it.each([
    ["max_output_tokens", refusedByOpenAi, openAiBodies],
    ["max_output_tokens", refusedByOpenRouter, openRouterBodies],
    ["max_completion_tokens", refusedByResponses, responsesBodies],
    ["seed", refusedByAnthropic, [...anthropicBodies, ...olderAnthropicBodies]],
    ["mime_type", refusedByGoogle, googleBodies],
    ["maxTokens", refusedByGoogle, googleBodies],
  ] as const)("%s, which the types refuse, is in none", (field, refused, cases) => {
    expect(JSON.stringify(refused)).toContain(`"${field}"`);
    expect(JSON.stringify(cases.map(({ body }) => body))).not.toContain(`"${field}"`);
  });

  it("Google's highest level on 4-hydrogen is one that the SDK does not know yet", () => {
    const asked = { modelId: "gemini-4-hydrogen", overrides: { effort: "max" } } as const;
    expect(sent({ adapter: googleGenerate, provider: google }, asked).body).toMatchObject({
      generationConfig: { thinkingConfig: { thinkingLevel: "XHIGH" } },
    });
  });
});

describe("the golden requests of the wire reference", () => {
  const cases = [...openAiBodies, ...responsesBodies, ...olderAnthropicBodies, ...googleBodies];
  it.each([
    "openai gpt-4.1",
    "openai gpt-6.1-sol",
    "openai responses",
    "anthropic claude-sonnet-4-6",
    "gemini gemini-3.8-flash",
  ])("%s, exactly", (name) => {
    expect(cases.find((one) => one.name === name)?.body).toEqual(goldenRequest(name));
  });

  it("anthropic claude-sonnet-5-5, but for the mark that caches the system text, which nothing here asks for", () => {
    const own = anthropicBodies.find(({ name }) => name === "anthropic claude-sonnet-5-5")?.body;
    expect(goldenRequest("anthropic claude-sonnet-5-5")).toEqual({
      ...own,
      system: [{ type: "text", text: own?.system, cache_control: { type: "ephemeral", ttl: "5m" } }],
    });
  });

  it("mistral, exactly", () => {
    const asked = {
      modelId: "mistral-large-latest",
      system: "Sois bref.",
      overrides: { maxTokens: 200, temperature: 0.2, seed: 7, stop: ["FIN"] },
    } as const;
    expect(sent({ adapter: openAiChat, provider: mistral }, asked).body).toEqual(goldenRequest("mistral"));
  });

  it("openrouter, but for its own first model by name, and preferences of upstreams that nothing here asks for", () => {
    const asked = {
      modelId: "anthropic/claude-sonnet-5.5",
      system: "Sois bref.",
      overrides: { maxTokens: 4000, effort: "high" },
    } as const;
    const request = askedFor({ provider: openRouter, ...asked });
    const link = { ...request.link, models: ["openai/gpt-5.5"] };
    expect({
      ...recordOf(bodyOf(openAiChat.chatRequest({ ...request, link }))),
      provider: { require_parameters: true, data_collection: "deny", sort: "price" },
    }).toEqual({ ...recordOf(goldenRequest("openrouter")), model: "anthropic/claude-sonnet-5.5" });
  });
});

function recordOf(value: unknown): JsonRecord {
  if (!isRecord(value)) throw new Error("The body is no object");
  return value;
}
