import { classes } from "#renderer/ui/classes.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import type { Run } from "#shared/run.ts";
import type { Axis } from "./axis.ts";
import { AxisLabels, Bar } from "./bar.tsx";
import { type RowNames, type RowWords, rowWords } from "./row-words.ts";
import { rowsOf, type WaterfallRow } from "./rows.ts";
import styles from "./waterfall.module.css";

export type WaterfallProps = {
  readonly run: Run;
  /** What was sent (parts/sent-tokens.ts): a running cost is estimated from it. */
  readonly sentTokens: number;
  /** What the column is called. */
  readonly title: string;
  readonly axis: Axis;
  /** Ms since this run's Send. */
  readonly nowMs: number;
  /** Something on screen still streams: the line of now is drawn. */
  readonly isLive: boolean;
  readonly names: RowNames;
  /** Opens the inspector on an attempt; without it the rows are only read. */
  readonly onInspect?: (attemptId: string) => void;
  /** The attempt that the inspector shows. */
  readonly inspectedId?: string | null;
};

/** Which links were tried, why each one fell through, how long it took and what it cost. */
export function Waterfall(props: WaterfallProps) {
  const { run, sentTokens, title, axis, nowMs, isLive, ...rest } = props;
  const rows = rowsOf(run, sentTokens, nowMs);
  return (
    <div className={styles.box}>
      <table className={styles.waterfall} aria-label={`Attempts of ${title}`}>
        {head}
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} run={run} axis={axis} lineMs={isLive ? nowMs : null} {...rest} />
          ))}
        </tbody>
      </table>
      <AxisLabels axis={axis} />
    </div>
  );
}

/** For assistive tech: what is drawn says by its place what it is. */
const head = (
  <thead className="visually-hidden">
    <tr>
      <th scope="col">Link</th>
      <th scope="col">State</th>
      <th scope="col">What happened</th>
      <th scope="col">Phases</th>
      <th scope="col">Time</th>
      <th scope="col">Cost</th>
      <th scope="col">Details</th>
    </tr>
  </thead>
);

type RowProps = Pick<WaterfallProps, "run" | "axis" | "names" | "onInspect" | "inspectedId"> & {
  readonly row: WaterfallRow;
  /** Where the line of now stands; null where nothing streams. */
  readonly lineMs: number | null;
};

function Row({ row, run, axis, names, lineMs, onInspect, inspectedId = null }: RowProps) {
  const words = rowWords(row, run, names);
  const isInspected = row.attempts.some((attempt) => attempt.id === inspectedId);
  return (
    <tr className={classes(styles.row, row.state === "idle" && styles.idle, isInspected && styles.inspected)}>
      <th scope="row" className={classes(styles.name, "trunc", words.nameTone)}>
        <RowName row={row} words={words} onInspect={onInspect} isInspected={isInspected} />
      </th>
      <td className={styles.icon}>
        <Icon name={words.icon} className={words.tone} />
        <span className="visually-hidden">{words.state}</span>
      </td>
      <td className={classes(styles.brief, "trunc", words.briefTone)} title={words.brief}>
        {words.brief}
      </td>
      <td className={styles.bar}>
        {row.state === "idle" ? null : <Bar segments={row.segments} axis={axis} lineMs={lineMs} />}
      </td>
      <td className={classes(styles.duration, "num", words.nameTone)}>{words.duration}</td>
      <td className={classes(styles.cost, "num", words.costTone)} title={words.costTitle}>
        {words.cost}
      </td>
      {words.why === null ? null : (
        <td className={classes(styles.why, words.isWhyLong && styles.long, "num")}>{words.why}</td>
      )}
    </tr>
  );
}

type RowNameProps = {
  readonly row: WaterfallRow;
  readonly words: RowWords;
  readonly onInspect: WaterfallProps["onInspect"];
  readonly isInspected: boolean;
};

/** The name of a row is the button that opens its last attempt; it reaches over the whole row. */
function RowName({ row, words, onInspect, isInspected }: RowNameProps) {
  const last = row.attempts.at(-1);
  const name = (
    <>
      <span className={styles.full}>{words.name}</span>
      <span className={styles.short} aria-hidden="true">
        {words.shortName}
      </span>
    </>
  );
  if (last === undefined || onInspect === undefined) return name;
  return (
    <button
      type="button"
      className={styles.inspect}
      title="Inspect this attempt"
      aria-pressed={isInspected}
      data-attempts={row.attempts.map((attempt) => attempt.id).join(" ")}
      onClick={() => onInspect(last.id)}
    >
      {name}
    </button>
  );
}
