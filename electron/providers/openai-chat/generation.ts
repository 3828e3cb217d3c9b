import type { CostLookup } from "#electron/manager/dependencies.ts";
import { amountAt, type JsonRecord, parseJson, recordAt, textAt } from "#electron/providers/json.ts";
import { getRequest } from "#electron/providers/openai-shape/endpoints.ts";
import { usageOf } from "#electron/providers/usage-record.ts";
import type { Usage } from "#shared/usage.ts";

/** OpenRouter's `GET /generation?id=…` (protocols.md §7). It answers 404 for the first moments. */
export const generationLookup: CostLookup = {
  generationId: (headers) => headers["x-generation-id"] || null,
  request: (provider, key, generationId) => {
    if (provider.kind !== "openrouter") return null;
    return getRequest(provider, key, `/generation?${new URLSearchParams({ id: generationId })}`);
  },
  read: (body) => {
    const parsed = parseJson(body);
    const said = parsed.ok ? recordAt(parsed.value, "data") : null;
    const costUsd = said === null ? null : costOf(said);
    if (said === null || costUsd === null) return null;
    return { usage: usageIn(said), costUsd, upstreamProvider: textAt(said, "provider_name") || null };
  },
};

/** As in `usage.cost` of an answer: with a key of the user's own at the upstream provider, that one bills the rest. */
function costOf(said: JsonRecord): number | null {
  const charged = amountAt(said, "total_cost");
  if (charged === null || said.is_byok !== true) return charged;
  return charged + (amountAt(said, "upstream_inference_cost") ?? 0);
}

/** Native tokens are those that are billed; the others are counted alike for all models, for comparison only. */
function usageIn(said: JsonRecord): Usage | null {
  const input = amountAt(said, "native_tokens_prompt") ?? amountAt(said, "tokens_prompt");
  const output = amountAt(said, "native_tokens_completion") ?? amountAt(said, "tokens_completion");
  if (input === null || output === null) return null;
  return usageOf({
    inputTokens: input,
    cacheReadTokens: Math.min(amountAt(said, "native_tokens_cached") ?? 0, input),
    outputTokens: output,
    reasoningTokens: Math.min(amountAt(said, "native_tokens_reasoning") ?? 0, output),
  });
}
