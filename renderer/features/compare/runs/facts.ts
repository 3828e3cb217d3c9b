import type { Series } from "#renderer/parts/evidence/series.ts";
import { briefOf } from "#renderer/parts/failure-words.ts";
import { formatCost, formatCount } from "#shared/format.ts";
import type { Sample } from "#shared/statistics/samples.ts";

/** What of one series is counted, and never averaged in. */
export type Facts = {
  readonly columnId: string;
  readonly name: string;
  readonly look: Series["look"];
  readonly answered: number;
  readonly failed: number;
  /** `2 × 502 server error`, the commonest first. */
  readonly causes: readonly string[];
  /** Answers over a connection that was open already, of those of which it is known. */
  readonly warm: number;
  readonly cold: number;
  /** Answers whose prompt was read from the provider's cache at least in part. */
  readonly cached: number;
  readonly limitsMet: number;
  /** Of all samples whose cost is known. */
  readonly nanoUsd: number;
  readonly unknownCosts: number;
};

export function factsOf({ columnId, name, look, samples }: Series): Facts {
  const answers = samples.filter(({ failure }) => failure === null);
  const count = (isCounted: (sample: Sample) => boolean) => answers.filter(isCounted).length;
  return {
    columnId,
    name,
    look,
    answered: answers.length,
    failed: samples.length - answers.length,
    causes: causesOf(samples),
    warm: count(({ isWarm }) => isWarm === true),
    cold: count(({ isWarm }) => isWarm === false),
    cached: count(({ cacheReadTokens }) => (cacheReadTokens ?? 0) > 0),
    limitsMet: samples.reduce((sum, { limitsMet }) => sum + limitsMet, 0),
    nanoUsd: samples.reduce((sum, { nanoUsd }) => sum + (nanoUsd ?? 0), 0),
    unknownCosts: samples.filter(({ nanoUsd }) => nanoUsd === null).length,
  };
}

function causesOf(samples: readonly Sample[]): readonly string[] {
  const failed = samples.flatMap(({ failure }) => (failure === null ? [] : [briefOf(failure)]));
  const byCause = [...Map.groupBy(failed, (cause) => cause)].toSorted(
    ([, one], [, other]) => other.length - one.length,
  );
  return byCause.map(([cause, { length }]) => (length === 1 ? cause : `${formatCount(length)} × ${cause}`));
}

/** `18 warm, 2 cold` */
export function connectionWords({ warm, cold }: Facts): string {
  if (warm + cold === 0) return "";
  return `${formatCount(warm)} warm, ${formatCount(cold)} cold`;
}

/** What all its runs cost together; what is not known is said. */
export function spentWords({ nanoUsd, unknownCosts }: Facts): string {
  if (unknownCosts === 0) return formatCost(nanoUsd);
  const unknown = `${formatCount(unknownCosts)} unknown`;
  return nanoUsd === 0 ? unknown : `${formatCost(nanoUsd)} plus ${unknown}`;
}
