import styles from "./evidence.module.css";

/** A bar fills its half where the other route takes, or costs, twice as much. */
const fullShare = 1;

/** From the middle to the right where it is more, to the left where it is less. The figure beside it says the same. */
export function DifferenceBar({ relative }: { readonly relative: number | null }) {
  const share = Math.min(fullShare, Math.abs(relative ?? 0)) * 49;
  return (
    <span className={styles.difference} data-side={(relative ?? 0) < 0 ? "less" : "more"} aria-hidden="true">
      {share === 0 ? null : <i style={{ "--share": `${share}%` }} />}
    </span>
  );
}
