import { useMemo } from "react";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { type Catalog, modelName, providerName, targetTitle } from "#renderer/stores/targets.ts";
import type { RepeatColumn, RepeatPlan } from "#shared/repeat.ts";
import type { Route } from "#shared/route.ts";
import type { Comparison, Run } from "#shared/run.ts";
import { samplesOf } from "#shared/statistics/samples.ts";
import { directName, lookOf, type Series } from "./series.ts";

/**
 * The targets of a repeated comparison in the order in which they were asked for, with their runs; none where it is not
 * repeated. `runs` may hold those of other comparisons too. The same list as long as both are the same.
 */
export function useSeries(comparison: Comparison, runs: readonly Run[]): readonly Series[] {
  const chains = useAppStore((state) => state.chains);
  const modelLists = useAppStore((state) => state.modelLists);
  const providers = useNamedProviders();
  return useMemo(
    () => seriesOf(comparison, runs, { chains, modelLists, providers }),
    [comparison, runs, chains, modelLists, providers],
  );
}

/** Their limits change with every answer, and nothing of that is drawn here: all dots would be, each time. */
function useNamedProviders(): Catalog["providers"] {
  const named = useAppStore(({ providers }) =>
    providers.map(({ provider: { id, name, kind } }) => `${id} ${kind} ${name}`).join("\n"),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what they are called is all that counts
  return useMemo(() => useAppStore.getState().providers, [named]);
}

export function seriesOf(comparison: Comparison, runs: readonly Run[], catalog: Catalog): readonly Series[] {
  const { repeat, id } = comparison;
  if (repeat === undefined) return [];
  const samples = Map.groupBy(samplesOf(comparison, runs), (sample) => sample.columnId);
  const own = Map.groupBy(
    runs.filter((run) => run.comparisonId === id),
    (run) => run.columnId,
  );
  const titles = new Map([...own].map(([columnId, all]) => [columnId, all[0]?.title ?? ""]));
  const names = namesOf(repeat, titles, catalog);
  return repeat.columns.map(({ columnId, target }, index) => ({
    columnId,
    routeKind: target.kind === "chain" ? null : routeKindOf(target.providerId, catalog),
    ...(names[index] ?? sameNames(columnId)),
    look: lookOf(index, repeat.columns.length),
    runs: own.get(columnId) ?? [],
    samples: samples.get(columnId) ?? [],
  }));
}

type Names = Pick<Series, "name" | "fullName" | "spokenName">;

const sameNames = (name: string): Names => ({ name, fullName: name, spokenName: name });

/** By its route where routes are compared, else by its title; what would be called the same is told apart. */
function namesOf(plan: RepeatPlan, titles: ReadonlyMap<string, string>, catalog: Catalog): readonly Names[] {
  const titleOf = ({ columnId, target }: RepeatColumn) => titles.get(columnId) ?? targetTitle(catalog, target);
  const plain = plan.columns.map((column): Names => {
    const name = titleOf(column);
    return plan.purpose === "routes" ? routeNames(column, name, catalog) : sameNames(name);
  });
  const apart = plain.map((own, index): Names => {
    const column = plan.columns[index];
    const isShared = plain.filter((other) => other.name === own.name).length > 1;
    if (!isShared || column === undefined) return own;
    const detail = detailOf(column, plan.purpose, catalog);
    const whole = `${own.name}, ${detail}`;
    // Where all are called the same, what they share tells nothing.
    const isOfAll = plan.purpose === "repeat" && plain.every((other) => other.name === own.name);
    return isOfAll ? { name: detail, fullName: whole, spokenName: whole } : sameNames(whole);
  });
  return numbered(apart);
}

/** As far as the kind of the provider tells: those three serve what they made themselves, and nothing else. */
function routeKindOf(providerId: string, { providers }: Catalog): Route["kind"] {
  const kind = providers.find(({ provider }) => provider.id === providerId)?.provider.kind;
  if (kind === "openrouter") return "openrouter";
  return kind === "anthropic" || kind === "openai" || kind === "google" ? "direct" : "other";
}

/** `Direct` at who made the model, as far as the kind of the provider tells; else by the provider. */
function routeNames({ target }: RepeatColumn, title: string, catalog: Catalog): Names {
  if (target.kind === "chain") return sameNames(title);
  const provider = providerName(catalog.providers, target.providerId);
  if (routeKindOf(target.providerId, catalog) !== "direct") return sameNames(provider);
  return { name: directName, fullName: `${directName}, ${provider}`, spokenName: `${provider} direct` };
}

/** What differs where the name is the same: the model of a provider's routes, else the provider of a model. */
function detailOf({ target }: RepeatColumn, purpose: RepeatPlan["purpose"], catalog: Catalog): string {
  if (target.kind === "chain") return "chain";
  if (purpose === "repeat") return providerName(catalog.providers, target.providerId);
  return target.modelId.endsWith(":free") ? "free" : modelName(catalog.modelLists, target);
}

function numbered(names: readonly Names[]): readonly Names[] {
  const seen = new Map<string, number>();
  return names.map((own) => {
    const count = (seen.get(own.name) ?? 0) + 1;
    seen.set(own.name, count);
    if (count === 1) return own;
    return {
      name: `${own.name}, ${count}`,
      fullName: `${own.fullName}, ${count}`,
      spokenName: `${own.spokenName}, ${count}`,
    };
  });
}
