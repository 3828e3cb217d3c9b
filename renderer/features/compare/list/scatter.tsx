import { useMemo, useRef, useState } from "react";
import { focusColumn } from "#renderer/stores/columns-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { useSize } from "#renderer/ui/use-size.ts";
import { formatCost, formatSeconds } from "#shared/format.ts";
import type { AnswerRow } from "./answer-rows.ts";
import styles from "./scatter.module.css";
import { type Placed, type Plot, type Point, plotOf, pointsOf, type Tick } from "./scatter-plot.ts";
import { captionOf, sentenceOf, valuesOf } from "./scatter-words.ts";

export type ScatterProps = { readonly rows: readonly AnswerRow[]; readonly shownId: string | null };

/** Two answers are the fewest that can be compared. */
const fewestPoints = 2;

/** What each finished answer cost against how long it took. */
export function Scatter({ rows, shownId }: ScatterProps) {
  const points = useMemo(() => pointsOf(rows), [rows]);
  const [isTable, setTable] = useState(false);
  if (points.length < fewestPoints) return <div />;
  return (
    <section className={styles.scatter} aria-label="Cost against total time">
      <div className={styles.head}>
        <h2 className="strong">Cost against total time</h2>
        <p className={classes("grow", styles.caption)}>{captionOf(rows)}</p>
        <Button tone="ghost" size="small" onClick={() => setTable(!isTable)}>
          {isTable ? "View as chart" : "View as table"}
        </Button>
      </div>
      {isTable ? <PointTable points={points} /> : <Chart points={points} shownId={shownId} />}
    </section>
  );
}

type ChartProps = { readonly points: readonly Point[]; readonly shownId: string | null };

function Chart({ points, shownId }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box, { widthPx: 640, heightPx: 260 });
  const plot = useMemo(() => plotOf(points, size), [points, size]);
  return (
    <div ref={box} className={styles.plot}>
      <div role="img" aria-label={sentenceOf(points)}>
        <Shapes plot={plot} shownId={shownId} />
        {plot.xTicks.map((tick, index) => (
          <span key={tick.value} className={classes(styles.xTick, "num")} style={{ "--x": percent(tick) }}>
            {tickNumber.format(tick.value)}
            {index === plot.xTicks.length - 1 ? "\u00a0s" : ""}
          </span>
        ))}
        {plot.yTicks.map((tick) => (
          <span key={tick.value} className={classes(styles.yTick, "num")} style={{ "--y": percent(tick) }}>
            ${tickNumber.format(tick.value)}
          </span>
        ))}
      </div>
      {plot.points.map((point) => (
        <PointButton key={point.columnId} point={point} isShown={point.columnId === shownId} />
      ))}
    </div>
  );
}

const tickNumber = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 2 });

function percent({ share }: Tick): string {
  return `${share * 100}%`;
}

/** Lines and dots in one SVG that fills the plot; text stays outside, so that it is never stretched. */
function Shapes({ plot, shownId }: { readonly plot: Plot; readonly shownId: string | null }) {
  return (
    <svg className={styles.shapes} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {plot.xTicks.map((tick) => (
        <line key={tick.value} className={styles.grid} x1={tick.share * 100} x2={tick.share * 100} y1={0} y2={100} />
      ))}
      {plot.yTicks.map((tick) => (
        <line key={tick.value} className={styles.grid} y1={tick.share * 100} y2={tick.share * 100} x1={0} x2={100} />
      ))}
      {plot.points.map((point) => (
        // A line of no length with round ends is a dot that keeps its shape, whatever the size of the plot.
        <path
          key={point.columnId}
          className={classes(styles.dot, point.columnId === shownId && styles.shownDot)}
          d={`M${point.x * 100} ${point.y * 100}h0`}
        />
      ))}
    </svg>
  );
}

/** Reads its answer; hovered or focused it tells its values. */
function PointButton({ point, isShown }: { readonly point: Placed; readonly isShown: boolean }) {
  return (
    <button
      type="button"
      className={classes(styles.point, isShown && styles.shownPoint)}
      style={{ "--x": `${point.x * 100}%`, "--y": `${point.y * 100}%` }}
      data-place={point.label ?? "hidden"}
      aria-label={`${point.name}: ${valuesOf(point)}`}
      aria-current={isShown}
      onClick={() => focusColumn(point.columnId)}
    >
      <span className={styles.label} aria-hidden="true">
        {point.name}
        <span className={classes(styles.values, "num")}> {valuesOf(point)}</span>
      </span>
    </button>
  );
}

function PointTable({ points }: { readonly points: readonly Point[] }) {
  return (
    <table className={styles.table} aria-label="Cost against total time">
      <thead>
        <tr>
          <th scope="col">Target</th>
          <th scope="col">Total</th>
          <th scope="col">Cost</th>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.columnId}>
            <th scope="row">{point.name}</th>
            <td className="num">{formatSeconds(point.seconds * 1_000)}</td>
            <td className="num">{formatCost(point.nanoUsd)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
