import type { ReactNode } from "react";
import { RefusedEstimate } from "#renderer/features/compare/repeat/refused-estimate.tsx";
import { estimateIn, type RepeatCheck } from "#renderer/stores/repeat-check-store.ts";
import { changeRoutes } from "#renderer/stores/routes-store.ts";

export type RoutesRefusalProps = {
  readonly check: RepeatCheck;
  /** Where nothing stands against it. */
  readonly children: ReactNode;
};

/** What stands against measuring, and the way out. */
export function RoutesRefusal({ check, children }: RoutesRefusalProps) {
  const estimate = estimateIn(check);
  if (check.kind === "refused") return <span className="bad">{check.message}</span>;
  if (estimate === null || estimate.refusal === null) return children;
  return (
    <RefusedEstimate estimate={estimate} verb="Measure" onTimes={(times) => changeRoutes({ times })} className="bad" />
  );
}
