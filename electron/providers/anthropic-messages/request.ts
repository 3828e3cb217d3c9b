import type { ChatRequest, HttpRequest } from "#electron/manager/dependencies.ts";
import { anthropicCapabilities } from "#electron/providers/capabilities.ts";
import { alternateTurns } from "#electron/providers/turns.ts";
import type { Provider } from "#shared/model.ts";

/** Works for every path that takes no sampling fields: the model list and the key test. */
const plainVersion = "2023-06-01";

/** The most models one page of the list may hold. */
const pageSize = 1000;

/** The key travels in a header and never in an address, which ends up in logs. */
function anthropicHeaders(key: string | null, version: string): Record<string, string> {
  return { "anthropic-version": version, ...(key === null ? {} : { "x-api-key": key }) };
}

export function anthropicChatRequest({ provider, key, link, prompt }: ChatRequest): HttpRequest {
  const model = anthropicCapabilities(link.modelId);
  const body = {
    model: link.modelId,
    max_tokens: Math.max(1, Math.min(link.maxTokens, model.maxOutputTokens)),
    ...(prompt.system === null || prompt.system.trim() === "" ? {} : { system: prompt.system }),
    messages: alternateTurns(prompt.messages).map(({ role, text }) => ({ role, content: text })),
    // Anthropic's range ends at 1, a link's at 2.
    ...(model.temperature ? { temperature: Math.min(1, link.temperature) } : {}),
    // These models think anyway; without this they do it in silence, which looks like a stall.
    ...(model.reasons ? { thinking: { type: "adaptive", display: "summarized" } } : {}),
    stream: true,
  };
  return {
    method: "POST",
    url: `${provider.baseUrl}/v1/messages`,
    headers: {
      ...anthropicHeaders(key, model.version),
      "content-type": "application/json",
      accept: "text/event-stream",
    },
    body: JSON.stringify(body),
  };
}

/** One model is enough to see whether the key is taken. */
export function anthropicKeyTestRequest(provider: Provider, key: string | null): HttpRequest {
  return listRequest(provider, key, { limit: "1" });
}

export function anthropicModelsRequest(provider: Provider, key: string | null, afterId: string | null): HttpRequest {
  return listRequest(provider, key, {
    limit: String(pageSize),
    ...(afterId === null ? {} : { after_id: afterId }),
  });
}

function listRequest(provider: Provider, key: string | null, query: Record<string, string>): HttpRequest {
  return {
    method: "GET",
    url: `${provider.baseUrl}/v1/models?${new URLSearchParams(query)}`,
    headers: { ...anthropicHeaders(key, plainVersion), accept: "application/json" },
    body: null,
  };
}
