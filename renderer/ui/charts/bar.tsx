import styles from "./bar.module.css";

export type BarProps = {
  /** Of the longest bar beside it, 0 to 1. */
  readonly share: number;
  /** How much of this bar is set apart, at its end and hatched; 0 to 1 of the bar. */
  readonly partShare?: number;
};

/** A length beside the figure that says the same, so it is nothing for assistive tech. */
export function Bar({ share, partShare = 0 }: BarProps) {
  return (
    <span className={styles.track} aria-hidden="true">
      {share <= 0 ? null : (
        <span className={styles.bar} style={{ "--share": share }}>
          {partShare >= 1 ? null : <span className={styles.whole} />}
          {partShare <= 0 ? null : <span className={styles.part} style={{ "--part": Math.min(1, partShare) }} />}
        </span>
      )}
    </span>
  );
}
