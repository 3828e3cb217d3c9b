import { type ChainOrder, type ChainOrders, fewestForOrders, mostOrderedLinks } from "#shared/chain-health.ts";
import { middleOf } from "./measures.ts";
import { type LinkFigures, type ResampledLink, resampledLink } from "./resampled-links.ts";
import type { Visit } from "./visits.ts";

/** So many of the best orders are told, beside the present and the cheapest one. */
const mostTold = 5;

/** `byLink`: of each link of the chain as it is, in its order, the visits, newest first. */
export function ordersOf(byLink: readonly (readonly Visit[])[], seed: number): ChainOrders {
  if (byLink.length < 2) return { kind: "one-link" };
  if (byLink.length > mostOrderedLinks) return { kind: "too-many-links" };
  const few = byLink.flatMap((visits, linkIndex) => {
    const asked = visits.filter(({ outcome }) => outcome !== "skipped").length;
    return asked < fewestForOrders ? [{ linkIndex, asked }] : [];
  });
  if (few.length > 0) return { kind: "too-few", links: few };
  const links = byLink.map((visits, index) => resampledLink(visits, seed + index));
  const seen = links.map((link) => link.seen);
  const estimates = everyOrder([...byLink.keys()]).flatMap((order) => {
    const estimate = estimateOf(order, seen);
    return estimate === null ? [] : [{ order, ...estimate }];
  });
  // The present order is the first of all.
  const [present] = estimates;
  if (present === undefined) return { kind: "never-answered" };
  // Of orders that take the same time the first one is the nearest to the present one.
  const byTime = estimates.toSorted((one, other) => one.firstTokenMs - other.firstTokenMs);
  const cheapest = estimates.toSorted((one, other) => (one.nanoUsd ?? Infinity) - (other.nanoUsd ?? Infinity))[0];
  const told = byTime.filter((one, index) => index < mostTold || one === present || one === cheapest);
  return { kind: "estimated", orders: told.map((one) => toldOrder(one, present, links)) };
}

/** All orders of these places, the present one first. */
function everyOrder(places: readonly number[]): readonly (readonly number[])[] {
  if (places.length < 2) return [places];
  return places.flatMap((first) =>
    everyOrder(places.filter((place) => place !== first)).map((rest) => [first, ...rest]),
  );
}

type Estimate = {
  readonly answeredShare: number;
  readonly firstTokenMs: number;
  readonly nanoUsd: number | null;
};

/** Link after link: how likely the chain comes to it, when, and what that costs. Null where nobody answers. */
function estimateOf(order: readonly number[], links: readonly LinkFigures[]): Estimate | null {
  let reached = 1;
  let sinceSendMs = 0;
  let answeredShare = 0;
  let weighedMs = 0;
  let nanoUsd: number | null = 0;
  for (const place of order) {
    const link = links[place];
    if (link === undefined) continue;
    answeredShare += reached * link.answered;
    weighedMs += reached * link.answered * (sinceSendMs + link.firstTokenMs);
    nanoUsd = nanoUsd === null || link.nanoUsd === null ? null : nanoUsd + reached * link.nanoUsd;
    sinceSendMs += link.lostMs;
    reached *= link.passedOn;
  }
  return answeredShare === 0 ? null : { answeredShare, firstTokenMs: weighedMs / answeredShare, nanoUsd };
}

type Ordered = Estimate & { readonly order: readonly number[] };

/**
 * Each resample draws every link once, for this order and for the present one: their difference is of the same draws. A
 * draw in which nobody answers tells no time; the estimate itself stands in for it.
 */
function toldOrder(one: Ordered, present: Ordered, links: readonly ResampledLink[]): ChainOrder {
  const draws = links[0]?.resamples.length ?? 0;
  const times = new Float64Array(draws);
  const differences = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    const figures = links.flatMap(({ resamples }) => resamples[draw] ?? []);
    const timeOf = ({ order, firstTokenMs }: Ordered) => estimateOf(order, figures)?.firstTokenMs ?? firstTokenMs;
    times[draw] = timeOf(one);
    differences[draw] = timeOf(one) - timeOf(present);
  }
  const value = one.firstTokenMs - present.firstTokenMs;
  return {
    linkIndexes: one.order,
    isCurrent: one === present,
    answeredShare: one.answeredShare,
    firstTokenMs: one.firstTokenMs,
    firstTokenInterval: middleOf(times),
    differenceMs: one === present ? null : { value, interval: middleOf(differences) },
    costNanoUsd: one.nanoUsd,
  };
}
