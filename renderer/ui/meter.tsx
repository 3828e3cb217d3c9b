import { classes } from "./classes.ts";
import styles from "./meter.module.css";

export type MeterProps = {
  /** Used of the whole, 0 to 1. */
  readonly share: number;
  readonly tone?: "plain" | "accent" | "warn" | "bad" | "dim";
  /** Where it is the main thing of its place. */
  readonly isThick?: boolean;
};

/** A bar beside the figure that says the same, so it is nothing for assistive tech. */
export function Meter({ share, tone = "plain", isThick = false }: MeterProps) {
  return (
    <span
      className={classes(styles.meter, styles[tone], isThick && styles.thick)}
      style={{ "--share": share }}
      aria-hidden="true"
    >
      <span />
    </span>
  );
}
