import { type ChainWhatIf, type ChainWhatIfQuestion, fewestForShares } from "#shared/chain-health.ts";
import { nanoUsdOf } from "#shared/cost.ts";
import type { Usage } from "#shared/usage.ts";
import { meanOf } from "./measures.ts";
import { costOf, type HealthRun } from "./visits.ts";

/**
 * Answers that are billed by the same rates of every link, so that their mean tokens tell what they would cost together:
 * so many, and what they did cost, in integer nano-USD.
 */
export type PastAnswers = { readonly usage: Usage; readonly count: number; readonly nanoUsd: number };

/** Input tokens above which some link's price has other rates. */
export function rateBounds({ links }: ChainWhatIfQuestion): readonly number[] {
  return [...new Set(links.flatMap(({ price }) => price?.longPrompt?.aboveTokens ?? []))];
}

export type PastPrompts = {
  readonly answers: readonly PastAnswers[];
  /** Answers without recorded tokens or without a known cost. */
  readonly leftOut: number;
  /** What attempts cost that were lost, as far as it is known. */
  readonly lostNanoUsd: number;
};

/** `runs` are the chain's own, which tell who answers how often and what is lost on the way. */
export function chainWhatIfOf(
  question: ChainWhatIfQuestion,
  prompts: PastPrompts,
  runs: readonly HealthRun[],
): ChainWhatIf {
  const { chainId, days, sinceMs, isDemo } = question;
  const sum = (of: (answers: PastAnswers) => number) => prompts.answers.reduce((total, one) => total + of(one), 0);
  const count = sum((answers) => answers.count);
  const shares = sharesOf(question, runs);
  const links = shares.links.filter(({ share }) => share > 0);
  const priced = links.map(({ price, share }) =>
    price === null ? null : share * sum((answers) => answers.count * nanoUsdOf(answers.usage, price)),
  );
  const lostNanoUsd = Math.round(count * shares.lostPerRun);
  const answersNanoUsd = priced.includes(null) ? null : priced.reduce<number>((total, one) => total + (one ?? 0), 0);
  return {
    ...{ chainId, days, sinceMs, isDemo },
    prompts: count,
    leftOut: prompts.leftOut,
    actualNanoUsd: sum((answers) => answers.nanoUsd) + prompts.lostNanoUsd,
    nanoUsd: answersNanoUsd === null ? null : Math.round(answersNanoUsd) + lostNanoUsd,
    lostNanoUsd,
    basedOnRuns: shares.basedOnRuns,
    links,
  };
}

type Shares = {
  readonly links: ChainWhatIf["links"];
  readonly basedOnRuns: number;
  /** Nano-USD, on average, of the attempts of a run that did not answer. */
  readonly lostPerRun: number;
};

/** By the answers of links that the chain still has. */
function sharesOf({ links }: ChainWhatIfQuestion, runs: readonly HealthRun[]): Shares {
  const winners = runs.flatMap(({ attempts }) => attempts.find(({ isAnswer }) => isAnswer) ?? []);
  const places = winners.map(({ providerId, modelId }) =>
    links.findIndex((link) => link.providerId === providerId && link.modelId === modelId),
  );
  const known = places.filter((place) => place !== -1);
  const isEnough = known.length >= fewestForShares;
  const shareOf = (place: number) =>
    isEnough ? known.filter((one) => one === place).length / known.length : Number(place === 0);
  const lost = runs.flatMap(({ attempts }) => costOf(attempts.filter(({ isAnswer }) => !isAnswer)) ?? []);
  return {
    links: links.map(({ providerId, modelId, price }, linkIndex) => {
      return { providerId, modelId, price, linkIndex, share: shareOf(linkIndex) };
    }),
    basedOnRuns: isEnough ? known.length : 0,
    lostPerRun: isEnough ? meanOf(lost) : 0,
  };
}
