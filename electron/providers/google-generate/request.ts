import type { ChatRequest, HttpRequest } from "#electron/manager/dependencies.ts";
import { googleCapabilities } from "#electron/providers/capabilities.ts";
import { alternateTurns } from "#electron/providers/turns.ts";
import type { Provider } from "#shared/model.ts";
import type { Message, Prompt } from "#shared/prompt.ts";

/** The most models one page of the list may hold. */
const pageSize = 1000;

/** v1beta has every feature of the API (protocols.md §6). */
function modelsUrl(provider: Provider): string {
  return `${provider.baseUrl}/v1beta/models`;
}

/** The key travels in a header; `?key=` would put it into logs. */
function googleHeaders(key: string | null): Record<string, string> {
  return key === null ? {} : { "x-goog-api-key": key };
}

export function googleChatRequest({ provider, key, link, prompt }: ChatRequest): HttpRequest {
  const model = googleCapabilities(link.modelId);
  const system = prompt.system === null || prompt.system.trim() === "" ? null : prompt.system;
  const body = {
    ...(system !== null && model.systemInstruction ? { systemInstruction: { parts: [{ text: system }] } } : {}),
    contents: contentsOf(prompt, model.systemInstruction ? null : system),
    generationConfig: {
      maxOutputTokens: Math.max(1, Math.min(link.maxTokens, model.maxOutputTokens ?? link.maxTokens)),
      temperature: link.temperature,
      // Shows thinking that happens anyway; without it the model is silent until its answer.
      ...(model.reasons ? { thinkingConfig: { includeThoughts: true } } : {}),
    },
  };
  const modelId = encodeURIComponent(link.modelId.replace(/^models\//, ""));
  return {
    method: "POST",
    url: `${modelsUrl(provider)}/${modelId}:streamGenerateContent?alt=sse`,
    headers: { ...googleHeaders(key), "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify(body),
  };
}

/** `systemText` goes before the first question where the model has no field of its own for it. */
function contentsOf(prompt: Prompt, systemText: string | null) {
  const turns = alternateTurns(prompt.messages);
  return turns.map(({ role, text }: Message, index) => ({
    role: role === "assistant" ? "model" : "user",
    parts: [{ text: index === 0 && systemText !== null ? `${systemText}\n\n${text}` : text }],
  }));
}

/** One model is enough to see whether the key is taken. */
export function googleKeyTestRequest(provider: Provider, key: string | null): HttpRequest {
  return listRequest(provider, key, { pageSize: "1" });
}

export function googleModelsRequest(provider: Provider, key: string | null, pageToken: string | null): HttpRequest {
  return listRequest(provider, key, {
    pageSize: String(pageSize),
    ...(pageToken === null ? {} : { pageToken }),
  });
}

function listRequest(provider: Provider, key: string | null, query: Record<string, string>): HttpRequest {
  return {
    method: "GET",
    url: `${modelsUrl(provider)}?${new URLSearchParams(query)}`,
    headers: { ...googleHeaders(key), accept: "application/json" },
    body: null,
  };
}
