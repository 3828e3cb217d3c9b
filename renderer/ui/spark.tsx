import styles from "./spark.module.css";

const width = 100;
const height = 16;
/** Room for the stroke. */
const edge = 2;

/** How a few values went, oldest first, from 0 up; the figure beside it says the last word. */
export function Spark({ values }: { readonly values: readonly number[] }) {
  return (
    <svg className={styles.spark} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={sparkPath(values)} />
    </svg>
  );
}

/** A line over the whole width; one value is a level line. */
export function sparkPath(values: readonly number[]): string {
  const top = Math.max(...values, 0);
  const points = values.length === 1 ? [...values, ...values] : values;
  return points
    .map((value, index) => {
      const x = (index / (points.length - 1)) * width;
      const y = height - edge - (top === 0 ? 0 : value / top) * (height - 2 * edge);
      return `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}
