import { type KeyboardEvent, useState } from "react";
import { IconButton } from "#renderer/ui/button.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { SelectField } from "#renderer/ui/field.tsx";
import { visibleText } from "#renderer/ui/visible-text.ts";
import { roundsOf } from "#shared/repeat.ts";
import type { Comparison } from "#shared/run.ts";
import styles from "./evidence.module.css";
import { RunPair, type RunSide } from "./run-pair.tsx";
import { rowWords } from "./run-words.ts";
import { RunsStrip } from "./runs-strip.tsx";
import { runsByRound, type Series } from "./series.ts";

export type RunsCardProps = {
  /** A repeated one. */
  readonly comparison: Comparison;
  /** The baseline first, at least one. The same list as long as nothing of it changed. */
  readonly series: readonly Series[];
};

/** Every run in a strip, and two answers of one round beside each other. Keeps by itself which ones are shown. */
export function RunsCard({ comparison, series }: RunsCardProps) {
  const rounds = comparison.repeat === undefined ? 0 : roundsOf(comparison.repeat);
  const [round, setRound] = useState(0);
  const [otherId, setOther] = useState<string | null>(null);
  const [baseline] = series;
  const shown = Math.min(round, Math.max(0, rounds - 1));
  if (baseline === undefined || rounds === 0) return null;
  const other = series.find(({ columnId }) => columnId === otherId && columnId !== baseline.columnId) ?? series[1];
  const go = (to: number) => setRound(Math.max(0, Math.min(rounds - 1, to)));
  const row = rowWords(comparison, shown);
  return (
    <section className={styles.card} aria-label="Every run" onKeyDown={(event) => step(event, (by) => go(shown + by))}>
      <div className={styles.head}>
        <h3>Runs</h3>
        <span className={styles.caption}>Bar height is total time</span>
        <span className="grow" />
        <span className={styles.caption}>
          <IconButton icon="left" size="small" label="Previous run" onClick={() => go(shown - 1)} />
          <IconButton icon="right" size="small" label="Next run" onClick={() => go(shown + 1)} />
          step through runs
        </span>
      </div>
      <RunsStrip
        series={series}
        rounds={rounds}
        round={shown}
        shownIds={[baseline.columnId, other?.columnId ?? ""]}
        onRound={go}
        onSeries={(columnId) => {
          if (columnId !== baseline.columnId) setOther(columnId);
        }}
      />
      {series.length <= 2 || other === undefined ? null : (
        <OtherPicker series={series} shownId={other.columnId} onPick={setOther} />
      )}
      {row === null ? null : <p className={classes("trunc", styles.row)}>{visibleText(row)}</p>}
      <Answers comparison={comparison} baseline={baseline} other={other} round={shown} rounds={rounds} />
    </section>
  );
}

/** The arrow keys step, wherever in the card the focus is, except where they mean something else. */
function step(event: KeyboardEvent, by: (rounds: number) => void): void {
  const isOwn = event.target instanceof HTMLElement && event.target.closest("input, select, textarea") !== null;
  if (isOwn || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  event.preventDefault();
  by(event.key === "ArrowLeft" ? -1 : 1);
}

type OtherPickerProps = {
  readonly series: readonly Series[];
  readonly shownId: string;
  readonly onPick: (columnId: string) => void;
};

/** Which of many is read beside the first one; a press on its line does the same. */
function OtherPicker({ series, shownId, onPick }: OtherPickerProps) {
  return (
    <div className={styles.pickers}>
      <SelectField
        label={`Compared with ${series[0]?.name ?? ""}`}
        value={shownId}
        onChange={(event) => onPick(event.target.value)}
      >
        {series.slice(1).map(({ columnId, name }) => (
          <option key={columnId} value={columnId}>
            {name}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

type AnswersProps = {
  readonly comparison: Comparison;
  readonly baseline: Series;
  readonly other: Series | undefined;
  readonly round: number;
  readonly rounds: number;
};

/** One series alone is read beside its own first run: how much does it differ from itself. */
function Answers({ comparison, baseline, other, round, rounds }: AnswersProps) {
  const side = (series: Series, at: number): RunSide => ({
    series,
    round: at,
    run: runsByRound(series, rounds)[at],
  });
  const own = side(baseline, round);
  if (other !== undefined) return <RunPair baseline={own} other={side(other, round)} />;
  const isSamePrompt = comparison.repeat?.rows === undefined;
  if (round === 0 || !isSamePrompt) return <RunPair baseline={own} other={null} />;
  return <RunPair baseline={side(baseline, 0)} other={own} />;
}
