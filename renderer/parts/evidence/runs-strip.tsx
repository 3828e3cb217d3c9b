import { type MouseEvent, memo, type RefObject, useEffect, useMemo, useRef } from "react";
import { SeriesMark } from "#renderer/ui/charts/series-mark.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { useSize } from "#renderer/ui/use-size.ts";
import type { Run } from "#shared/run.ts";
import { type CellGrid, cellGrid, cellPaths, longestOf, numberedRounds, roundAt } from "./cells.ts";
import { runWords } from "./run-words.ts";
import styles from "./runs-strip.module.css";
import { runsByRound, type Series } from "./series.ts";

export type RunsStripProps = {
  /** Baseline first. The same list as long as nothing of it changed: all bars are drawn anew with a new one. */
  readonly series: readonly Series[];
  /** How many rounds there will be; a round that is to come is an empty place. */
  readonly rounds: number;
  /** The round that is shown, from 0. */
  readonly round: number;
  /** Columns whose answers of that round are shown; their cells are framed. */
  readonly shownIds: readonly string[];
  readonly onRound: (round: number) => void;
  /** A press on a line tells which series was meant. */
  readonly onSeries?: (columnId: string) => void;
};

/** Around the cells, for the frame of the one on show. */
const framePx = 3;

/**
 * Every run as a bar of its total time, one line for each series, × where it failed. A press picks a round; so do the
 * arrow keys, Home and End, through a range that is there for keyboard and assistive tech. Up to 1,000 rounds.
 */
export function RunsStrip({ series, rounds, round, shownIds, onRound, onSeries }: RunsStripProps) {
  const room = useRef<HTMLDivElement>(null);
  const { widthPx } = useSize(room, { widthPx: 640, heightPx: 80 });
  const grid = useMemo(() => cellGrid(rounds, widthPx - 2 * framePx), [rounds, widthPx]);
  useInView(room, round, grid);
  const lines = useMemo(() => series.map((one) => runsByRound(one, rounds)), [series, rounds]);
  const longestMs = useMemo(() => longestOf(lines), [lines]);
  const pick = (event: MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    onRound(roundAt(event.clientX - box.left, rounds, grid));
    const line = Math.floor(((event.clientY - box.top) / Math.max(1, box.height)) * series.length);
    const meant = series[line];
    if (meant !== undefined) onSeries?.(meant.columnId);
  };
  const spoken = series.map((one, index) => `${one.name}: ${runWords(lines[index]?.[round])}`).join(", ");
  return (
    <div className={styles.strip} style={{ "--lines": series.length }}>
      <div className={styles.names}>
        {series.map((one) => (
          <span key={one.columnId} className={styles.name} title={one.fullName}>
            <SeriesMark look={one.look} />
            <span className="trunc">{one.name}</span>
          </span>
        ))}
      </div>
      <div ref={room} className={`scroll ${styles.room}`}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the range inside does the same for keyboard and assistive tech */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the range inside has the keys */}
        <div className={styles.cells} style={{ "--width": `${grid.widthPx}px` }} onClick={pick}>
          {lines.map((runs, index) => (
            <Line
              key={series[index]?.columnId}
              runs={runs}
              longestMs={longestMs}
              grid={grid}
              isFirst={index === 0 && series.length <= 2}
            />
          ))}
          {series.map(({ columnId }, index) =>
            shownIds.includes(columnId) ? <Frame key={columnId} line={index} round={round} grid={grid} /> : null,
          )}
          <input
            type="range"
            className={styles.range}
            aria-label="Run"
            aria-valuetext={`Run ${round + 1} of ${rounds}. ${spoken}`}
            min={0}
            max={Math.max(0, rounds - 1)}
            value={round}
            onChange={(event) => onRound(event.target.valueAsNumber)}
          />
        </div>
        <Numbers rounds={rounds} grid={grid} />
      </div>
    </div>
  );
}

type LineProps = {
  readonly runs: readonly (Run | undefined)[];
  readonly longestMs: number;
  readonly grid: CellGrid;
  readonly isFirst: boolean;
};

const Line = memo(function Line({ runs, longestMs, grid, isFirst }: LineProps) {
  const paths = useMemo(() => cellPaths(runs, longestMs, grid), [runs, longestMs, grid]);
  return (
    <svg className={classes(styles.line, isFirst && styles.first)} aria-hidden="true">
      <path className={styles.well} d={paths.wells} />
      <path className={styles.bar} d={paths.bars} />
      <path className={styles.failed} d={paths.failed} />
      <path className={styles.cross} d={paths.crosses} />
    </svg>
  );
});

type FrameProps = { readonly line: number; readonly round: number; readonly grid: CellGrid };

function Frame({ line, round, grid: { stepPx, gapPx } }: FrameProps) {
  const place = { "--x": `${round * stepPx}px`, "--cell": `${stepPx - gapPx}px`, "--line": line };
  return <span className={styles.frame} style={place} aria-hidden="true" />;
}

/** Brings a round into view where the strip scrolls, and moves nothing but the strip. */
function useInView(room: RefObject<HTMLDivElement | null>, round: number, { stepPx }: CellGrid): void {
  useEffect(() => {
    const element = room.current;
    if (element === null) return;
    const start = round * stepPx;
    const { scrollLeft, clientWidth } = element;
    if (start < scrollLeft) element.scrollLeft = start;
    else if (start + stepPx > scrollLeft + clientWidth) element.scrollLeft = start + stepPx - clientWidth;
  }, [room, round, stepPx]);
}

const Numbers = memo(function Numbers({ rounds, grid }: { readonly rounds: number; readonly grid: CellGrid }) {
  return (
    <div className={`num ${styles.numbers}`} aria-hidden="true">
      {numberedRounds(rounds, grid).map((round) => (
        <span key={round} style={{ "--x": `${(round + 0.5) * grid.stepPx - grid.gapPx / 2}px` }}>
          {round + 1}
        </span>
      ))}
    </div>
  );
});
