import type { ReactNode } from "react";
import styles from "./section.module.css";

export type SectionProps = {
  readonly title: string;
  /** Right end of the heading's line. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** One group of the left side. */
export function Section({ title, actions, children }: SectionProps) {
  return (
    <section aria-label={title}>
      <div className={styles.head}>
        <h2 className="grow">{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
