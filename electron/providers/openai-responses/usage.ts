import { amountAt, type JsonRecord, recordAt } from "#electron/providers/json.ts";
import { usageOf } from "#electron/providers/usage-record.ts";
import type { Usage } from "#shared/usage.ts";

/**
 * The neutral form of protocols.md §1: cached, written and reasoning tokens stand inside their wholes. A cache entry
 * lives 30 minutes or, where asked for, 12 hours; the two stand in our short and long kind.
 */
export function responsesUsage(said: JsonRecord): Usage {
  const input = amountAt(said, "input_tokens") ?? 0;
  const details = recordAt(said, "input_tokens_details");
  const cacheRead = Math.min(amountAt(details, "cached_tokens") ?? 0, input);
  const written = Math.min(amountAt(details, "cache_write_tokens") ?? 0, input - cacheRead);
  const writtenLong = amountAt(recordAt(details, "cache_write_tokens_details"), "ttl_12h_tokens") ?? 0;
  const cacheWrite1h = Math.min(writtenLong, written);
  const output = amountAt(said, "output_tokens") ?? 0;
  const reasoning = amountAt(recordAt(said, "output_tokens_details"), "reasoning_tokens") ?? 0;
  return usageOf({
    inputTokens: input,
    cacheReadTokens: cacheRead,
    cacheWrite5mTokens: written - cacheWrite1h,
    cacheWrite1hTokens: cacheWrite1h,
    outputTokens: output,
    reasoningTokens: Math.min(reasoning, output),
  });
}
