import { type Effort, everyEffort } from "#shared/prompt.ts";

/** How hard a model may be asked to think, in the order of `Effort`. An empty list: it takes no such field. */
export type Efforts = readonly Effort[];

/** What most models take that take an effort at all. */
export const lowToHigh = ["low", "medium", "high"] as const;

/**
 * The accepted effort that is nearest to what was asked for; of two equally near ones the lower, which costs less.
 * Null where the model takes no effort. Thinking is never turned off unless `none` was asked for.
 */
export function nearestEffort(wanted: Effort, accepted: readonly Effort[]): Effort | null {
  const allowed = everyEffort.filter((effort) => accepted.includes(effort) && (wanted === "none" || effort !== "none"));
  const distance = (effort: Effort) => Math.abs(everyEffort.indexOf(effort) - everyEffort.indexOf(wanted));
  return allowed.reduce<Effort | null>(
    (best, effort) => (best === null || distance(effort) < distance(best) ? effort : best),
    null,
  );
}

/** Which part of the answer's tokens an effort may spend on thinking, as OpenRouter shares them out (its docs). */
const shareOfTokens: Readonly<Record<Effort, number>> = {
  none: 0,
  minimal: 0.1,
  low: 0.2,
  medium: 0.5,
  high: 0.8,
  xhigh: 0.95,
  max: 0.95,
};

/** Tokens for thinking, for models that take a budget: a share of the answer's limit, between the model's bounds. */
export function thinkingBudget(
  effort: Effort,
  maxTokens: number,
  { leastTokens, mostTokens }: { readonly leastTokens: number; readonly mostTokens: number },
): number {
  return Math.max(leastTokens, Math.min(mostTokens, Math.floor(maxTokens * shareOfTokens[effort])));
}
