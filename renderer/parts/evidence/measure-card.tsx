import { useId, useMemo, useState } from "react";
import { Button } from "#renderer/ui/button.tsx";
import { StripPlot } from "#renderer/ui/charts/strip-plot.tsx";
import { type MeasureName, measures } from "#shared/statistics/measures.ts";
import styles from "./evidence.module.css";
import { measureAxes } from "./measure-axes.ts";
import { leftOutWords, sentenceOf, stripsOf } from "./measure-strips.ts";
import { MeasureTable } from "./measure-table.tsx";
import type { Series } from "./series.ts";

export type MeasureCardProps = {
  readonly measure: MeasureName;
  /** The same list as long as nothing of it changed: all dots are drawn anew with a new one. */
  readonly series: readonly Series[];
  /** Of the repeat: intervals of the table are drawn with it, and come out the same each time. */
  readonly seed: number;
};

/** How one measure of every series is spread: a strip plot, and the same as a table. */
export function MeasureCard({ measure, series, seed }: MeasureCardProps) {
  const titleId = useId();
  const [isTable, setTable] = useState(false);
  const { title, unit } = measures[measure];
  const axis = measureAxes[unit];
  const strips = useMemo(() => stripsOf(series, measure), [series, measure]);
  const sentence = useMemo(() => sentenceOf(series, measure), [series, measure]);
  const leftOut = leftOutWords(series, measure);
  return (
    <section className={styles.card} aria-label={title}>
      <div className={styles.head}>
        <h3 id={titleId} className="grow">
          {title}
        </h3>
        <Button tone="ghost" size="small" aria-describedby={titleId} onClick={() => setTable(!isTable)}>
          {isTable ? "View as chart" : "View as table"}
        </Button>
      </div>
      {isTable ? (
        <MeasureTable measure={measure} series={series} seed={seed} />
      ) : (
        <StripPlot strips={strips} tickWords={axis.tickWords} unit={axis.unit} sentence={sentence} />
      )}
      {leftOut === null ? null : <p className={styles.note}>{leftOut}</p>}
    </section>
  );
}

export type MeasureCardsProps = Omit<MeasureCardProps, "measure"> & { readonly measures: readonly MeasureName[] };

/** Cards of several measures, two in a row where there is room. */
export function MeasureCards({ measures: names, series, seed }: MeasureCardsProps) {
  return (
    <div className={styles.two}>
      {names.map((name) => (
        <MeasureCard key={name} measure={name} series={series} seed={seed} />
      ))}
    </div>
  );
}
