import { listAt, parseJson, textAt } from "#electron/providers/json.ts";
import type { Provider } from "#shared/model.ts";
import type { ProviderAccount } from "#shared/provider-state.ts";
import { serverOf } from "./recognise.ts";

/**
 * DeepSeek's `GET /user/balance`, which is its key test (protocols.md §8): amounts as text, one for each currency. Null
 * for any other server, and where none of the money is in dollars.
 */
export function readBalance(provider: Provider, body: string): ProviderAccount | null {
  if (serverOf(provider)?.id !== "deepseek") return null;
  const parsed = parseJson(body);
  const infos = parsed.ok ? listAt(parsed.value, "balance_infos") : [];
  const total = textAt(
    infos.find((info) => textAt(info, "currency") === "USD"),
    "total_balance",
  );
  const leftUsd = total === null || total.trim() === "" ? Number.NaN : Number(total);
  return Number.isFinite(leftUsd) ? { limitUsd: null, leftUsd: Math.max(0, leftUsd), freeRequests: null } : null;
}
