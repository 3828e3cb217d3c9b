import type { Route } from "#shared/route.ts";
import { createResampler } from "./resampler.ts";
import { compareWith, type RouteVerdict, rowOfMeasure } from "./route-verdict.ts";
import type { Sample } from "./samples.ts";

export type MeasuredRoute = {
  readonly columnId: string;
  readonly kind: Route["kind"];
  readonly samples: readonly Sample[];
};

/** Why one route goes before the next; `direct` and `given` where nothing that was measured tells them apart. */
export type OrderReason = "fewer failures" | "faster first token" | "cheaper" | "direct" | "given";

export type OrderedRoute = {
  readonly columnId: string;
  /** Why it goes before the one that follows; null for the last. */
  readonly why: OrderReason | null;
};

/**
 * The better order for a chain: fewest failures where that is clear, else the faster first token where it is clear, else
 * the cheaper one, else the direct one, else as they were given. By how many others each goes before: whatever is clear
 * of two routes each need not be of a third.
 */
export function orderOfRoutes(routes: readonly MeasuredRoute[], seed: number): readonly OrderedRoute[] {
  const resampler = createResampler(seed);
  const reasonOf = (first: MeasuredRoute, second: MeasuredRoute) =>
    reasonBefore(first, second, compareWith({ baseline: second.samples, other: first.samples }, resampler));
  const winsOf = (route: MeasuredRoute) =>
    routes.filter((other) => other !== route && reasonOf(route, other) !== null).length;
  const ranked = routes.map((route) => ({ route, wins: winsOf(route) }));
  const ordered = ranked.sort((a, b) => b.wins - a.wins).map(({ route }) => route);
  return ordered.map((route, index) => {
    const next = ordered[index + 1];
    return { columnId: route.columnId, why: next === undefined ? null : (reasonOf(route, next) ?? "given") };
  });
}

/** Why the first goes before the second; null where the second goes before it, or nothing tells them apart. */
function reasonBefore(first: MeasuredRoute, second: MeasuredRoute, verdict: RouteVerdict): OrderReason | null {
  const ways: readonly (readonly [OrderReason, number])[] = [
    ["fewer failures", failureSign(verdict)],
    ["faster first token", clearDifference(verdict)],
    ["cheaper", costDifference(verdict)],
    ["direct", Number(second.kind === "direct") - Number(first.kind === "direct")],
  ];
  const decided = ways.find(([, difference]) => difference !== 0);
  return decided !== undefined && decided[1] < 0 ? decided[0] : null;
}

function failureSign({ failures }: RouteVerdict): number {
  if (!failures.isClear) return 0;
  return failures.interval.low > 0 ? 1 : -1;
}

function clearDifference(verdict: RouteVerdict): number {
  const row = rowOfMeasure(verdict, "firstToken");
  return row?.isClear === true ? (row.absolute ?? 0) : 0;
}

function costDifference(verdict: RouteVerdict): number {
  const { sameTokens } = verdict;
  if (sameTokens !== null) return sameTokens.isClear ? sameTokens.share : 0;
  const row = rowOfMeasure(verdict, "cost");
  return row?.isClear === true ? (row.absolute ?? 0) : 0;
}
