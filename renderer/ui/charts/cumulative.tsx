import { type ReactNode, useMemo, useState } from "react";
import { classes } from "#renderer/ui/classes.ts";
import styles from "./cumulative.module.css";
import { Pointer } from "./pointer.tsx";
import {
  areaPath,
  areaPolygon,
  type Extent,
  linePath,
  type Plane,
  planeOf,
  type Step,
  spread,
  type Tick,
} from "./steps.ts";

/** A level that the line should not pass: `stop` solid, `warn` dashed. */
export type Limit = { readonly value: number; readonly label: string; readonly tone: "stop" | "warn" };

export type CumulativeProps = Extent & {
  /** In the order of the axis, at least one. */
  readonly steps: readonly Step[];
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly limits: readonly Limit[];
  /** Where the line would go on to, dotted; null where nothing is said of it. */
  readonly projection: { readonly at: number; readonly value: number } | null;
  /** Beside the end of the line. */
  readonly endLabel: ReactNode;
  /** Above the part that is set apart. */
  readonly partLabel: string | null;
  /** The whole in one sentence, for assistive tech. */
  readonly sentence: string;
  /** What moves through the steps is called. */
  readonly stepsLabel: string;
  readonly wordsOf: (step: Step) => string;
};

/** What two labels at the right edge need between them, in percent of the least height. */
const labelsApart = 8;
/** From here on the end of the line is too near to the right edge for its label to stand apart from the others. */
const edgeShare = 82;

/** A running sum as a line of steps, with a part of it set apart below. Values are told on hover and by the arrow keys. */
export function Cumulative(props: CumulativeProps) {
  const { from, to, top, steps, xTicks, yTicks, sentence, limits } = props;
  const plane = useMemo(() => planeOf({ from, to, top }), [from, to, top]);
  const [shown, setShown] = useState<number | null>(null);
  const end = steps.at(-1);
  if (end === undefined) return null;
  const longest = Math.max(...yTicks.map(({ label }) => label.length));
  return (
    <div className={styles.plot} style={{ "--y-characters": longest }}>
      <div role="img" aria-label={sentence}>
        <Hatch steps={steps} plane={plane} />
        <Shapes {...props} end={end} plane={plane} />
        {yTicks.map((tick) => (
          <span key={tick.value} className={`num ${styles.yTick}`} style={{ "--y": `${plane.y(tick.value)}%` }}>
            {tick.label}
          </span>
        ))}
        {xTicks.map((tick) => (
          <span key={tick.value} className={`num ${styles.xTick}`} style={{ "--x": `${plane.x(tick.value)}%` }}>
            {tick.label}
          </span>
        ))}
        <Labels limits={limits} end={end} plane={plane} endLabel={shown === null ? props.endLabel : null} />
        {shown === null ? <PartLabel text={props.partLabel} end={end} plane={plane} /> : null}
      </div>
      <Pointer {...props} plane={plane} shown={shown} onShow={setShown} />
    </div>
  );
}

type Drawn = { readonly steps: readonly Step[]; readonly plane: Plane };

/** In HTML, because a pattern of the SVG would be stretched with it. */
function Hatch({ steps, plane }: Drawn) {
  const clipPath = useMemo(() => areaPolygon(steps, (step) => step.part, plane), [steps, plane]);
  return <span className={styles.hatch} style={{ clipPath }} aria-hidden="true" />;
}

function Shapes(props: CumulativeProps & { readonly end: Step; readonly plane: Plane }) {
  const { steps, plane, yTicks, limits, projection, end } = props;
  const paths = useMemo(() => {
    const value = (step: Step) => step.value;
    return {
      area: areaPath(steps, value, plane),
      line: linePath(steps, value, plane),
      part: linePath(steps, (step) => step.part, plane),
    };
  }, [steps, plane]);
  const x = plane.x(end.at);
  return (
    <svg className={styles.shapes} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {yTicks.map(({ value }) => (
        <path key={value} className={styles.grid} d={`M0 ${plane.y(value)}H100`} />
      ))}
      <path className={styles.area} d={paths.area} />
      {end.part === 0 ? null : <path className={styles.part} d={paths.part} />}
      {projection === null ? null : (
        <path
          className={styles.projection}
          d={`M${x} ${plane.y(end.value)}L${plane.x(projection.at)} ${plane.y(projection.value)}`}
        />
      )}
      <path className={styles.line} d={paths.line} />
      {limits.map(({ value, tone }) => (
        <path key={tone} className={styles[tone]} d={`M0 ${plane.y(value)}H100`} />
      ))}
      <path className={styles.end} d={`M${x} 0V100`} />
    </svg>
  );
}

type LabelsProps = {
  readonly limits: readonly Limit[];
  readonly end: Step;
  readonly plane: Plane;
  readonly endLabel: ReactNode;
};

/** Words at the right edge, and at the end of the line where that is no neighbour of theirs. */
function Labels({ limits, end, plane, endLabel }: LabelsProps) {
  const x = plane.x(end.at);
  const values = [...limits.map(({ value }) => value), end.value].map((value) => plane.y(value));
  const isAtEdge = x > edgeShare;
  const places = isAtEdge ? spread(values, labelsApart) : values;
  return (
    <>
      {limits.map(({ tone, label }, index) => (
        <span
          key={tone}
          className={classes("num", styles.label, tone === "stop" ? "bad" : "warn")}
          style={{ "--x": "100%", "--y": `${places[index] ?? 0}%` }}
        >
          {label}
        </span>
      ))}
      {endLabel === null ? null : (
        <span
          className={classes("num", styles.label)}
          style={{ "--x": `${isAtEdge ? 100 : x}%`, "--y": `${places.at(-1) ?? 0}%` }}
        >
          {endLabel}
        </span>
      )}
    </>
  );
}

/** Only where the line runs so high above it that the words fit between. */
function PartLabel({ text, end, plane }: { readonly text: string | null; readonly end: Step; readonly plane: Plane }) {
  const y = plane.y(end.part) - 8;
  if (text === null || y - plane.y(end.value) < 30) return null;
  return (
    <span className={`num ${styles.partLabel}`} style={{ "--x": `${plane.x(end.at) * (2 / 3)}%`, "--y": `${y}%` }}>
      {text}
    </span>
  );
}
