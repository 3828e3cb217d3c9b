import { formatCountdown } from "#shared/format.ts";
import type { RateLimitState } from "#shared/provider-state.ts";
import styles from "./back-in.module.css";

/** Circumference of the ring. */
const ringLength = 37.7;

export type BackInProps = { readonly limit: RateLimitState; readonly nowMs: number };

/** How long a cooldown still lasts, of how long it is. Nothing where nobody knows. */
export function BackIn({ limit, nowMs }: BackInProps) {
  const { nextProbeAtMs, limitedAtMs } = limit;
  if (nextProbeAtMs === null) return null;
  const leftMs = Math.max(0, nextProbeAtMs - nowMs);
  const wholeMs = limitedAtMs === null ? null : Math.max(leftMs, nextProbeAtMs - limitedAtMs);
  return (
    <div className={styles.row}>
      <span>Back in</span>
      <span className={styles.ringAnd}>
        <Ring share={wholeMs === null || wholeMs === 0 ? 0 : leftMs / wholeMs} />
        {wholeMs === null ? null : <span className="num dim">of {formatCountdown(wholeMs)}</span>}
      </span>
      <span className={`num warn strong ${styles.left}`} role="timer" aria-live="off">
        {formatCountdown(leftMs)}
      </span>
    </div>
  );
}

function Ring({ share }: { readonly share: number }) {
  return (
    <svg className={styles.ring} viewBox="0 0 16 16" aria-hidden="true" style={{ "--left": share * ringLength }}>
      <circle className={styles.whole} cx="8" cy="8" r="6" />
      <circle className={styles.rest} cx="8" cy="8" r="6" />
    </svg>
  );
}
