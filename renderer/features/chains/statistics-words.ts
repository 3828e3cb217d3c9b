import type { Chain } from "#shared/chain.ts";
import type { ChainStatistics } from "#shared/chain-statistics.ts";
import { formatCost, formatCount, formatPercent, formatSeconds } from "#shared/format.ts";

/** A part of the bar: who answered, and its share of all runs. */
export type Share = {
  readonly key: string;
  /** `Link 1`; `No answer`; `Earlier links` for links that the chain has no more. */
  readonly label: string;
  readonly count: number;
  readonly share: number;
  readonly kind: "link" | "earlier" | "none";
};

const tooFew = "too few runs";

/** In the order of the links; those that answered nothing are left out, but for the first. */
export function sharesOf(chain: Chain, statistics: ChainStatistics): readonly Share[] {
  const { links, runs, unanswered } = statistics;
  const share = (count: number) => (runs === 0 ? 0 : count / runs);
  const answeredBy = (linkId: string) => (Object.hasOwn(links, linkId) ? (links[linkId]?.answered ?? 0) : 0);
  const known = chain.links.map(({ id }, index): Share => {
    const count = answeredBy(id);
    return { key: id, label: `Link ${index + 1}`, count, share: share(count), kind: "link" };
  });
  const earlier = runs - unanswered - known.reduce((sum, one) => sum + one.count, 0);
  const others: readonly Share[] = [
    { key: "earlier", label: "Earlier links", count: earlier, share: share(earlier), kind: "earlier" },
    { key: "none", label: "No answer", count: unanswered, share: share(unanswered), kind: "none" },
  ];
  return [...known.filter(({ count }, index) => count > 0 || index === 0), ...others.filter(({ count }) => count > 0)];
}

/** What the bar shows, in one sentence. */
export function sentenceOf(shares: readonly Share[], { runs }: ChainStatistics): string {
  const parts = shares.map(({ label, share }) => `${label} ${formatPercent(share)}`);
  return `Who answered ${runs === 1 ? "1 request" : `${formatCount(runs)} requests`}: ${parts.join(", ")}`;
}

/** `194 answered, 18 failed`; null where the link was never asked. */
export function linkWords(statistics: ChainStatistics | null, linkId: string): string | null {
  if (statistics === null || !Object.hasOwn(statistics.links, linkId)) return null;
  const { answered = 0, failed = 0 } = statistics.links[linkId] ?? {};
  const parts = [
    answered > 0 || failed === 0 ? `${formatCount(answered)} answered` : null,
    failed > 0 ? `${formatCount(failed)} failed` : null,
  ];
  return parts.filter((part) => part !== null).join(", ");
}

export type Fact = {
  readonly label: string;
  readonly value: string;
  /** Behind the value, smaller. */
  readonly more: string;
  readonly title: string;
};

export function factsOf(statistics: ChainStatistics): readonly Fact[] {
  return [fellThrough(statistics), waitAdded(statistics), costPerAnswer(statistics)];
}

function fellThrough({ runs, fellThrough: count, unanswered }: ChainStatistics): Fact {
  const lost = unanswered === 0 ? "" : ` No link answered ${formatCount(unanswered)} of them.`;
  return {
    label: "Fell through",
    value: formatCount(count),
    more: `of ${runs === 1 ? "1 request" : `${formatCount(runs)} requests`}`,
    title: `Requests that the first link did not answer.${lost}`,
  };
}

function waitAdded({ waitAddedMs: { p50, p95 } }: ChainStatistics): Fact {
  const fact = {
    label: "Wait added, p50 / p95",
    title: "What lost links and waits took before the link that answered was asked, of requests that fell through.",
  };
  if (p50 === null) return { ...fact, value: "", more: tooFew };
  return { ...fact, value: formatSeconds(p50), more: p95 === null ? `/ ${tooFew}` : `/ ${formatSeconds(p95)}` };
}

function costPerAnswer(statistics: ChainStatistics): Fact {
  const { costNanoUsd, wastedNanoUsd, pricedAnswers, unknownCosts } = statistics;
  const missing = unknownCosts === 0 ? "" : ` ${unknownWords(unknownCosts)}`;
  const fact = {
    label: "Cost per answer",
    title: `All attempts of the requests whose cost is known, divided by their answers.${missing}`,
  };
  if (pricedAnswers === 0) return { ...fact, value: "", more: unknownCosts > 0 ? "unknown" : "no answer yet" };
  const wasted = costNanoUsd === 0 ? "nothing wasted" : `${formatPercent(wastedNanoUsd / costNanoUsd)} wasted`;
  const plus = unknownCosts === 0 ? "" : `, plus ${formatCount(unknownCosts)} unknown`;
  return { ...fact, value: formatCost(Math.round(costNanoUsd / pricedAnswers)), more: `${wasted}${plus}` };
}

function unknownWords(count: number): string {
  return count === 1
    ? "The cost of 1 request is not known."
    : `The cost of ${formatCount(count)} requests is not known.`;
}
