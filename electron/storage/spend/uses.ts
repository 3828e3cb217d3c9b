import type { Price } from "#shared/model.ts";
import type { ModelUse, PriceUse } from "#shared/spend.ts";
import type { Counted, SpendGroup } from "./groups.ts";

/** Groups that share something. */
export type Part = readonly [SpendGroup, ...SpendGroup[]];

export function groupBy(groups: readonly SpendGroup[], keyOf: (group: SpendGroup) => unknown): readonly Part[] {
  const parts = new Map<string, [SpendGroup, ...SpendGroup[]]>();
  for (const group of groups) {
    const key = JSON.stringify(keyOf(group));
    const part = parts.get(key);
    if (part === undefined) parts.set(key, [group]);
    else part.push(group);
  }
  return [...parts.values()];
}

type Ranked = { readonly nanoUsd: number; readonly unknownCosts: number; readonly attempts: number };

/** In falling order of money; of what costs nothing, the known before the unknown. */
export function inOrder<T extends Ranked>(list: readonly T[]): readonly T[] {
  const isUnknown = ({ nanoUsd, unknownCosts }: T) => Number(nanoUsd === 0 && unknownCosts > 0);
  return list.toSorted(
    (one, other) => other.nanoUsd - one.nanoUsd || isUnknown(one) - isUnknown(other) || other.attempts - one.attempts,
  );
}

/** Which of a group's attempts are meant: all of them, or those that were lost. */
type Counting = (group: SpendGroup) => Counted;

/** The same by model, the dearest first. */
export function usesOf(part: Part, counting: Counting): readonly ModelUse[] {
  const models = groupBy(part, ({ facts }) => [facts.providerId, facts.modelId]).map((groups) => {
    const { providerId, modelId } = groups[0].facts;
    const uses = pricesOf(groups, counting).map((use): ModelUse => ({ providerId, modelId, ...use }));
    return { uses, nanoUsd: uses.reduce((sum, use) => sum + use.nanoUsd, 0) };
  });
  return models.toSorted((one, other) => other.nanoUsd - one.nanoUsd).flatMap(({ uses }) => uses);
}

/** Without requests that were refused: they cost nothing, and no price made that. */
export function pricesOf(part: Part, counting: Counting): readonly PriceUse[] {
  const used = part.filter(({ facts }) => facts.price !== null || facts.source !== "computed");
  const uses = groupBy(used, ({ facts }) => [facts.source, { ...facts.price, asOf: "" }, facts.isLongPrompt]);
  return uses
    .map((groups): PriceUse => {
      const { source, isLongPrompt } = groups[0].facts;
      const total = (count: (one: Counted) => number) => groups.reduce((sum, one) => sum + count(counting(one)), 0);
      return {
        price: oldest(groups),
        source,
        isLongPrompt,
        attempts: total((one) => one.attempts),
        inputTokens: total((one) => one.inputTokens),
        cacheReadTokens: total((one) => one.cacheReadTokens),
        cacheWrite5mTokens: total((one) => one.cacheWrite5mTokens),
        cacheWrite1hTokens: total((one) => one.cacheWrite1hTokens),
        outputTokens: total((one) => one.outputTokens),
        nanoUsd: total((one) => one.nanoUsd),
      };
    })
    .toSorted((one, other) => other.nanoUsd - one.nanoUsd || other.attempts - one.attempts);
}

/** The same price as it was first read. */
function oldest(groups: Part): Price | null {
  const prices = groups.flatMap(({ facts }) => facts.price ?? []);
  return prices.toSorted((one, other) => one.asOf.localeCompare(other.asOf)).at(0) ?? null;
}
