import type { ReactNode } from "react";
import { Problem } from "#renderer/ui/problem.tsx";
import styles from "./settings-view.module.css";

export type SettingRowProps = {
  readonly label: string;
  /** What follows from it. */
  readonly hint?: ReactNode;
  readonly problem?: string | null;
  readonly children: ReactNode;
};

/** One setting: what it is on the left, its control on the right. */
export function SettingRow({ label, hint, problem = null, children }: SettingRowProps) {
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className="medium">{label}</p>
        {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
        <Problem message={problem} className={styles.hint} />
      </div>
      <div className={styles.control}>{children}</div>
    </li>
  );
}
