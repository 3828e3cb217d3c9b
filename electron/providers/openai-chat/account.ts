import { readBalance } from "#electron/providers/compatible/balance.ts";
import { amountAt, parseJson, recordAt } from "#electron/providers/json.ts";
import type { Provider } from "#shared/model.ts";
import type { ProviderAccount } from "#shared/provider-state.ts";

/** What the answer to a key test says of the account; null where it says nothing. */
export function readAccount(provider: Provider, body: string): ProviderAccount | null {
  return provider.kind === "openrouter" ? readKeyInfo(body) : readBalance(provider, body);
}

/** OpenRouter's `GET /key` (protocols.md §7). */
function readKeyInfo(body: string): ProviderAccount | null {
  const parsed = parseJson(body);
  const said = parsed.ok ? recordAt(parsed.value, "data") : null;
  if (said === null) return null;
  const free = recordAt(said, "free_model_daily_requests");
  const limit = amountAt(free, "limit");
  const remaining = amountAt(free, "remaining");
  return {
    limitUsd: amountAt(said, "limit"),
    leftUsd: leftOf(said.limit_remaining),
    freeRequests: limit === null || remaining === null ? null : { limit, remaining },
  };
}

/** A key that has spent more than it may has nothing left. */
function leftOf(remaining: unknown): number | null {
  return typeof remaining === "number" && Number.isFinite(remaining) ? Math.max(0, remaining) : null;
}
