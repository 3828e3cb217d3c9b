import { useMemo } from "react";
import { SeriesMark } from "#renderer/ui/charts/series-mark.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { formatCount } from "#shared/format.ts";
import type { Interval } from "#shared/statistics/bootstrap.ts";
import { distributionOf } from "#shared/statistics/distribution.ts";
import { type MeasureName, measures, valuesOf } from "#shared/statistics/measures.ts";
import { createResampler } from "#shared/statistics/resampler.ts";
import { tooFewRuns, valueWords } from "#shared/statistics/row-words.ts";
import styles from "./evidence.module.css";
import { measureAxes } from "./measure-axes.ts";
import type { Series } from "./series.ts";

export type MeasureTableProps = {
  readonly measure: MeasureName;
  readonly series: readonly Series[];
  readonly seed: number;
};

const columns = ["Runs", "Least", "p50", "95% interval", "p95", "95% interval", "Most"] as const;

/** What the strip plot draws, in figures, with the intervals that it has no room for. */
export function MeasureTable({ measure, series, seed }: MeasureTableProps) {
  const { title, unit } = measures[measure];
  const { bareWords } = measureAxes[unit];
  const rows = useMemo(() => {
    const resampler = createResampler(seed);
    return series.map((one) => ({ ...one, ...distributionOf(valuesOf(one.samples, measure), resampler) }));
  }, [series, measure, seed]);
  const value = (one: number | null) => valueWords(measure, one);
  const interval = (one: Interval | null) =>
    one === null ? tooFewRuns : `${bareWords(one.low)} to ${value(one.high)}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className={classes("scroll", styles.tableBox)} aria-label={`${title}, as a table`} tabIndex={0}>
      <table className={classes(styles.table, styles.spread)} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">Target</th>
            {columns.map((column, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns have one heading
              <th key={index} scope="col" className={styles.right}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="num">
          {rows.map(({ columnId, fullName, look, count, least, most, p50, p50Interval, p95, p95Interval }) => (
            <tr key={columnId}>
              <th scope="row">
                <span className={styles.who}>
                  <SeriesMark look={look} />
                  {fullName}
                </span>
              </th>
              {[
                formatCount(count),
                value(least),
                value(p50),
                interval(p50Interval),
                value(p95),
                interval(p95Interval),
                value(most),
              ].map((text, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name than their place
                <td key={index} className={styles.right}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
