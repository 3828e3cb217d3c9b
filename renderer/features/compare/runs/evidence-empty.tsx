import type { ReactNode } from "react";
import styles from "./evidence-empty.module.css";

export type EvidenceEmptyProps = {
  /** Names the region. */
  readonly label: string;
  readonly title: string;
  readonly children: ReactNode;
  /** What begins it. */
  readonly actions?: ReactNode;
};

/** In place of what many runs say, while there are none. */
export function EvidenceEmpty({ label, title, children, actions }: EvidenceEmptyProps) {
  return (
    <section className={styles.empty} aria-label={label}>
      <p className="strong">{title}</p>
      <p className={`sub ${styles.body}`}>{children}</p>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </section>
  );
}
