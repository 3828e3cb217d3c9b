import { driftWords, isDrift } from "#renderer/parts/drift-words.ts";
import { priceOrigin } from "#renderer/parts/price-words.ts";
import { billedRates, billedTokens } from "#shared/cost.ts";
import { formatCost, formatCount, formatPricePer1k } from "#shared/format.ts";
import type { Price } from "#shared/model.ts";
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

const kinds = [
  { kind: "fresh", name: "Input" },
  { kind: "cacheRead", name: "From cache" },
  { kind: "cacheWrite5m", name: "To cache, 5 m" },
  { kind: "cacheWrite1h", name: "To cache, 1 h" },
  { kind: "output", name: "Output" },
] as const;

/** The arithmetic behind a cost, as the host does it (shared/cost.ts). */
export function costLines({ usage, price }: Pick<Attempt, "usage" | "price">): readonly CostLine[] {
  if (usage === null) return [];
  const billed = billedTokens(usage);
  const rates = price === null ? null : billedRates(price, usage.inputTokens);
  const about = usage.source === "estimated" ? "≈" : "";
  const shown = kinds.filter(({ kind }) => kind === "fresh" || kind === "output" || billed[kind] > 0);
  return shown.map(({ kind, name }) => {
    const usd = rates?.[kind] ?? null;
    return {
      name,
      tokens: `${about}${formatCount(billed[kind])}`,
      price: usd === null ? "" : `× ${formatPricePer1k(usd)}`,
      cost: usd === null ? "unknown" : `${about}${formatCost(Math.round(billed[kind] * usd * 1_000))}`,
    };
  });
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

export type Sourced = Pick<Attempt, "cost" | "price" | "status"> & Partial<Pick<Attempt, "usage" | "computedNanoUsd">>;

/** Where the cost and its price come from, and of which day the price is. */
export function sourceWords({ cost, price, status, usage = null, computedNanoUsd }: Sourced): string {
  if (status === "running") return "The cost is known when the answer is over.";
  if (cost.nanoUsd === 0 && status === "failed") return "Nothing was billed.";
  if (cost.nanoUsd === null && price === null) return "The price of this model is not known, so the cost is not $0.";
  const from = price === null ? "" : `${priceOrigin(price)}${edgeWords(price, usage)}`;
  if (cost.nanoUsd === null) return `What was used is not known. The price is the ${from}.`;
  if (cost.source !== "reported") return `${costSources[cost.source]}${from === "" ? "" : `: ${from}`}.`;
  const together = computedNanoUsd === undefined ? "" : ` and come to ${formatCost(computedNanoUsd)}`;
  return `${costSources.reported}${from === "" ? "" : `. The sums above are by the ${from}${together}`}.`;
}

/** A long prompt is billed at other prices as a whole. */
function edgeWords({ longPrompt }: Price, usage: Usage | null): string {
  if (longPrompt === null || usage === null || usage.inputTokens <= longPrompt.aboveTokens) return "";
  return `, for prompts above ${formatCount(longPrompt.aboveTokens)} tokens`;
}

/** Where the provider charged something else than its own price makes, both figures; null where the two agree. */
export function driftSentence({ cost, computedNanoUsd }: Pick<Attempt, "cost" | "computedNanoUsd">): string | null {
  if (cost.source !== "reported" || cost.nanoUsd === null || computedNanoUsd === undefined) return null;
  const drift = { reportedNanoUsd: cost.nanoUsd, computedNanoUsd, attempts: 1 };
  return isDrift(drift) ? `Price drift. ${driftWords(drift)}` : null;
}
