import { formatCount, formatPercent } from "#shared/format.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import { resampleCount } from "./resampler.ts";
import type { RouteFigures } from "./route-figures.ts";
import type { RouteVerdict } from "./route-verdict.ts";
import { signedShare } from "./row-words.ts";
import type { RouteNames } from "./verdict-sentence.ts";

export type BasisFacts = {
  readonly names: RouteNames;
  readonly repeat: Pick<RepeatPlan, "seed" | "rows">;
  /** `Saturday 21 November, 16:04 to 16:19`. */
  readonly when: string;
};

/** What a verdict rests on, in sentences: runs, order, method, what is not in the figures, and what may mislead. */
export function basisSentences(verdict: RouteVerdict, facts: BasisFacts): readonly string[] {
  return [
    runsSentence(verdict, facts),
    `Differences are of medians, with 95% bootstrap intervals (${formatCount(resampleCount)} resamples).`,
    ...costSentence(verdict, facts.names),
    ...failedSentence(verdict),
    ...unknownSentence(verdict),
    ...limitsSentence(verdict, facts.names),
    ...sharesSentence(verdict, facts.names),
  ];
}

function runsSentence({ baseline, other }: RouteVerdict, { repeat, when, names }: BasisFacts): string {
  const runs =
    baseline.runs === other.runs
      ? `${countOf(baseline.runs, "run")} per route`
      : `${countOf(baseline.runs, "run")} of ${names.baseline} and ${formatCount(other.runs)} of ${names.other}`;
  const prompts = repeat.rows === undefined ? "" : ` of ${countOf(repeat.rows.length, "prompt")}`;
  return `${runs}${prompts}, ${when}, alternating in an order drawn with seed ${repeat.seed}.`;
}

/**
 * `+5.5% at the same tokens`: what the verdict says of cost where that is not what its row of answers says, since the
 * answers differ in length. Null where both say the same.
 */
export function sameTokensWords({ sameTokens, rows }: RouteVerdict): string | null {
  if (sameTokens === null || sameTokens.interval === null) return null;
  const row = rows.find(({ measure }) => measure === "cost");
  const isSaid =
    row !== undefined && row.relative !== null && signedShare(row.relative) === signedShare(sameTokens.share);
  return isSaid ? null : `${signedShare(sameTokens.share)} at the same tokens`;
}

function costSentence({ sameTokens }: RouteVerdict, names: RouteNames): readonly string[] {
  if (sameTokens === null || sameTokens.interval === null || Math.abs(sameTokens.share) < 0.001) return [];
  return [
    `Cost is compared at the same tokens, by the list price of ${names.baseline}: ${signedShare(sameTokens.share)}.`,
  ];
}

function failedSentence({ baseline, other }: RouteVerdict): readonly string[] {
  const failed = baseline.failed + other.failed;
  if (failed === 0) return [];
  return [`${countOf(failed, "failed run")} ${isOrAre(failed)} counted and in no time or cost.`];
}

function unknownSentence({ baseline, other }: RouteVerdict): readonly string[] {
  const unknown = baseline.unknownCosts + other.unknownCosts;
  const estimated = baseline.estimatedCosts + other.estimatedCosts;
  return [
    ...(unknown > 0
      ? [`${countOf(unknown, "answer")} with an unknown cost ${isOrAre(unknown)} left out of cost.`]
      : []),
    ...(estimated > 0 ? [`The cost of ${countOf(estimated, "answer")} is an estimate.`] : []),
  ];
}

function limitsSentence({ baseline, other }: RouteVerdict, names: RouteNames): readonly string[] {
  return [
    { name: names.baseline, count: baseline.limitsMet },
    { name: names.other, count: other.limitsMet },
  ].flatMap(({ name, count }) =>
    count === 0 ? [] : [`${name} met a limit ${count === 1 ? "once" : `${formatCount(count)} times`}.`],
  );
}

/** A tenth of all answers: less than that moves no median that shows. */
const leastShareApart = 0.1;

/** Where one route had more warm connections or cached prompts, that may be the difference. */
function sharesSentence({ baseline, other }: RouteVerdict, names: RouteNames): readonly string[] {
  const said = (what: string, read: (figures: RouteFigures) => number | null) => {
    const before = read(baseline);
    const after = read(other);
    if (before === null || after === null || Math.abs(after - before) < leastShareApart) return [];
    return [`${what}: ${names.baseline} ${formatPercent(before)}, ${names.other} ${formatPercent(after)} of answers.`];
  };
  return [
    ...said("Warm connections", ({ warm, warmKnown }) => (warmKnown === 0 ? null : warm / warmKnown)),
    ...said("Prompt-cache hits", ({ cacheHits, answered }) => (answered === 0 ? null : cacheHits / answered)),
  ];
}

function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function isOrAre(count: number): string {
  return count === 1 ? "is" : "are";
}
