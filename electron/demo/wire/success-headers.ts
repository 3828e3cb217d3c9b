import { randomUUID } from "node:crypto";
import type { DemoAllowance, DemoLimit } from "#electron/demo/demo-limits.ts";
import type { ProviderKind } from "#shared/model.ts";

/** The headers that a real provider adds to an answer and the mock leaves out. */
export function successHeaders(kind: ProviderKind, allowance: DemoAllowance): Readonly<Record<string, string>> {
  const id = randomUUID().replaceAll("-", "");
  const { requests, inputTokens, outputTokens, resetMs } = allowance;
  switch (kind) {
    case "openai":
    case "openai-compatible":
      return {
        "x-request-id": `req_${id}`,
        "openai-processing-ms": "120",
        ...openAiLimit("requests", requests, resetMs),
        ...openAiLimit("tokens", inputTokens, resetMs),
      };
    case "anthropic": {
      const reset = `${new Date(Date.now() + resetMs).toISOString().slice(0, 19)}Z`;
      return {
        "request-id": `req_${id}`,
        ...anthropicLimit("requests", requests, reset),
        ...anthropicLimit("input-tokens", inputTokens, reset),
        ...anthropicLimit("output-tokens", outputTokens, reset),
      };
    }
    case "google":
    case "openrouter":
      return {};
  }
}

function openAiLimit(unit: string, { limit, remaining }: DemoLimit, resetMs: number): Record<string, string> {
  return {
    [`x-ratelimit-limit-${unit}`]: String(limit),
    [`x-ratelimit-remaining-${unit}`]: String(remaining),
    [`x-ratelimit-reset-${unit}`]: `${(resetMs / 1000).toFixed(3)}s`,
  };
}

function anthropicLimit(unit: string, { limit, remaining }: DemoLimit, reset: string): Record<string, string> {
  return {
    [`anthropic-ratelimit-${unit}-limit`]: String(limit),
    [`anthropic-ratelimit-${unit}-remaining`]: String(remaining),
    [`anthropic-ratelimit-${unit}-reset`]: reset,
  };
}
