import { MeasureCards } from "#renderer/parts/evidence/measure-card.tsx";
import { RunsCard } from "#renderer/parts/evidence/runs-card.tsx";
import { useSeries } from "#renderer/parts/evidence/use-series.ts";
import { Verdicts } from "#renderer/parts/evidence/verdicts.tsx";
import { useNames } from "#renderer/parts/names.ts";
import { useRunsOf } from "#renderer/parts/use-runs-of.ts";
import type { HistoryDetail } from "#renderer/stores/history-store.ts";
import { isRunning } from "#renderer/stores/runs-store.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import { type MeasureName, measureNames } from "#shared/statistics/measures.ts";
import styles from "./detail.module.css";
import { PromptSection } from "./prompt-section.tsx";
import { RepeatLine } from "./repeat-line.tsx";

export type RepeatedDetailProps = { readonly detail: Extract<HistoryDetail, { kind: "known" }> };

/** What a verdict's table has no room for; the rest of the figures stands in it. */
const measuresOfRoutes: readonly MeasureName[] = ["firstToken", "total"];

/** A comparison that was asked again and again: the verdict on its routes, how its figures spread, and every run. */
export function RepeatedDetail({ detail: { comparison, entry } }: RepeatedDetailProps) {
  const runs = useRunsOf(comparison.id);
  const series = useSeries(comparison, runs);
  const { repeat } = comparison;
  const modelName = useRoutedModel(repeat);
  if (repeat === undefined) return null;
  const isOfRoutes = repeat.purpose === "routes";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach that
    <section className={`scroll ${styles.detail}`} aria-label="Comparison" tabIndex={0}>
      <div className={styles.content}>
        <PromptSection comparison={comparison} entry={entry} runs={runs} isLive={runs.some(isRunning)} />
        <RepeatLine comparisonId={comparison.id} />
        {isOfRoutes ? <Verdicts comparison={comparison} series={series} modelName={modelName} /> : null}
        <MeasureCards measures={isOfRoutes ? measuresOfRoutes : measureNames} series={series} seed={repeat.seed} />
        <RunsCard comparison={comparison} series={series} />
      </div>
    </section>
  );
}

/** What all routes lead to is called as the first of them calls it. */
function useRoutedModel(repeat: RepeatPlan | undefined): string {
  const names = useNames();
  const target = repeat?.columns[0]?.target;
  return target?.kind === "model" ? names.model(target.providerId, target.modelId) : "";
}
