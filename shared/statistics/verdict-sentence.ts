import { formatCost, formatCount, formatPercent } from "#shared/format.ts";
import type { Difference } from "./difference.ts";
import { fewestForInterval } from "./distribution.ts";
import type { RouteFigures } from "./route-figures.ts";
import { type RouteVerdict, rowOfMeasure } from "./route-verdict.ts";
import { differenceAmount } from "./row-words.ts";

/** What the two routes are called in a sentence: `OpenRouter`, `Anthropic direct`. */
export type RouteNames = { readonly baseline: string; readonly other: string };

/**
 * The verdict in one sentence: `OpenRouter adds 0.29 s to the first token, costs 5.5% more and failed once in 20.`
 * Of what was measured it claims only what is clear; what was counted it tells as counts. Total time comes in only where
 * the first token shows no difference, and then has to be clear to 99 %: it is a second chance to find one by luck.
 */
export function verdictSentence(verdict: RouteVerdict, names: RouteNames): string {
  if (verdict.standing === "too-few") return tooFewSentence(verdict, names);
  if (verdict.standing === "no-answer") return silentSentence(verdict, names);
  const cost = costClause(verdict, names);
  const failed = failedClauses(verdict, names);
  const clauses = [...timeClauses(verdict), ...cost, ...failed.ofOther];
  return `${names.other} ${listed(clauses.length > 0 ? clauses : [nothingTold])}${failed.ofBaseline}.`;
}

/** Where first tokens were not measured, and nothing else is either clear or surely the same. */
const nothingTold = "shows nothing that is clear";

/** `a, b and c`. */
function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

function timeClauses(verdict: RouteVerdict): readonly string[] {
  const first = rowOfMeasure(verdict, "firstToken");
  const total = rowOfMeasure(verdict, "total");
  if (first?.isClear === true) return [firstTokenClause(first)];
  const unclear = first === undefined || first.interval === null ? [] : ["the first token"];
  if (total?.isClearTwice === true) {
    return [...unclear.map((what) => `makes no clear difference to ${what}`), totalClause(total)];
  }
  // Clear to 95 % and not to 99 %: the table shows it, the sentence claims neither a difference nor that there is none.
  if (total?.isClear === true) return unclear.map((what) => `makes no clear difference to ${what}`);
  return [`makes no clear difference to ${[...unclear, "the total time"].join(" or ")}`];
}

function firstTokenClause({ absolute }: Difference): string {
  const ms = absolute ?? 0;
  return ms > 0 ? `adds ${seconds(ms)} to the first token` : `brings the first token ${seconds(ms)} sooner`;
}

function totalClause({ absolute }: Difference): string {
  const ms = absolute ?? 0;
  return ms > 0 ? `adds ${seconds(ms)} in total` : `is done ${seconds(ms)} sooner`;
}

function seconds(ms: number): string {
  return differenceAmount("ms", Math.abs(ms));
}

/** At the same tokens where that is known, else by what an answer came to. */
function costClause(verdict: RouteVerdict, names: RouteNames): readonly string[] {
  const { sameTokens } = verdict;
  if (sameTokens !== null && sameTokens.interval !== null) {
    if (sameTokens.isClear) return [shareClause(sameTokens.share)];
    return isSameShare(sameTokens.share, sameTokens.interval) ? ["costs the same"] : [];
  }
  const row = rowOfMeasure(verdict, "cost");
  if (row?.isClear !== true || row.absolute === null) return [];
  if (row.other === 0) return ["costs nothing"];
  if (row.relative === null) return [`costs ${formatCost(row.other)} an answer, where ${names.baseline} costs nothing`];
  return [shareClause(row.relative)];
}

function isSameShare(share: number, { low, high }: { readonly low: number; readonly high: number }): boolean {
  return Math.max(Math.abs(share), Math.abs(low), Math.abs(high)) < 0.001;
}

function shareClause(share: number): string {
  if (share === -1) return "costs nothing";
  return `costs ${formatPercent(Math.abs(share))} ${share > 0 ? "more" : "less"}`;
}

type FailedClauses = { readonly ofOther: readonly string[]; readonly ofBaseline: string };

function failedClauses({ baseline, other }: RouteVerdict, names: RouteNames): FailedClauses {
  const ofOther = other.failed > 0 ? [`failed ${timesOf(other)}`] : [];
  if (baseline.failed === 0) return { ofOther, ofBaseline: "" };
  return { ofOther, ofBaseline: `; ${names.baseline} failed ${timesOf(baseline)}` };
}

/** `once in 20`. */
function timesOf({ failed, runs }: RouteFigures): string {
  return `${timesWords(failed)} in ${formatCount(runs)}`;
}

function timesWords(count: number): string {
  if (count === 1) return "once";
  return count === 2 ? "twice" : `${formatCount(count)} times`;
}

function silentSentence({ baseline, other }: RouteVerdict, names: RouteNames): string {
  if (baseline.answered === 0 && other.answered === 0) {
    return `Neither answered: ${names.other} failed ${timesOf(other)}, ${names.baseline} ${timesOf(baseline)}.`;
  }
  if (other.answered === 0) return `${names.other} never answered: it failed ${timesOf(other)}.`;
  return `${names.baseline} never answered: it failed ${timesOf(baseline)}. ${names.other} answered ${answeredOf(other)}.`;
}

function answeredOf({ answered, runs }: RouteFigures): string {
  return `${timesWords(answered)} in ${formatCount(runs)}`;
}

function tooFewSentence({ baseline, other }: RouteVerdict, names: RouteNames): string {
  const answered = `${names.baseline} has ${answersOf(baseline)} and ${names.other} ${formatCount(other.answered)}`;
  return `Too few runs for a verdict: ${answered}, and it takes ${formatCount(fewestForInterval.p50)} of each.`;
}

function answersOf({ answered }: RouteFigures): string {
  return answered === 1 ? "1 answer" : `${formatCount(answered)} answers`;
}
