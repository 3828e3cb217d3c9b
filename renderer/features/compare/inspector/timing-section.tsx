import { classes } from "#renderer/ui/classes.ts";
import { useTick } from "#renderer/ui/use-tick.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { elapsedMs } from "#shared/run-numbers.ts";
import styles from "./inspector.module.css";
import { timingLines } from "./timing-lines.ts";

/** What the time went into, phase by phase. */
export function TimingSection({ run, attempt }: { readonly run: Run; readonly attempt: Attempt }) {
  useTick(100, attempt.status === "running");
  const lines = timingLines(run, attempt, elapsedMs(run, Date.now()));
  if (lines.length === 0) return null;
  return (
    <section aria-label="Timing">
      <h3>Timing</h3>
      <dl className={styles.phases}>
        {lines.map((line) => (
          <div key={line.name}>
            <dt>{line.name}</dt>
            <dd className={styles.track} aria-hidden="true">
              {line.from === null || line.to === null ? null : (
                <span
                  className={classes(styles.phase, line.isLost && styles.lost)}
                  style={{ "--from": `${line.from * 100}%`, "--to": `${line.to * 100}%` }}
                />
              )}
            </dd>
            <dd className="num">{line.text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
