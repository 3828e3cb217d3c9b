import { offerRepeat } from "#renderer/actions/repeat-draft.ts";
import { MeasureCards } from "#renderer/parts/evidence/measure-card.tsx";
import { RunsCard } from "#renderer/parts/evidence/runs-card.tsx";
import { useSeries } from "#renderer/parts/evidence/use-series.ts";
import { useKeysOf } from "#renderer/parts/shortcuts.ts";
import { useRunsOf } from "#renderer/parts/use-runs-of.ts";
import { usePrompts } from "#renderer/parts/use-sending.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { shownPrompt } from "#renderer/stores/prompts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Kbd } from "#renderer/ui/kbd.tsx";
import type { RepeatPlan } from "#shared/repeat.ts";
import type { Comparison } from "#shared/run.ts";
import { measureNames } from "#shared/statistics/measures.ts";
import { EvidenceEmpty } from "./evidence-empty.tsx";
import { ProgressCard } from "./progress-card.tsx";
import { RunFacts } from "./run-facts.tsx";
import styles from "./runs-view.module.css";
import { useRepeatState } from "./use-repeat-state.ts";

/** What all runs of the prompt on screen say together. */
export function RunsView() {
  const prompts = usePrompts();
  const shownId = useColumnsStore((state) => state.shownId);
  const comparison = shownPrompt(prompts, shownId);
  if (comparison?.repeat === undefined) return <NotRepeated hasPrompt={comparison !== undefined} />;
  return <RepeatedRuns key={comparison.id} comparison={comparison} repeat={comparison.repeat} />;
}

/** The fewest that have a 95th percentile, with some to spare for failures. */
const offeredTimes = 20;

function NotRepeated({ hasPrompt }: { readonly hasPrompt: boolean }) {
  const keys = useKeysOf("compare.repeat");
  return (
    <EvidenceEmpty
      label="Runs"
      title={hasPrompt ? "This prompt was sent once." : "One answer says little about speed and cost."}
      actions={
        <Button icon="runs" onClick={() => offerRepeat(offeredTimes)}>
          Repeat ×{offeredTimes}
          {keys === undefined ? null : <Kbd>{keys}</Kbd>}
        </Button>
      }
    >
      Repeat a prompt and every column is asked that often, in turn and shuffled. Medians, spread, failures and every
      answer are then shown here. Edit and resend takes up a prompt that was sent.
    </EvidenceEmpty>
  );
}

/** A longer table would keep the plots out of sight. */
const mostOnTop = 6;

type RepeatedRunsProps = { readonly comparison: Comparison; readonly repeat: RepeatPlan };

function RepeatedRuns({ comparison, repeat }: RepeatedRunsProps) {
  const state = useRepeatState(comparison.id);
  const series = useSeries(comparison, useRunsOf(comparison.id));
  const facts = <RunFacts series={series} />;
  const isLong = series.length > mostOnTop;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <section className={`scroll ${styles.runs}`} aria-label="Runs" tabIndex={0}>
      <div className={styles.stack}>
        {state === undefined ? null : <ProgressCard comparison={comparison} state={state} />}
        {isLong ? null : facts}
        <MeasureCards measures={measureNames} series={series} seed={repeat.seed} />
        {isLong ? facts : null}
        <RunsCard comparison={comparison} series={series} />
      </div>
    </section>
  );
}
