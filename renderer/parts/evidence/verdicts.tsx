import { type ReactNode, useMemo } from "react";
import type { Comparison } from "#shared/run.ts";
import { createResampler } from "#shared/statistics/resampler.ts";
import type { Series } from "./series.ts";
import { VerdictCard } from "./verdict-card.tsx";

export type VerdictsProps = {
  /** A repeated one whose columns are routes. */
  readonly comparison: Comparison;
  /** The baseline first. The same list as long as nothing of it changed: every verdict is drawn anew with a new one. */
  readonly series: readonly Series[];
  readonly modelName: string;
  /** Below the last verdict. */
  readonly actions?: ReactNode;
};

/** Each route against the first one. */
export function Verdicts({ comparison, series, modelName, actions }: VerdictsProps) {
  const seed = comparison.repeat?.seed ?? 0;
  const resampler = useMemo(() => createResampler(seed), [seed]);
  const [baseline, ...others] = series;
  if (baseline === undefined) return null;
  return others.map((other, index) => (
    <VerdictCard
      key={other.columnId}
      comparison={comparison}
      baseline={baseline}
      other={other}
      modelName={modelName}
      resampler={resampler}
      {...(index === others.length - 1 && actions !== undefined && { actions })}
    />
  ));
}
