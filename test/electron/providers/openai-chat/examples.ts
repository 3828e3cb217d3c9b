import type { AnswerReader, ChatRequest, HttpRequest, Part, ProviderFailure } from "#electron/manager/dependencies.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { newLink } from "#shared/chain.ts";
import type { Provider, ProviderKind } from "#shared/model.ts";
import type { Usage } from "#shared/usage.ts";

const baseUrls: Readonly<Record<ProviderKind, string>> = {
  openai: "https://api.openai.com/v1",
  openrouter: "https://openrouter.ai/api/v1",
  "openai-compatible": "http://localhost:11434/v1",
  anthropic: "https://api.anthropic.com",
  google: "https://generativelanguage.googleapis.com",
};

export function providerOf(kind: ProviderKind): Provider {
  return { id: kind, name: kind, kind, baseUrl: baseUrls[kind], keyOptional: kind === "openai-compatible" };
}

/** One question with the settings of a new link. */
export function requestOf(kind: ProviderKind, modelId: string, parts: Partial<ChatRequest> = {}): ChatRequest {
  return {
    provider: providerOf(kind),
    key: "sk-test",
    link: newLink("link", "A link", { providerId: kind, modelId }),
    prompt: { system: null, messages: [{ role: "user", text: "Quoi ?" }] },
    overrides: {},
    omit: [],
    ...parts,
  };
}

export function chatOf(kind: ProviderKind, modelId: string, parts: Partial<ChatRequest> = {}): HttpRequest {
  return openAiChat.chatRequest(requestOf(kind, modelId, parts));
}

/** What a reader makes of these data lines, without the facts about who served. */
export function partsOf(...data: (string | object)[]): Part[] {
  return read(openAiChat.reader(), data).filter((part) => part.type !== "served");
}

function read(reader: AnswerReader, data: readonly (string | object)[]): Part[] {
  const texts = data.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  return [...texts.flatMap((text) => reader.push({ kind: "event", name: null, data: text })), ...reader.end()];
}

export function failuresIn(parts: readonly Part[]): ProviderFailure[] {
  return parts.flatMap((part) => (part.type === "failure" ? [part.failure] : []));
}

export function usageWith(parts: Partial<Usage>): Usage {
  return {
    inputTokens: 0,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: 0,
    reasoningTokens: 0,
    source: "reported",
    ...parts,
  };
}
