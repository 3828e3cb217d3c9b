import { countOf } from "#renderer/parts/count-of.ts";
import type { Chain, Link } from "#shared/chain.ts";
import type { ChainHealth, Expected, HealthInterval, LinkHealth, Measured } from "#shared/chain-health.ts";
import { formatCost, formatCount, formatPercent, formatSeconds } from "#shared/format.ts";
import { tooFewRuns } from "#shared/statistics/row-words.ts";

export type Figure = {
  readonly label: string;
  readonly value: string;
  /** `95% interval 0.51 s to 0.58 s`, or how many runs are missing. */
  readonly interval: string;
  readonly more: string;
  readonly title: string;
};

/** Runs from which there is a median, and a 95th percentile. */
const fewest = { p50: 3, p95: 15 } as const;

/** What an answer of this chain takes and costs. */
export function figuresOf(health: ChainHealth): readonly Figure[] {
  const { firstTokenMs, totalMs, costNanoUsd, unknownCosts } = health;
  return [
    { ...timeFigure(firstTokenMs), label: "First token, p50", title: "From Send, lost links and waits included." },
    { ...timeFigure(totalMs), label: "Whole answer, p50", title: "From Send to the end of the answer." },
    {
      label: "Cost per request",
      ...moneyWords(costNanoUsd),
      more: unknownCosts === 0 ? "" : `plus ${formatCount(unknownCosts)} with an unknown cost`,
      title: "The mean of all requests whose cost is known, with their lost attempts.",
    },
    addedFigure(health),
  ];
}

function timeFigure({ count, p50, interval, p95 }: Measured): Omit<Figure, "label" | "title"> {
  if (p50 === null) return { value: tooFewRuns, interval: missingWords(count, fewest.p50), more: "" };
  return {
    value: formatSeconds(p50),
    interval: intervalWords(interval, formatSeconds),
    more: p95 === null ? `p95: ${tooFewRuns}, ${missingWords(count, fewest.p95)}` : `p95 ${formatSeconds(p95)}`,
  };
}

function moneyWords({ count, mean, interval }: Expected): Pick<Figure, "value" | "interval"> {
  if (mean === null) return { value: tooFewRuns, interval: missingWords(count, fewest.p50) };
  return { value: nanoWords(mean), interval: intervalWords(interval, nanoWords) };
}

function addedFigure({ addedWaitMs: { count, p50, p95 }, fellThrough, runs }: ChainHealth): Figure {
  const fell = `${formatCount(fellThrough)} of ${countOf(runs, "request")} fell through`;
  const figure = {
    label: "Added by fall-throughs, p50",
    interval: fell,
    title: "What lost links and waits took before the link that answered was asked, of requests that fell through.",
  };
  if (p50 === null) return { ...figure, value: count === 0 ? "none" : tooFewRuns, more: "" };
  return { ...figure, value: formatSeconds(p50), more: p95 === null ? "" : `p95 ${formatSeconds(p95)}` };
}

function intervalWords(interval: HealthInterval | null, words: (value: number) => string): string {
  if (interval === null) return `95% interval: ${tooFewRuns}`;
  return `95% interval ${words(interval.low)} to ${words(interval.high)}`;
}

/** A mean need not be a whole nano-dollar. */
export function nanoWords(nanoUsd: number): string {
  return formatCost(Math.round(nanoUsd));
}

/** `1 of 3` */
function missingWords(count: number, needed: number): string {
  return `${formatCount(count)} of ${formatCount(needed)}`;
}

/** In the health column: what there is to see behind it. */
export function summaryOf(health: ChainHealth): string {
  const { runs, days, totalMs, costNanoUsd } = health;
  if (runs === 0) return `No answers yet in the last ${days} days.`;
  const parts = [
    totalMs.p50 === null ? null : `${formatSeconds(totalMs.p50)} to an answer`,
    costNanoUsd.mean === null ? null : `${nanoWords(costNanoUsd.mean)} each`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? `Too few runs: ${countOf(runs, "request")} so far.` : `${parts.join(", ")}.`;
}

/** What the figures are of. */
export function basisOf({ runs, answered, isCut }: ChainHealth): string {
  const which = isCut ? `the newest ${countOf(runs, "request")}` : countOf(runs, "request");
  return `Of ${which}, ${formatCount(answered)} answered. Stopped and interrupted ones measure nothing.`;
}

export type LinkRow = {
  readonly key: string;
  /** From 1; null where the chain asks this model no more. */
  readonly number: number | null;
  readonly link: LinkHealth;
  readonly asked: string;
  readonly answered: string;
  readonly failed: string;
  readonly skipped: string;
  readonly firstToken: string;
  readonly lost: string;
  readonly cost: string;
};

export function linkRows({ links }: Pick<ChainHealth, "links">): readonly LinkRow[] {
  return links.map((link) => ({
    key: `${link.linkIndex ?? "earlier"} ${link.providerId} ${link.modelId}`,
    number: link.linkIndex === null ? null : link.linkIndex + 1,
    link,
    asked: formatCount(link.asked),
    answered: link.asked === 0 ? "" : `${formatCount(link.answered)} (${formatPercent(link.answered / link.asked)})`,
    failed: formatCount(link.failed),
    skipped: formatCount(link.skipped),
    firstToken: medianWords(link.firstTokenMs),
    lost: medianWords(link.lostMs),
    cost: costWords(link),
  }));
}

/** True where places of links mean the same in both: the history was read before the links were last saved, else. */
export function isOfLinks({ links }: Pick<ChainHealth, "links">, chain: Chain): boolean {
  return links.every((link) => link.linkIndex === null || linkIn(chain, link) !== undefined);
}

/** The link of the chain that these figures are of. */
export function linkIn(chain: Chain, { linkIndex, providerId, modelId }: LinkHealth): Link | undefined {
  const link = linkIndex === null ? undefined : chain.links[linkIndex];
  return link?.provider === providerId && link.modelId === modelId ? link : undefined;
}

/** Empty where nothing of the kind happened. */
function medianWords({ count, p50 }: Measured): string {
  if (count === 0) return "";
  return p50 === null ? tooFewRuns : formatSeconds(p50);
}

function costWords({ costNanoUsd: { count, mean }, unknownCosts }: LinkHealth): string {
  if (mean !== null) return nanoWords(mean);
  if (count === 0) return unknownCosts > 0 ? "unknown" : "";
  return tooFewRuns;
}
