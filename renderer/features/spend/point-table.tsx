import { classes } from "#renderer/ui/classes.ts";
import type { SpendReport } from "#shared/spend.ts";
import { chartMoment } from "./chart-data.ts";
import styles from "./spend-chart.module.css";
import tables from "./tables.module.css";
import { pointWords } from "./waste-words.ts";

/** The chart's own values, oldest first. */
export function PointTable({ report, heading }: { readonly report: SpendReport; readonly heading: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className={classes("scroll", styles.table)} aria-label={`${heading}, as a table`} tabIndex={0}>
      <table className={tables.table} aria-label={`${heading}: spent by when`}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col" className={tables.right}>
              Spent
            </th>
            <th scope="col" className={tables.right}>
              Of it wasted
            </th>
          </tr>
        </thead>
        <tbody className="num">
          {report.points.map((point) => {
            const { spent, wasted } = pointWords(report, point);
            return (
              <tr key={point.atMs}>
                <th scope="row">{chartMoment(point.atMs, report)}</th>
                <td className={tables.right}>{spent}</td>
                <td className={tables.right}>{wasted}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
