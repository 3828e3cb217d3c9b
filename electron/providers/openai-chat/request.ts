import type { ChatRequest, HttpRequest } from "#electron/manager/dependencies.ts";
import { chatCapabilities } from "#electron/providers/capabilities.ts";
import { alternateTurns } from "#electron/providers/turns.ts";
import type { Provider } from "#shared/model.ts";

/** OpenRouter names the program by these in its statistics (protocols.md §7). They say nothing about the user. */
const attribution = { "http-referer": "https://understudy.invalid", "x-openrouter-title": "Understudy" } as const;

/** The most models one page of OpenRouter's list may hold. */
const pageSize = 1000;

/** A streaming request with everything that the model refuses left out. */
export function chatRequest({ provider, key, link, prompt }: ChatRequest): HttpRequest {
  const model = chatCapabilities(provider.kind, link.modelId);
  const system = prompt.system?.trim() ? [{ role: model.systemRole, content: prompt.system }] : [];
  // Templates of local models want roles in alternation, and no server minds it.
  const turns = alternateTurns(prompt.messages).map(({ role, text }) => ({ role, content: text }));
  const body = {
    model: link.modelId,
    messages: [...system, ...turns],
    [model.maxTokensField]: link.maxTokens,
    ...(model.temperature && { temperature: link.temperature }),
    stream: true,
    ...streamOptions(provider, model.streamUsage),
  };
  return {
    method: "POST",
    url: `${provider.baseUrl}/chat/completions`,
    headers: { ...headersFor(provider, key), "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify(body),
  };
}

/** OpenRouter sends usage always; only OpenAI pads its events unless told not to. */
function streamOptions(provider: Provider, mayAskForUsage: boolean): object {
  if (provider.kind === "openrouter" || !mayAskForUsage) return {};
  const padding = provider.kind === "openai" ? { include_obfuscation: false } : {};
  return { stream_options: { include_usage: true, ...padding } };
}

/** OpenRouter's model list is public and proves nothing about a key. */
export function keyTestRequest(provider: Provider, key: string | null): HttpRequest {
  return getRequest(provider, key, provider.kind === "openrouter" ? "/key" : "/models");
}

/** `pageToken` is an offset. Only OpenRouter has pages. */
export function modelsRequest(provider: Provider, key: string | null, pageToken: string | null): HttpRequest {
  if (provider.kind !== "openrouter") return getRequest(provider, key, "/models");
  const query = new URLSearchParams({ limit: String(pageSize), ...(pageToken !== null && { offset: pageToken }) });
  return getRequest(provider, key, `/models?${query}`);
}

function getRequest(provider: Provider, key: string | null, path: string): HttpRequest {
  const headers = { ...headersFor(provider, key), accept: "application/json" };
  return { method: "GET", url: provider.baseUrl + path, headers, body: null };
}

function headersFor(provider: Provider, key: string | null): Record<string, string> {
  return {
    ...(key !== null && { authorization: `Bearer ${key}` }),
    ...(provider.kind === "openrouter" && attribution),
  };
}
