import { call } from "#renderer/bridge/host.ts";
import { changeRoutes, type FoundRoutes, routeKey, useRoutesStore } from "#renderer/stores/routes-store.ts";
import type { ModelRef } from "#shared/model.ts";
import type { Route } from "#shared/route.ts";
import { problemOf } from "./answers.ts";

let newest = 0;

/**
 * Asks which endpoints serve a model: of several the first that more than one serves, else the very first. What was
 * known stays until the answer is here.
 */
export async function findRoutes(models: readonly ModelRef[]): Promise<void> {
  const [first] = models;
  if (first === undefined) return;
  const { found } = useRoutesStore.getState();
  const isKnown = found?.kind === "known" && models.some((model) => routeKey(model) === routeKey(found.model));
  const before: FoundRoutes = isKnown ? found : { kind: "asking", model: first };
  changeRoutes({ found: before });
  newest += 1;
  const number = newest;
  const next = await askFor(models);
  // It was asked anew meanwhile, as where a key was added.
  if (number !== newest) return;
  if (next.kind === "known" || !isKnown) changeRoutes({ found: next });
}

async function askFor(models: readonly ModelRef[]): Promise<FoundRoutes> {
  const all: FoundRoutes[] = [];
  for (const model of models) {
    const one = await askForOne(model);
    if (one.kind === "known" && one.routes.length > 1) return one;
    all.push(one);
  }
  const [first] = all;
  if (first === undefined) throw new Error("Routes of no model were asked for");
  return first;
}

async function askForOne(model: ModelRef): Promise<FoundRoutes> {
  const answer = await call("model.routes", model);
  if (answer.ok) return { kind: "known", model, routes: inOrder(answer.value) };
  return { kind: "failed", model, message: problemOf(answer) ?? "" };
}

const ranks = { direct: 0, openrouter: 1, other: 2 } as const satisfies Record<Route["kind"], number>;

/** The direct one first: the others are measured against it. */
function inOrder(routes: readonly Route[]): readonly Route[] {
  const rank = ({ kind, isFree }: Route) => ranks[kind] + (isFree ? Object.keys(ranks).length : 0);
  return routes.toSorted((one, other) => rank(one) - rank(other));
}
