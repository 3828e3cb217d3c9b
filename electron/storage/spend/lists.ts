import type {
  ChainSpend,
  ClientSpend,
  ModelSpend,
  ProviderSpend,
  RouteSpend,
  SpendPart,
  SpendReport,
  WasteCause,
} from "#shared/spend.ts";
import { type SpendGroup, sumOf } from "./groups.ts";
import { groupBy, inOrder, type Part, pricesOf, usesOf } from "./uses.ts";

type Lists = Pick<SpendReport, "byModel" | "byProvider" | "byChain" | "byRoute" | "byClient" | "waste">;

/** The same attempts, seen by each of what a report is told by. */
export function listsOf(groups: readonly SpendGroup[]): Lists {
  return {
    byModel: inOrder(
      groupBy(groups, ({ facts }) => [facts.providerId, facts.modelId]).map(
        (part): ModelSpend => ({ ...modelOf(part), ...sumOf(part), prices: pricesOf(part, all), drift: driftOf(part) }),
      ),
    ),
    byProvider: inOrder(
      groupBy(groups, ({ facts }) => [facts.providerId]).map(
        (part): ProviderSpend => ({ providerId: part[0].facts.providerId, ...partOf(part) }),
      ),
    ),
    byChain: inOrder(groupBy(groups, ({ facts }) => [facts.chainId]).map(chainOf)),
    byRoute: inOrder(groupBy(groups, ({ facts }) => [facts.providerId, facts.upstreamProvider]).map(routeOf)),
    byClient: inOrder(
      groupBy(groups, ({ facts }) => [facts.client]).map(
        (part): ClientSpend => ({ client: part[0].facts.client, ...partOf(part) }),
      ),
    ),
    waste: wasteOf(groups),
  };
}

const all = (group: SpendGroup) => group;
const lost = (group: SpendGroup) => group.lost;

function partOf(part: Part): SpendPart {
  return { ...sumOf(part), uses: usesOf(part, all) };
}

function modelOf([{ facts }]: Part): Pick<ModelSpend, "providerId" | "modelId"> {
  return { providerId: facts.providerId, modelId: facts.modelId };
}

function chainOf(part: Part): ChainSpend {
  const newest = part.reduce((one, other) => (other.newestMs > one.newestMs ? other : one));
  return { chainId: newest.facts.chainId, title: newest.facts.title, ...partOf(part) };
}

function routeOf(part: Part): RouteSpend {
  const { providerId, upstreamProvider } = part[0].facts;
  return { providerId, upstreamProvider, ...partOf(part) };
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
  const inVain = groups.filter((group) => group.lost.attempts > 0);
  const causes = groupBy(inVain, ({ facts }) => [facts.failureClass, facts.failureReason]).map((part): WasteCause => {
    const total = (count: (group: SpendGroup) => number) => part.reduce((sum, group) => sum + count(group), 0);
    return {
      class: part[0].facts.failureClass,
      reason: part[0].facts.failureReason,
      attempts: total((group) => group.lost.attempts),
      nanoUsd: total((group) => group.lost.nanoUsd),
      unknownCosts: total((group) => group.unknownLost),
      uses: usesOf(part, lost),
    };
  });
  return inOrder(causes);
}
