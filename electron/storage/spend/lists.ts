import type { Price } from "#shared/model.ts";
import type {
  ChainSpend,
  ClientSpend,
  ModelSpend,
  PriceUse,
  ProviderSpend,
  RouteSpend,
  SpendReport,
  WasteCause,
} from "#shared/spend.ts";
import { type SpendGroup, sumOf } from "./groups.ts";

type Lists = Pick<SpendReport, "byModel" | "byProvider" | "byChain" | "byRoute" | "byClient" | "waste">;

/** The same attempts, seen by each of what a report is told by. */
export function listsOf(groups: readonly SpendGroup[]): Lists {
  return {
    byModel: inOrder(
      groupBy(groups, ({ facts }) => [facts.providerId, facts.modelId]).map(
        (part): ModelSpend => ({ ...modelOf(part), ...sumOf(part), prices: pricesOf(part), drift: driftOf(part) }),
      ),
    ),
    byProvider: inOrder(
      groupBy(groups, ({ facts }) => [facts.providerId]).map(
        (part): ProviderSpend => ({ providerId: part[0].facts.providerId, ...sumOf(part) }),
      ),
    ),
    byChain: inOrder(groupBy(groups, ({ facts }) => [facts.chainId]).map(chainOf)),
    byRoute: inOrder(groupBy(groups, ({ facts }) => [facts.providerId, facts.upstreamProvider]).map(routeOf)),
    byClient: inOrder(
      groupBy(groups, ({ facts }) => [facts.client]).map(
        (part): ClientSpend => ({ client: part[0].facts.client, ...sumOf(part) }),
      ),
    ),
    waste: wasteOf(groups),
  };
}

type Part = readonly [SpendGroup, ...SpendGroup[]];

function groupBy(groups: readonly SpendGroup[], keyOf: (group: SpendGroup) => unknown): readonly Part[] {
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
function inOrder<T extends Ranked>(list: readonly T[]): readonly T[] {
  const isUnknown = ({ nanoUsd, unknownCosts }: T) => Number(nanoUsd === 0 && unknownCosts > 0);
  return list.toSorted(
    (one, other) => other.nanoUsd - one.nanoUsd || isUnknown(one) - isUnknown(other) || other.attempts - one.attempts,
  );
}

function modelOf([{ facts }]: Part): Pick<ModelSpend, "providerId" | "modelId"> {
  return { providerId: facts.providerId, modelId: facts.modelId };
}

function chainOf(part: Part): ChainSpend {
  const newest = part.reduce((one, other) => (other.newestMs > one.newestMs ? other : one));
  return { chainId: newest.facts.chainId, title: newest.facts.title, ...sumOf(part) };
}

function routeOf(part: Part): RouteSpend {
  const { providerId, upstreamProvider } = part[0].facts;
  return { providerId, upstreamProvider, ...sumOf(part) };
}

/** Without requests that were refused: they cost nothing, and no price made that. */
function pricesOf(part: Part): readonly PriceUse[] {
  const used = part.filter(({ facts }) => facts.price !== null || facts.source !== "computed");
  const uses = groupBy(used, ({ facts }) => [facts.source, { ...facts.price, asOf: "" }, facts.isLongPrompt]);
  return uses
    .map((groups): PriceUse => {
      const { source, isLongPrompt } = groups[0].facts;
      const total = (count: (group: SpendGroup) => number) => groups.reduce((sum, group) => sum + count(group), 0);
      return {
        price: oldest(groups),
        source,
        isLongPrompt,
        attempts: total((group) => group.attempts),
        inputTokens: total((group) => group.inputTokens),
        cacheReadTokens: total((group) => group.cacheReadTokens),
        cacheWrite5mTokens: total((group) => group.cacheWrite5mTokens),
        cacheWrite1hTokens: total((group) => group.cacheWrite1hTokens),
        outputTokens: total((group) => group.outputTokens),
        nanoUsd: total((group) => group.nanoUsd),
      };
    })
    .toSorted((one, other) => other.nanoUsd - one.nanoUsd || other.attempts - one.attempts);
}

/** The same price as it was first read. */
function oldest(groups: Part): Price | null {
  const prices = groups.flatMap(({ facts }) => facts.price ?? []);
  return prices.toSorted((one, other) => one.asOf.localeCompare(other.asOf)).at(0) ?? null;
}

function driftOf(part: Part): ModelSpend["drift"] {
  const total = (count: (group: SpendGroup) => number) => part.reduce((sum, group) => sum + count(group), 0);
  const attempts = total((group) => group.compared);
  if (attempts === 0) return null;
  const reportedNanoUsd = total((group) => group.reportedNanoUsd);
  return { reportedNanoUsd, computedNanoUsd: total((group) => group.computedNanoUsd), attempts };
}

/** Also what was lost without being billed: it tells that nothing was. */
function wasteOf(groups: readonly SpendGroup[]): readonly WasteCause[] {
  const lost = groups.filter((group) => group.lost > 0);
  const causes = groupBy(lost, ({ facts }) => [facts.failureClass, facts.failureReason]).map((part): WasteCause => {
    const total = (count: (group: SpendGroup) => number) => part.reduce((sum, group) => sum + count(group), 0);
    return {
      class: part[0].facts.failureClass,
      reason: part[0].facts.failureReason,
      attempts: total((group) => group.lost),
      nanoUsd: total((group) => group.wastedNanoUsd),
      unknownCosts: total((group) => group.unknownLost),
    };
  });
  return inOrder(causes);
}
