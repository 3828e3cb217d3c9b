/** What is typed and shown is USD for 1,000 tokens; prices are kept for a million. */
const perMillion = 1_000;
/** A billionth of a dollar for a million tokens, which no price needs and floating point does. */
const decimals = 9;

export function usdPerMillion(usdPer1k: number): number {
  return Number((usdPer1k * perMillion).toFixed(decimals));
}

export function usdPer1k(usdPerMillionTokens: number): number {
  return Number((usdPerMillionTokens / perMillion).toFixed(decimals + 3));
}

/** Without the exponent that small numbers get: 0.0000001 and not 1e-7. */
export function showCost(costPer1k: number | null): string {
  if (costPer1k === null) return "";
  const text = String(costPer1k);
  return text.includes("e") ? costPer1k.toFixed(12).replace(/\.?0+$/, "") : text;
}
