import { countOf } from "#renderer/parts/count-of.ts";
import { signedDifference } from "#renderer/parts/drift-words.ts";
import { type ChainWhatIf, fewestForShares } from "#shared/chain-health.ts";
import { formatCost, formatCount, formatPercent } from "#shared/format.ts";

/** `≈ $3.21 for 412 answers: +$0.29 (+9.9%) against the $2.92 that they cost.` */
export function whatIfSentence({ prompts, nanoUsd, actualNanoUsd }: ChainWhatIf): string | null {
  if (prompts === 0 || nanoUsd === null) return null;
  const difference = signedDifference(nanoUsd, actualNanoUsd);
  return `≈ ${formatCost(nanoUsd)} for ${countOf(prompts, "answer")}: ${difference} against the ${formatCost(actualNanoUsd)} that they cost.`;
}

/** What the estimate stands on, and what is not in it. */
export function whatIfBasis(whatIf: ChainWhatIf): string {
  const parts = [
    "By their recorded tokens at the prices of these links; another model counts and writes other numbers of tokens.",
    sharesWords(whatIf),
    whatIf.lostNanoUsd === 0 ? "" : `Lost attempts are ${formatCost(whatIf.lostNanoUsd)} of it.`,
    whatIf.leftOut === 0
      ? ""
      : `${countOf(whatIf.leftOut, "answer")} without recorded tokens or a known cost left out.`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function sharesWords({ basedOnRuns, links }: ChainWhatIf): string {
  if (basedOnRuns === 0) {
    return `Fewer than ${fewestForShares} answers of this chain tell who answers, so its first link is taken to answer all.`;
  }
  const shares = links.map(({ linkIndex, share }) => `link ${linkIndex + 1} ${formatPercent(share)}`);
  return `Who would answer is taken from ${countOf(basedOnRuns, "run")} of this chain: ${shares.join(", ")}.`;
}

/** Why there is no estimate; null where there is one. */
export function noEstimateWords({ prompts, leftOut, links, nanoUsd, days, isDemo }: ChainWhatIf): string | null {
  if (prompts === 0) {
    const rest = leftOut === 0 ? "" : ` ${formatCount(leftOut)} had no recorded tokens or no known cost.`;
    return `No ${isDemo ? "demo " : ""}prompt was answered in the last ${days} days that this could be told of.${rest}`;
  }
  if (nanoUsd !== null) return null;
  const unknown = links.filter(({ price }) => price === null).map(({ linkIndex }) => linkIndex + 1);
  return unknown.length === 0
    ? "No link of this chain is expected to answer."
    : `The price of link ${unknown.join(", ")} is not known, so this cannot be told.`;
}
