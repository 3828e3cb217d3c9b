import type { ChatRequest, HttpRequest } from "#electron/manager/dependencies.ts";
import { lookUp } from "#electron/providers/json.ts";
import { systemTextOf } from "#electron/providers/system-text.ts";
import { alternateTurns } from "#electron/providers/turns.ts";
import type { Provider } from "#shared/model.ts";
import type { Image, Message, Prompt } from "#shared/prompt.ts";
import { googleCapabilities } from "./capabilities.ts";
import { generationConfig } from "./fields.ts";

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

export function googleChatRequest({ provider, key, link, prompt, overrides }: ChatRequest): HttpRequest {
  const model = googleCapabilities(link.modelId);
  const system = systemTextOf(prompt, overrides, { takesSchema: model.jsonSchema });
  const body = {
    ...(system !== null && model.systemInstruction ? { systemInstruction: { parts: [{ text: system }] } } : {}),
    contents: contentsOf(prompt, model.systemInstruction ? null : system),
    generationConfig: generationConfig(link, overrides, model),
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
  return alternateTurns(prompt.messages).map(({ role, text, images = [] }: Message, index) => {
    const texts = [index === 0 ? (systemText ?? "") : "", text].filter((one) => one.trim() !== "");
    const words = texts.length === 0 ? [] : [{ text: texts.join("\n\n") }];
    return { role: role === "assistant" ? "model" : "user", parts: [...words, ...images.map(imagePart)] };
  });
}

const typeOfExtension: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
};

/** Models that fetch no address themselves are not asked with one (`takesImageUrls` in providers/capabilities.ts). */
function imagePart(image: Image) {
  if (image.kind === "data") return { inlineData: { mimeType: image.mimeType, data: image.base64 } };
  const extension = /\.(\w+)(?:[?#]|$)/.exec(image.url)?.[1]?.toLowerCase() ?? null;
  const mimeType = lookUp(typeOfExtension, extension);
  return { fileData: { fileUri: image.url, ...(mimeType === null ? {} : { mimeType }) } };
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
