import type { HttpRequest } from "#electron/manager/dependencies.ts";
import { serverOf } from "#electron/providers/compatible/recognise.ts";
import type { Provider } from "#shared/model.ts";

/** OpenRouter names the program by these in its statistics (protocols.md §7). They say nothing about the user. */
const attribution = { "http-referer": "https://understudy.invalid", "x-openrouter-title": "Understudy" } as const;

/** The most models one page of OpenRouter's list may hold. */
const pageSize = 1000;

/** A streaming question to one of the provider's paths, as in "/chat/completions". */
export function streamRequest(
  provider: Provider,
  key: string | null,
  asked: { path: string; body: object },
): HttpRequest {
  return {
    method: "POST",
    url: provider.baseUrl + asked.path,
    headers: { ...headersFor(provider, key), "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify(asked.body),
  };
}

/** OpenRouter's model list is public and proves nothing about a key. */
export function keyTestRequest(provider: Provider, key: string | null): HttpRequest {
  const path = serverOf(provider)?.keyTestPath ?? null;
  if (path !== null) return getRequest({ ...provider, baseUrl: new URL(provider.baseUrl).origin }, key, path);
  return getRequest(provider, key, provider.kind === "openrouter" ? "/key" : "/models");
}

/** `pageToken` is an offset. Only OpenRouter has pages. */
export function modelsRequest(provider: Provider, key: string | null, pageToken: string | null): HttpRequest {
  if (provider.kind !== "openrouter") return getRequest(provider, key, "/models");
  const query = new URLSearchParams({ limit: String(pageSize), ...(pageToken !== null && { offset: pageToken }) });
  return getRequest(provider, key, `/models?${query}`);
}

export function getRequest(provider: Provider, key: string | null, path: string): HttpRequest {
  const headers = { ...headersFor(provider, key), accept: "application/json" };
  return { method: "GET", url: provider.baseUrl + path, headers, body: null };
}

function headersFor(provider: Provider, key: string | null): Record<string, string> {
  return {
    ...(key !== null && { authorization: `Bearer ${key}` }),
    ...(provider.kind === "openrouter" && attribution),
  };
}
