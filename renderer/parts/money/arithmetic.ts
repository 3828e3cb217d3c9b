import { priceOrigin } from "#renderer/parts/price-words.ts";
import { billedRates, billedTokens } from "#shared/cost.ts";
import { formatCost, formatCount, formatPricePer1k } from "#shared/format.ts";
import type { PriceUse } from "#shared/spend.ts";

/** One kind of token: how many, at which price, what they come to. */
export type ArithmeticLine = {
  readonly name: string;
  readonly tokens: string;
  /** `× $0.00250`, for a thousand tokens; empty where no price applies. */
  readonly price: string;
  readonly cost: string;
};

/** The attempts of one price, line by line, with where the sum is from. */
export type Arithmetic = {
  readonly lines: readonly ArithmeticLine[];
  /** What the lines come to where the provider reported another amount; null where they are the sum. */
  readonly listed: string | null;
  readonly sum: string;
  readonly origin: string;
};

const kinds = [
  { kind: "fresh", name: "Input" },
  { kind: "cacheRead", name: "From cache" },
  { kind: "cacheWrite5m", name: "To cache, 5 m" },
  { kind: "cacheWrite1h", name: "To cache, 1 h" },
  { kind: "output", name: "Output" },
] as const;

/** Tokens × price as the host summed them up (shared/cost.ts). */
export function arithmeticOf(use: PriceUse): Arithmetic {
  const isUnknown = use.source === "unknown";
  const about = use.source === "estimated" ? "≈" : "";
  const tokens = billedTokens({ ...use, reasoningTokens: 0, source: "reported" });
  const rates = ratesOf(use);
  const isShown = (kind: Kind) => kind === "fresh" || kind === "output" || tokens[kind] > 0;
  // Tokens that nobody told are no zeros.
  const shown = use.inputTokens + use.outputTokens === 0 ? [] : kinds.filter(({ kind }) => isShown(kind));
  const lines = shown.map(({ kind, name }): ArithmeticLine => {
    const count = `${about}${formatCount(tokens[kind])}`;
    if (rates === null) return { name, tokens: count, price: "", cost: "" };
    const price = `× ${formatPricePer1k(rates[kind])}`;
    const cost = isUnknown ? "" : `${about}${formatCost(Math.round(tokens[kind] * rates[kind] * 1_000))}`;
    return { name, tokens: count, price, cost };
  });
  const comparable = use.source === "reported" && lines.length > 0 ? rates : null;
  return {
    lines,
    listed: comparable === null ? null : formatCost(Math.round(sumOf(tokens, comparable) * 1_000)),
    sum: isUnknown ? "unknown" : `${about}${formatCost(use.nanoUsd)}`,
    origin: originOf(use),
  };
}

type Kind = (typeof kinds)[number]["kind"];

function ratesOf({ price, isLongPrompt }: PriceUse): Readonly<Record<Kind, number>> | null {
  return price === null ? null : billedRates(price, isLongPrompt ? Number.POSITIVE_INFINITY : 0);
}

function sumOf(tokens: Readonly<Record<Kind, number>>, rates: Readonly<Record<Kind, number>>): number {
  return kinds.reduce((sum, { kind }) => sum + tokens[kind] * rates[kind], 0);
}

function originOf(use: PriceUse): string {
  const { source, price, isLongPrompt } = use;
  if (source === "computed" && use.nanoUsd === 0 && use.inputTokens + use.outputTokens === 0) {
    return "Nothing was billed.";
  }
  const long = isLongPrompt && price !== null ? price.longPrompt : null;
  const above = long === null ? "" : `, for prompts above ${formatCount(long.aboveTokens)} tokens`;
  const from = price === null ? "" : `${priceOrigin(price)}${above}`;
  switch (source) {
    case "reported":
      return from === "" ? "As the provider reported it." : `As the provider reported it. Listed: ${from}.`;
    case "computed":
      return from === "" ? "Computed from tokens and price." : `Computed from tokens and price: ${from}.`;
    case "estimated":
      return from === "" ? "Estimated from what arrived." : `Estimated from what arrived: ${from}.`;
    case "unknown":
      return from === ""
        ? "The price of this model is not known, so the cost is not $0."
        : `What was used is not known. The price is the ${from}.`;
  }
}
