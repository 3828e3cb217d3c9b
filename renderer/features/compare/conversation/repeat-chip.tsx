import { showCompareView } from "#renderer/actions/compare-layout.ts";
import { roundsWords } from "#renderer/features/compare/runs/plan-words.ts";
import sent from "#renderer/parts/prompt/sent-parts.module.css";
import { useRepeatsStore } from "#renderer/stores/repeats-store.ts";
import { classes } from "#renderer/ui/classes.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { formatCount } from "#shared/format.ts";
import type { RepeatPlan, RepeatState } from "#shared/repeat.ts";
import styles from "./sent-prompt.module.css";

export type RepeatChipProps = { readonly comparisonId: string; readonly repeat: RepeatPlan };

/** How often the prompt is asked and how far that is, in every layout; leads to all runs. */
export function RepeatChip({ comparisonId, repeat }: RepeatChipProps) {
  const state = useRepeatsStore(({ byComparison }) => byComparison[comparisonId]);
  const view = repeat.purpose === "routes" ? "routes" : "runs";
  return (
    <button
      type="button"
      className={classes(sent.chip, state?.status === "paused" && styles.paused)}
      title={view === "routes" ? "Show the routes" : "Show all runs"}
      onClick={() => showCompareView(view)}
    >
      <Icon name="runs" size="xs" />
      <span className="num trunc">
        {state === undefined ? roundsWords(repeat) : farWords(state, roundsWords(repeat))}
      </span>
    </button>
  );
}

function farWords({ status, measured, total }: RepeatState, all: string): string {
  const far = `${formatCount(measured)} of ${formatCount(total)} runs`;
  switch (status) {
    case "running":
      return far;
    case "paused":
      return `Paused at ${far}`;
    case "stopped":
      return `Stopped at ${far}`;
    case "done":
      return all;
  }
}
