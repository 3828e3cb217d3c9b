import { Meter } from "#renderer/ui/meter.tsx";
import { formatCompactCount } from "#shared/format.ts";
import styles from "./allowance-meters.module.css";
import type { AllowanceRow } from "./allowance-rows.ts";

export type AllowanceMetersProps = {
  readonly rows: readonly AllowanceRow[];
  /** `tight` in a narrow column of cards: `4 / 50`; else `4 of 50`. */
  readonly size?: "tight" | "wide";
};

/** What of each limit is used, as rows of a list: name, bar, figure. */
export function AllowanceMeters({ rows, size = "wide" }: AllowanceMetersProps) {
  if (rows.length === 0) return null;
  return (
    <dl className={`${styles.meters} ${size === "tight" ? styles.tight : ""}`}>
      {rows.map((row) => (
        <div key={row.label}>
          <dt>{row.label}</dt>
          <dd className={styles.bar}>
            <Meter share={row.share} tone={!row.isCurrent ? "dim" : row.isNear ? "warn" : "plain"} />
          </dd>
          <dd className={`num ${row.isCurrent ? "" : "dim"}`}>
            {formatCompactCount(row.used)} {size === "tight" ? "/" : "of"} {formatCompactCount(row.limit)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
