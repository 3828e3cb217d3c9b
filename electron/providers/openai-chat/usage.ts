import { amountAt, type JsonRecord, recordAt } from "#electron/providers/json.ts";
import { usageOf } from "#electron/providers/usage-record.ts";
import type { Usage } from "#shared/usage.ts";

/** xAI counts money in ticks: 1 USD = 10¹⁰ ticks. */
const ticksPerUsd = 1e10;

/** Where servers put the usage: at the top, in the first choice (Moonshot), or in an extension of their own (Groq). */
export function usageIn(chunk: JsonRecord, choice: JsonRecord | null): JsonRecord | null {
  const places = [recordAt(chunk, "usage"), recordAt(recordAt(chunk, "x_groq"), "usage"), recordAt(choice, "usage")];
  return places.find((said) => amountAt(said, "prompt_tokens") !== null) ?? null;
}

/** The neutral form of protocols.md §1. Parts are clamped to their whole: xAI's cached may exceed its prompt. */
export function chatUsage(said: JsonRecord): Usage {
  const input = amountAt(said, "prompt_tokens") ?? 0;
  const prompt = recordAt(said, "prompt_tokens_details");
  const cached =
    amountAt(prompt, "cached_tokens") ??
    amountAt(said, "prompt_cache_hit_tokens") ??
    amountAt(said, "cached_tokens") ??
    amountAt(said, "num_cached_tokens") ??
    0;
  const cacheRead = Math.min(cached, input);
  const reasoning =
    amountAt(recordAt(said, "completion_tokens_details"), "reasoning_tokens") ??
    amountAt(said, "reasoning_tokens") ??
    0;
  const output = outputTokens(said, reasoning);
  return usageOf({
    inputTokens: input,
    cacheReadTokens: cacheRead,
    cacheWrite5mTokens: Math.min(amountAt(prompt, "cache_write_tokens") ?? 0, input - cacheRead),
    outputTokens: output,
    reasoningTokens: Math.min(reasoning, output),
  });
}

/**
 * xAI counts reasoning beside the completion, everyone else inside it. The total tells: it holds the reasoning once
 * more where that stands beside. Reasoning that is larger than the completion cannot stand inside it.
 */
function outputTokens(said: JsonRecord, reasoning: number): number {
  const completion = amountAt(said, "completion_tokens") ?? 0;
  const rest = (amountAt(said, "total_tokens") ?? 0) - (amountAt(said, "prompt_tokens") ?? 0) - completion;
  const isBeside = reasoning > completion || (reasoning > 0 && rest === reasoning);
  return isBeside ? completion + reasoning : completion;
}

/** What the provider says it charged, in USD: OpenRouter's `cost` or xAI's ticks; null where it does not say. */
export function reportedCostUsd(said: JsonRecord): number | null {
  const ticks = amountAt(said, "cost_in_usd_ticks");
  if (ticks !== null) return ticks / ticksPerUsd;
  const cost = amountAt(said, "cost");
  if (cost === null || said.is_byok !== true) return cost;
  // With a key of the user's own at the upstream provider, that provider bills the rest.
  return cost + (amountAt(recordAt(said, "cost_details"), "upstream_inference_cost") ?? 0);
}
