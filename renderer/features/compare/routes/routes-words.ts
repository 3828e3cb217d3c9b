import { formatCost, formatCount, formatPricePer1k } from "#shared/format.ts";
import type { RepeatEstimate } from "#shared/repeat.ts";
import type { Route } from "#shared/route.ts";
import type { OrderReason } from "#shared/statistics/order-of-routes.ts";

/** What kind of way a route is, as its chip says it. */
export const kindWords = {
  direct: "Direct",
  openrouter: "OpenRouter",
  other: "Other endpoint",
} as const satisfies Record<Route["kind"], string>;

/** `$0.00300 / $0.01500`: of a thousand tokens in and out. */
export function routePrice({ price, isFree }: Pick<Route, "price" | "isFree">): string {
  if (isFree) return "free";
  if (price === null) return "unknown price";
  return `${formatPricePer1k(price.inputUsd)} / ${formatPricePer1k(price.outputUsd)}`;
}

/** `2 routes × 20 = 40 runs, at most $0.63`; an estimate of other runs says nothing of these. */
export function measureWords(routes: number, rounds: number, estimate: RepeatEstimate | null): string {
  const runs = routes * rounds;
  const size = `${formatCount(routes)} routes × ${formatCount(rounds)} = ${formatCount(runs)} runs`;
  if (estimate?.runs !== runs) return size;
  if (estimate.atMostNanoUsd === null) return `${size}, price unknown`;
  const plus = estimate.unknown.length === 0 ? "" : " plus what has no known price";
  return `${size}, at most ${formatCost(estimate.atMostNanoUsd)}${plus}`;
}

const reasons: Readonly<Record<OrderReason, string>> = {
  "fewer failures": "it failed less often",
  "faster first token": "its first token is faster",
  cheaper: "it is cheaper",
  direct: "nothing measured tells them apart, and it is direct",
  given: "nothing measured tells them apart",
};

/** `Anthropic direct first: its first token is faster.` */
export function orderWords(first: string, why: OrderReason | null): string {
  return why === null ? `${first} first.` : `${first} first: ${reasons[why]}.`;
}
