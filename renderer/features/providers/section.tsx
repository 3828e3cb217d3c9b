import type { ReactNode } from "react";
import styles from "./section.module.css";

export type SectionProps = {
  readonly title: string;
  /** Right end of the heading's line. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** One group of a provider's settings. */
export function Section({ title, actions, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <span className="grow" />
        {actions}
      </div>
      {children}
    </section>
  );
}
