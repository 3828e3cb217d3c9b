import { ProgressCard } from "#renderer/features/compare/runs/progress-card.tsx";
import styles from "#renderer/features/compare/runs/runs-view.module.css";
import { useRepeatState } from "#renderer/features/compare/runs/use-repeat-state.ts";
import { MeasureCards } from "#renderer/parts/evidence/measure-card.tsx";
import { RunsCard } from "#renderer/parts/evidence/runs-card.tsx";
import { useSeries } from "#renderer/parts/evidence/use-series.ts";
import { Verdicts } from "#renderer/parts/evidence/verdicts.tsx";
import { useNames } from "#renderer/parts/names.ts";
import { useRunsOf } from "#renderer/parts/use-runs-of.ts";
import { usePrompts } from "#renderer/parts/use-sending.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { shownPrompt } from "#renderer/stores/prompts.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import type { Comparison } from "#shared/run.ts";
import { ChainOffer } from "./chain-offer.tsx";
import { RoutesSetup } from "./routes-setup.tsx";

/** One model by every endpoint that serves it, measured against each other. */
export function RoutesView() {
  const prompts = usePrompts();
  const shownId = useColumnsStore((state) => state.shownId);
  const comparison = shownPrompt(prompts, shownId);
  const isMeasured = comparison?.repeat?.purpose === "routes";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <section className={`scroll ${styles.runs}`} aria-label="Routes" tabIndex={0}>
      <div className={styles.stack}>
        {isMeasured ? <Measured key={comparison.id} comparison={comparison} repeat={comparison.repeat} /> : null}
        <RoutesSetup prompt={comparison} isAgain={isMeasured} />
      </div>
    </section>
  );
}

/** The verdict's table has the other figures. */
const shownMeasures = ["firstToken", "total"] as const;

type MeasuredProps = { readonly comparison: Comparison; readonly repeat: RepeatPlan };

function Measured({ comparison, repeat }: MeasuredProps) {
  const state = useRepeatState(comparison.id);
  const series = useSeries(comparison, useRunsOf(comparison.id));
  const names = useNames();
  const target = repeat.columns[0]?.target;
  const modelName = target?.kind === "model" ? names.model(target.providerId, target.modelId) : "";
  return (
    <>
      {state === undefined || state.status === "done" ? null : <ProgressCard comparison={comparison} state={state} />}
      <Verdicts
        comparison={comparison}
        series={series}
        modelName={modelName}
        actions={<ChainOffer series={series} repeat={repeat} modelName={modelName} />}
      />
      <MeasureCards measures={shownMeasures} series={series} seed={repeat.seed} />
      <RunsCard comparison={comparison} series={series} />
    </>
  );
}
