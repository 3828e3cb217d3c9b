import { priceOrigin } from "#renderer/parts/price-words.ts";
import { formatCost, formatCount, formatPricePer1k } from "#shared/format.ts";
import { ratesFor } from "#shared/rates.ts";
import type { Attempt } from "#shared/run.ts";
import type { Usage } from "#shared/usage.ts";

/** One kind of token: how many, at which price, what they come to. */
export type CostLine = {
  readonly name: string;
  readonly tokens: string;
  /** `× $0.00250`, for a thousand tokens; empty where no price is known. */
  readonly price: string;
  readonly cost: string;
};

/** The arithmetic behind a cost, as the host does it (shared/cost.ts). */
export function costLines({ usage, price }: Pick<Attempt, "usage" | "price">): readonly CostLine[] {
  if (usage === null) return [];
  const rates = price === null ? null : ratesFor(price, usage.inputTokens);
  const input = rates?.inputUsd ?? null;
  const { cacheWrite5mTokens: short, cacheWrite1hTokens: long } = usage;
  const read = Math.min(usage.cacheReadTokens, usage.inputTokens);
  const about = usage.source === "estimated" ? "≈" : "";
  const line = (name: string, tokens: number, usd: number | null) => ({
    name,
    tokens: `${about}${formatCount(tokens)}`,
    price: usd === null ? "" : `× ${formatPricePer1k(usd)}`,
    cost: usd === null ? "unknown" : `${about}${formatCost(Math.round(tokens * usd * 1_000))}`,
  });
  return [
    line("Input", Math.max(0, usage.inputTokens - read - short - long), input),
    ...(read > 0 ? [line("From cache", read, rates?.cacheReadUsd ?? input)] : []),
    ...(short > 0 ? [line("To cache, 5 m", short, rates?.cacheWrite5mUsd ?? input)] : []),
    ...(long > 0 ? [line("To cache, 1 h", long, rates?.cacheWrite1hUsd ?? input)] : []),
    line("Output", usage.outputTokens, rates?.outputUsd ?? null),
  ];
}

/** What the output holds besides the answer. */
export function reasoningWords(usage: Usage | null): string | null {
  if (usage === null || usage.reasoningTokens === 0) return null;
  return `${formatCount(usage.reasoningTokens)} of the output tokens are reasoning.`;
}

const costSources = {
  reported: "As the provider reported it",
  computed: "Computed from tokens and price",
  estimated: "Estimated from what arrived",
  unknown: "",
} as const satisfies Record<Attempt["cost"]["source"], string>;

/** Where the cost and its price come from, and of which day the price is. */
export function sourceWords({ cost, price, status }: Pick<Attempt, "cost" | "price" | "status">): string {
  if (status === "running") return "The cost is known when the answer is over.";
  const from = price === null ? "" : priceOrigin(price);
  if (cost.nanoUsd === 0 && status === "failed") return "Nothing was billed.";
  if (cost.nanoUsd === null && price === null) return "The price of this model is not known, so the cost is not $0.";
  if (cost.nanoUsd === null) return `What was used is not known. The price is the ${from}.`;
  if (cost.source === "reported") return `${costSources.reported}${from === "" ? "" : `. The sums above: ${from}`}.`;
  return `${costSources[cost.source]}${from === "" ? "" : `, ${from}`}.`;
}
