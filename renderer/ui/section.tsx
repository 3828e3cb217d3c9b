import type { ReactNode } from "react";
import styles from "./section.module.css";

export type SectionProps = {
  readonly title: string;
  /** Of the heading: 2 where the section stands directly in the view, 3 under a heading of its own. */
  readonly level: 2 | 3;
  /** Right end of the heading's line. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** One group of a view, named by its heading. The heading can be given the focus, as after a button that went away. */
export function Section({ title, level, actions, children }: SectionProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className={level === 2 ? styles.level2 : styles.level3} aria-label={title}>
      <div className={styles.head}>
        <Heading className="grow" tabIndex={-1}>
          {title}
        </Heading>
        {actions}
      </div>
      {children}
    </section>
  );
}
