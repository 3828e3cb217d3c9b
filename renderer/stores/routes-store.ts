import { create } from "zustand";
import type { ModelRef } from "#shared/model.ts";
import type { Route } from "#shared/route.ts";
import type { RepeatCheck } from "./repeat-check-store.ts";

/** The endpoints that serve a model, as the host knows them. */
export type FoundRoutes =
  | { readonly kind: "asking"; readonly model: ModelRef }
  | { readonly kind: "failed"; readonly model: ModelRef; readonly message: string }
  /** The direct one first; it is what the others are measured against. */
  | { readonly kind: "known"; readonly model: ModelRef; readonly routes: readonly Route[] };

export type RoutesState = {
  /** Null until one was picked: then it is one of the columns', if more than one endpoint serves it. */
  readonly model: ModelRef | null;
  readonly found: FoundRoutes | null;
  /** By route: whether it is measured, where somebody said so. */
  readonly picks: Readonly<Record<string, boolean>>;
  /** Runs of each route. */
  readonly times: number;
  /** What measuring them would come to. */
  readonly check: RepeatCheck;
  /** From the press until the host took it. */
  readonly isStarting: boolean;
};

export const emptyRoutes: RoutesState = {
  model: null,
  found: null,
  picks: {},
  // The fewest that have a 95th percentile, with some to spare for failures.
  times: 20,
  check: { kind: "none" },
  isStarting: false,
};

/** Which routes to one model are measured against each other, and how often. */
export const useRoutesStore = create<RoutesState>()(() => emptyRoutes);

export function changeRoutes(change: Partial<RoutesState>): void {
  useRoutesStore.setState(change);
}

export function routeKey({ providerId, modelId }: ModelRef): string {
  return `${providerId}/${modelId}`;
}

export function pickRoute(route: Route, isPicked: boolean): void {
  useRoutesStore.setState(({ picks }) => ({ picks: { ...picks, [routeKey(route)]: isPicked } }));
}

/** As it was picked; else what can be asked now, without free variants, which have limits and queues of their own. */
export function isPicked(route: Route, picks: RoutesState["picks"]): boolean {
  return route.isReady && (picks[routeKey(route)] ?? !route.isFree);
}

/** The routes that the next measurement asks; none before they are known. */
export function pickedRoutes({ found, picks }: Pick<RoutesState, "found" | "picks">): readonly Route[] {
  return found?.kind === "known" ? found.routes.filter((route) => isPicked(route, picks)) : [];
}
