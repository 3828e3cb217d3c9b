import type { Chain } from "#shared/chain.ts";
import { type ChainOrder, type ChainOrders, fewestForOrders, mostOrderedLinks } from "#shared/chain-health.ts";
import { formatCount, formatPercent, formatSeconds } from "#shared/format.ts";
import { differenceWords, noClearDifference } from "#shared/statistics/row-words.ts";
import { nanoWords } from "./health-words.ts";

/** Why no other order is estimated; null where some are. */
export function noOrdersWords(orders: ChainOrders, chain: Chain): string | null {
  if (orders.kind === "estimated") return null;
  if (orders.kind === "one-link") return "This chain has no second link, so there is no other order.";
  if (orders.kind === "too-many-links") return `Of more than ${mostOrderedLinks} links there are too many orders.`;
  if (orders.kind === "never-answered") return "No link of this chain answered, so no order of them would have.";
  const missing = orders.links.map(
    ({ linkIndex, asked }) => `link ${linkIndex + 1}${nameOf(chain, linkIndex)} has ${formatCount(asked)}`,
  );
  return `Too few runs. Each link needs ${fewestForOrders} first attempts: ${missing.join(", ")}.`;
}

function nameOf(chain: Chain, index: number): string {
  const name = chain.links[index]?.name;
  return name === undefined || name === "" ? "" : ` (${name})`;
}

export type OrderRow = {
  readonly key: string;
  readonly order: ChainOrder;
  /** `2 › 1 › 3` */
  readonly numbers: string;
  readonly answered: string;
  readonly firstToken: string;
  readonly interval: string;
  readonly difference: string;
  readonly cost: string;
};

export function orderRows(orders: readonly ChainOrder[]): readonly OrderRow[] {
  return orders.map((order) => ({
    key: order.linkIndexes.join(),
    order,
    numbers: order.linkIndexes.map((index) => index + 1).join(" › "),
    answered: formatPercent(order.answeredShare),
    firstToken: `≈ ${formatSeconds(order.firstTokenMs)}`,
    interval: `${formatSeconds(order.firstTokenInterval.low)} to ${formatSeconds(order.firstTokenInterval.high)}`,
    difference: againstWords(order),
    cost: order.costNanoUsd === null ? "unknown" : `≈ ${nanoWords(order.costNanoUsd)}`,
  }));
}

function againstWords({ differenceMs }: ChainOrder): string {
  if (differenceMs === null) return "as it is";
  const { value, interval } = differenceMs;
  if (interval.low <= 0 && interval.high >= 0) return noClearDifference;
  return differenceWords({ measure: "firstToken", absolute: value, relative: null });
}
