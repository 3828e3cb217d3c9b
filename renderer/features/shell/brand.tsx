import styles from "./brand.module.css";

/** The mark: three attempts, the last one answers. */
export function Brand() {
  return (
    <div className={styles.brand}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <rect className={styles.first} x="1" y="2" width="6" height="3" rx="1.5" />
        <rect className={styles.second} x="4" y="6.5" width="5" height="3" rx="1.5" />
        <rect className={styles.third} x="6" y="11" width="9" height="3" rx="1.5" />
      </svg>
      <span>Understudy</span>
    </div>
  );
}
