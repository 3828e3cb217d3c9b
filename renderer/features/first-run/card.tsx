import type { ReactNode } from "react";
import { Icon, type IconName } from "#renderer/ui/icon.tsx";
import styles from "./card.module.css";

export type CardProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
};

/** One way to start. */
export function Card({ icon, title, lead, children }: CardProps) {
  return (
    <section className={styles.card} aria-label={title}>
      <h2>
        <Icon name={icon} className="acc" />
        {title}
      </h2>
      <p className={styles.lead}>{lead}</p>
      {children}
    </section>
  );
}
