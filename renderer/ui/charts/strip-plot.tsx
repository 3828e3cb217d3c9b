import { memo, useMemo, useRef } from "react";
import { classes } from "#renderer/ui/classes.ts";
import { useSize } from "#renderer/ui/use-size.ts";
import { SeriesMark } from "./series-mark.tsx";
import styles from "./strip-plot.module.css";
import { figurePlaces, labelledEvery } from "./strip-words.ts";
import {
  dotsPath,
  manyValues,
  type Strip,
  type StripAxis,
  type StripFigure,
  type StripSize,
  shareOn,
  stripAxis,
} from "./strips.ts";

export type StripPlotProps = {
  /** One line each, below one another on one axis. Give the same list as long as nothing changed: it is drawn anew with a new one. */
  readonly strips: readonly Strip[];
  /** Words of a tick of the axis, without the unit: `0.4`, `$0.0088`. A function that stays the same. */
  readonly tickWords: (value: number) => string;
  /** After the last tick: `s`; empty where the words say it. */
  readonly unit: string;
  /** The whole in one sentence, for assistive tech. */
  readonly sentence: string;
};

/**
 * Every value as a dot, with the median (solid), the 95th percentile (dotted) and the band between them. Works from one
 * strip to many, and with a thousand dots each.
 */
export const StripPlot = memo(function StripPlot({ strips, tickWords, unit, sentence }: StripPlotProps) {
  const axis = useMemo(() => stripAxis(strips), [strips]);
  const area = useRef<HTMLDivElement>(null);
  const size = useSize(area, { widthPx: 320, heightPx: 28 });
  const words = axis.ticks.map(tickWords);
  const every = labelledEvery(words, size.widthPx);
  const last = words.length - 1;
  return (
    <div className={styles.plot} role="img" aria-label={sentence} style={{ "--name": `${nameWidthPx(strips)}px` }}>
      <div className={`num ${styles.axis}`}>
        {axis.ticks.map((tick, index) => (
          <span key={tick} className={styles.tick} style={{ "--x": percent(axis, tick) }}>
            {(last - index) % every === 0 ? (
              <span>
                {words[index]}
                {index === last && unit !== "" ? `\u00a0${unit}` : ""}
              </span>
            ) : null}
          </span>
        ))}
      </div>
      {strips.map((strip, index) => (
        <div key={strip.id} className={styles.line}>
          <span className={styles.name} title={strip.name}>
            <SeriesMark look={strip.look} />
            <span className="trunc">{strip.name}</span>
          </span>
          <div className={styles.area}>
            <Values strip={strip} axis={axis} size={size} />
            <div ref={index === 0 ? area : undefined} className={styles.size} />
          </div>
        </div>
      ))}
    </div>
  );
});

type ValuesProps = { readonly strip: Strip; readonly axis: StripAxis; readonly size: StripSize };

function Values({ strip, axis, size }: ValuesProps) {
  const { p50, p95, look, note } = strip;
  const at = ({ value, label }: StripFigure) => ({ xPx: shareOn(axis, value) * size.widthPx, words: label });
  const places = p50 === null ? null : figurePlaces(at(p50), p95 === null ? null : at(p95), size.widthPx);
  const path = useMemo(() => dotsPath(strip, axis, size), [strip, axis, size]);
  return (
    <>
      {p50 === null || p95 === null ? null : (
        <span className={styles.band} style={{ "--x": percent(axis, p50.value), "--end": percent(axis, p95.value) }} />
      )}
      <svg className={styles.dots} aria-hidden="true">
        <path className={classes(styles[look], strip.values.length > manyValues && styles.small)} d={path} />
      </svg>
      {p50 === null ? null : (
        <Figure name="p50" x={percent(axis, p50.value)} words={p50.label} leftPx={places?.p50Px} />
      )}
      {p95 === null ? null : (
        <Figure name="p95" x={percent(axis, p95.value)} words={p95.label} leftPx={places?.p95Px} />
      )}
      {note === undefined ? null : <span className={styles.note}>{note}</span>}
    </>
  );
}

type FigureProps = {
  readonly name: "p50" | "p95";
  /** Where it stands on the axis, as CSS has it. */
  readonly x: string;
  readonly words: string;
  /** Where its words begin. */
  readonly leftPx: number | undefined;
};

function Figure({ name, x, words, leftPx = 0 }: FigureProps) {
  return (
    <>
      <i className={styles[name]} style={{ "--x": x }} />
      <span className={`num ${styles.words}`} style={{ "--left": `${leftPx}px` }}>
        {name} {words}
      </span>
    </>
  );
}

function percent(axis: StripAxis, value: number): string {
  return `${Math.round(shareOn(axis, value) * 10_000) / 100}%`;
}

const characterPx = 6.4;
const narrowestNamePx = 92;
const widestNamePx = 168;

/** As wide as the longest name needs, within reason: a longer one is cut. */
function nameWidthPx(strips: readonly Strip[]): number {
  const longest = strips.reduce((most, { name }) => Math.max(most, name.length), 0);
  return Math.round(Math.min(widestNamePx, Math.max(narrowestNamePx, longest * characterPx + 24)));
}
