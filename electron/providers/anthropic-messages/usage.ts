import { amountAt, isRecord, type JsonRecord, recordAt } from "#electron/providers/json.ts";
import { usageOf } from "#electron/providers/usage-record.ts";
import type { Usage } from "#shared/usage.ts";

/**
 * `message_delta` replaces what `message_start` said field by field; null or absent keeps the older value. Inner
 * records are merged alike, so that the split of the cache writes survives a later event without it.
 */
export function mergeUsage(before: JsonRecord, later: JsonRecord): JsonRecord {
  const merged: Record<string, unknown> = { ...before };
  for (const [field, value] of Object.entries(later)) {
    if (value === null || value === undefined) continue;
    const old = merged[field];
    merged[field] = isRecord(value) && isRecord(old) ? mergeUsage(old, value) : value;
  }
  return merged;
}

/** Cached tokens stand outside Anthropic's input and inside ours (protocols.md §1). */
export function anthropicUsage(said: JsonRecord): Usage {
  const cacheRead = amountAt(said, "cache_read_input_tokens") ?? 0;
  const written = amountAt(said, "cache_creation_input_tokens") ?? 0;
  const split = recordAt(said, "cache_creation");
  // Without a split all writes count as the five-minute kind, which is the default.
  const written1h = Math.min(written, amountAt(split, "ephemeral_1h_input_tokens") ?? 0);
  return usageOf({
    inputTokens: (amountAt(said, "input_tokens") ?? 0) + written + cacheRead,
    cacheReadTokens: cacheRead,
    cacheWrite5mTokens: written - written1h,
    cacheWrite1hTokens: written1h,
    outputTokens: amountAt(said, "output_tokens") ?? 0,
    reasoningTokens: amountAt(recordAt(said, "output_tokens_details"), "thinking_tokens") ?? 0,
  });
}

/** Rule of thumb where output was not counted by the provider. */
const charactersPerToken = 4;

/** Input as `message_start` reported it, output counted from the text that arrived. */
export function estimatedUsage(said: JsonRecord, seen: { textLength: number; reasoningLength: number }): Usage {
  const reported = anthropicUsage(said);
  const counted = Math.ceil((seen.textLength + seen.reasoningLength) / charactersPerToken);
  return {
    ...reported,
    outputTokens: Math.max(reported.outputTokens, counted),
    reasoningTokens: Math.ceil(seen.reasoningLength / charactersPerToken),
    source: "estimated",
  };
}
