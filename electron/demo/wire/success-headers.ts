import { randomUUID } from "node:crypto";
import type { ProviderKind } from "#shared/model.ts";

/** The headers that a real provider adds to an answer and the mock leaves out. Limits are far from used up. */
export function successHeaders(kind: ProviderKind): Readonly<Record<string, string>> {
  const id = randomUUID().replaceAll("-", "");
  switch (kind) {
    case "openai":
    case "openai-compatible":
      return {
        "x-request-id": `req_${id}`,
        "openai-processing-ms": "120",
        "x-ratelimit-limit-requests": "10000",
        "x-ratelimit-remaining-requests": "9999",
        "x-ratelimit-reset-requests": "6ms",
        "x-ratelimit-limit-tokens": "2000000",
        "x-ratelimit-remaining-tokens": "1999000",
        "x-ratelimit-reset-tokens": "30ms",
      };
    case "anthropic": {
      const reset = `${new Date(Date.now() + 1000).toISOString().slice(0, 19)}Z`;
      return {
        "request-id": `req_${id}`,
        "anthropic-ratelimit-requests-limit": "4000",
        "anthropic-ratelimit-requests-remaining": "3999",
        "anthropic-ratelimit-requests-reset": reset,
        "anthropic-ratelimit-tokens-limit": "2000000",
        "anthropic-ratelimit-tokens-remaining": "1999000",
        "anthropic-ratelimit-tokens-reset": reset,
      };
    }
    case "google":
    case "openrouter":
      return {};
  }
}
