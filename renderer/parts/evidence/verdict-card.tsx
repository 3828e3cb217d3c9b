import { type ReactNode, useMemo } from "react";
import { spanWords } from "#renderer/parts/time-words.ts";
import { SeriesMark } from "#renderer/ui/charts/series-mark.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { formatCount } from "#shared/format.ts";
import type { Comparison } from "#shared/run.ts";
import { basisSentences, sameTokensWords } from "#shared/statistics/basis.ts";
import type { Difference } from "#shared/statistics/difference.ts";
import type { Resampler } from "#shared/statistics/resampler.ts";
import { compareWith, type RouteVerdict } from "#shared/statistics/route-verdict.ts";
import { clearWords, differenceWords, intervalWords, rowTitle, sideWords } from "#shared/statistics/row-words.ts";
import { verdictSentence } from "#shared/statistics/verdict-sentence.ts";
import { DifferenceBar } from "./difference-bar.tsx";
import styles from "./evidence.module.css";
import { failedCount, failedWords } from "./failed-words.ts";
import type { Series } from "./series.ts";

export type VerdictCardProps = {
  /** A repeated one. */
  readonly comparison: Comparison;
  readonly baseline: Series;
  readonly other: Series;
  /** What all routes lead to. */
  readonly modelName: string;
  /** Of the repeat's seed; verdicts of one comparison share it. */
  readonly resampler: Resampler;
  /** Below the table: what can be done with the verdict. */
  readonly actions?: ReactNode;
};

/** One route against another: the verdict in a sentence, its figures with their intervals, and what it rests on. */
export function VerdictCard({ comparison, baseline, other, modelName, resampler, actions }: VerdictCardProps) {
  const verdict = useMemo(
    () => compareWith({ baseline: baseline.samples, other: other.samples }, resampler),
    [baseline, other, resampler],
  );
  const names = { baseline: baseline.spokenName, other: other.spokenName };
  const { repeat } = comparison;
  const when = spanWords(verdict.baseline.firstAtMs ?? comparison.startedAtMs, lastAtMs(verdict), Date.now());
  return (
    <section className={styles.card} aria-label={`${other.fullName} against ${baseline.fullName}`}>
      <div className={styles.verdictHead}>
        <h2 className={`grow ${styles.verdict}`}>{verdictSentence(verdict, names)}</h2>
        <Chip outlined>{modelName}</Chip>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard */}
      <section className="scroll" aria-label="Figures of the verdict" tabIndex={0}>
        <table className={styles.table} aria-label={`${other.fullName} against ${baseline.fullName}`}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Measure</span>
              </th>
              <SeriesHead series={baseline} />
              <SeriesHead series={other} />
              <td className={styles.bar} />
              <th scope="col" className={styles.right}>
                Difference
              </th>
              <th scope="col" className={styles.interval}>
                95% interval
              </th>
            </tr>
          </thead>
          <tbody>
            {verdict.rows.filter(isShown).map((row) => (
              <MeasuredRow
                key={`${row.measure} ${row.quantile}`}
                row={row}
                note={row.measure === "cost" ? sameTokensWords(verdict) : null}
              />
            ))}
            <FailedRow verdict={verdict} baseline={baseline} other={other} />
          </tbody>
        </table>
      </section>
      {repeat === undefined ? null : <Basis sentences={basisSentences(verdict, { names, repeat, when })} />}
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </section>
  );
}

/** How often and in which order is always said; how it was worked out and what is left out on demand. */
function Basis({ sentences: [runs, ...method] }: { readonly sentences: readonly string[] }) {
  return (
    <details className={styles.basis}>
      <summary>{runs}</summary>
      <p>{method.join(" ")}</p>
    </details>
  );
}

function lastAtMs({ baseline, other }: RouteVerdict): number | null {
  const ends = [baseline.lastAtMs, other.lastAtMs].flatMap((at) => at ?? []);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** Lengths of answers matter to a verdict only where they differ: then they explain the rest. */
function isShown({ measure, isClear }: Difference): boolean {
  return measure !== "output" || isClear;
}

function SeriesHead({ series: { fullName, look } }: { readonly series: Series }) {
  return (
    <th scope="col" className={styles.right}>
      <span className={styles.who}>
        <SeriesMark look={look} />
        {fullName}
      </span>
    </th>
  );
}

/** `note`: what the sentence above says, where that is not what this row says. */
function MeasuredRow({ row, note }: { readonly row: Difference; readonly note: string | null }) {
  const unclear = clearWords(row);
  return (
    <tr>
      <th scope="row">{rowTitle(row)}</th>
      <td className={`num ${styles.right}`}>{sideWords(row, "baseline")}</td>
      <td className={`num ${styles.right}`}>{sideWords(row, "other")}</td>
      <td className={styles.bar}>
        <DifferenceBar relative={row.relative} />
      </td>
      <td className={`num medium ${styles.right}`}>{differenceWords(row)}</td>
      <td className={`num sub ${styles.interval}`}>
        {intervalWords(row)}
        {unclear === null ? null : <span className="dim">, {unclear}</span>}
        {note === null ? null : <span>, {note}</span>}
      </td>
    </tr>
  );
}

type FailedRowProps = { readonly verdict: RouteVerdict; readonly baseline: Series; readonly other: Series };

function FailedRow({ verdict, baseline, other }: FailedRowProps) {
  const { count } = verdict.failures;
  const sign = count > 0 ? "+" : count < 0 ? "\u2212" : "";
  const own = failedWords(verdict.other);
  const before = failedWords(verdict.baseline);
  const words = own === "" || before === "" ? `${own}${before}` : `${other.name}: ${own}. ${baseline.name}: ${before}`;
  return (
    <tr>
      <th scope="row">Failed runs</th>
      <td className={`num ${styles.right}`}>{failedCount(verdict.baseline)}</td>
      <td className={`num ${styles.right}`}>{failedCount(verdict.other)}</td>
      <td className={styles.bar}>
        <DifferenceBar relative={0} />
      </td>
      <td className={`num medium ${styles.right}`}>
        {sign}
        {formatCount(Math.abs(count))}
      </td>
      <td className={classes("num", "sub", styles.interval, styles.wrapping)} title={words}>
        {words}
      </td>
    </tr>
  );
}
