import type { BudgetState } from "#shared/budget.ts";
import { failureOf } from "#shared/failure.ts";
import { formatTimeOfDay } from "#shared/format.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import { allowanceRows, leftWords, nearestLimit, resetWords } from "./allowance-rows.ts";
import { spentTitle } from "./budget-trouble.ts";
import { wordsOf } from "./failure-words.ts";
import type { Health } from "./provider-health.ts";
import { hostOf, presetAt } from "./server-address.ts";
import type { RowNames } from "./waterfall/row-words.ts";

export type SentenceParts = {
  readonly health: Health;
  readonly names: RowNames;
  readonly nowMs: number;
  /** The provider's own budget where it is spent. */
  readonly spent: BudgetState | null;
};

/** What a provider's state means and what to do, in words; null where the figures say it all. */
export function healthSentence(state: ProviderState, { health, names, nowMs, spent }: SentenceParts): string | null {
  const { provider, key } = state;
  switch (health.kind) {
    case "cooling-down":
      return coolingDown(state, names);
    case "near-limit": {
      const near = nearestLimit(state.limit, nowMs);
      return near === null ? null : `${leftWords(near)} ${resetWords([near])}`.trim();
    }
    case "offline": {
      const host = hostOf(provider.baseUrl);
      const preset = presetAt(provider.baseUrl);
      const start = preset?.port == null ? "" : ` Start ${preset.name}, then check again.`;
      return `Nothing answers on ${host}.${start}`;
    }
    case "no-key":
      return `${provider.name} has no key yet. Chains skip it.`;
    case "key-locked":
      return "The system keychain does not give its key. Chains skip it.";
    case "key-refused":
      return key.kind === "environment"
        ? `The key from ${key.variable} was refused. Set another one and start again.`
        : `${health.words}. Check that it is active and not limited to other models.`;
    case "over-budget":
      return spent === null ? null : `${spentTitle(spent, () => provider.name)} Chains skip it.`;
    case "ready":
      return hasAnswered(state, nowMs) ? null : "No answer yet.";
    case "healthy":
      return null;
  }
}

/** Too few answers for a median are answers all the same. */
function hasAnswered({ limit }: ProviderState, nowMs: number): boolean {
  return limit.firstTokenMs.length > 0 || allowanceRows(limit.allowances, nowMs).length > 0;
}

/** `OpenRouter is rate limited. Chains skip it until 14:32:38.` */
function coolingDown({ provider, limit }: ProviderState, names: RowNames): string {
  const model = limit.modelId === null ? null : names.model(provider.id, limit.modelId);
  const why =
    limit.reason === null
      ? ""
      : `${wordsOf(failureOf(limit.reason, ""), { provider: provider.name, model: model ?? "its models" }).title} `;
  const what = limit.scope === "free" ? "its free models" : (model ?? "it");
  const until = limit.nextProbeAtMs === null ? "for now" : `until ${formatTimeOfDay(limit.nextProbeAtMs)}`;
  return `${why}Chains skip ${what} ${until}.`;
}
