import type { ChatRequest, HttpRequest } from "#electron/manager/dependencies.ts";
import { systemTextOf } from "#electron/providers/system-text.ts";
import { alternateTurns } from "#electron/providers/turns.ts";
import type { Provider } from "#shared/model.ts";
import type { Image, Message } from "#shared/prompt.ts";
import { anthropicCapabilities } from "./capabilities.ts";
import { settingFields } from "./fields.ts";

/** Works for every path that takes no sampling fields: the model list and the key test. */
const plainVersion = "2023-06-01";

/** The most models one page of the list may hold. */
const pageSize = 1000;

/** The key travels in a header and never in an address, which ends up in logs. */
function anthropicHeaders(key: string | null, version: string): Record<string, string> {
  return { "anthropic-version": version, ...(key === null ? {} : { "x-api-key": key }) };
}

export function anthropicChatRequest({ provider, key, link, prompt, overrides }: ChatRequest): HttpRequest {
  const model = anthropicCapabilities(link.modelId);
  const system = systemTextOf(prompt, overrides, { takesSchema: model.jsonSchema });
  const body = {
    model: link.modelId,
    ...(system === null ? {} : { system }),
    messages: alternateTurns(prompt.messages).map(turnOf),
    ...settingFields(link, overrides, model),
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

function turnOf({ role, text, images = [] }: Message) {
  if (images.length === 0) return { role, content: text };
  const words = text.trim() === "" ? [] : [{ type: "text", text }];
  return { role, content: [...words, ...images.map(imageBlock)] };
}

function imageBlock(image: Image) {
  const source =
    image.kind === "url"
      ? { type: "url", url: image.url }
      : { type: "base64", media_type: image.mimeType, data: image.base64 };
  return { type: "image", source };
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
