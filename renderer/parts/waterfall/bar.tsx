import { classes } from "#renderer/ui/classes.ts";
import type { Axis } from "./axis.ts";
import styles from "./bar.module.css";
import type { Segment } from "./rows.ts";

export type BarProps = { readonly segments: readonly Segment[]; readonly axis: Axis; readonly lineMs: number | null };

/** A skip took no time; it is drawn this wide, so that it can be seen. */
const skipShare = 0.05;

/** One row's segments on the shared axis. Decoration: the cells beside it hold the same as text. */
export function Bar({ segments, axis, lineMs }: BarProps) {
  const share = (ms: number) => `${Math.min(100, (ms / axis.fullMs) * 100)}%`;
  return (
    <div className={styles.track} style={{ "--parts": axis.parts }} aria-hidden="true">
      {segments.map((segment, index) => (
        <b
          // biome-ignore lint/suspicious/noArrayIndexKey: two that were skipped begin at one moment, and none moves
          key={`${segment.kind}:${segment.startMs}:${index}`}
          className={classes(
            styles[segment.kind],
            segment.isLive && styles.live,
            index > 0 && segment.kind === "streaming" && styles.joined,
          )}
          style={{ "--from": share(segment.startMs), "--to": share(endOf(segment, axis)) }}
        />
      ))}
      {lineMs === null ? null : <b className={styles.now} style={{ "--from": share(lineMs) }} />}
    </div>
  );
}

function endOf(segment: Segment, axis: Axis): number {
  return segment.kind === "skipped" ? segment.startMs + axis.fullMs * skipShare : segment.endMs;
}

/** The ticks below all rows. */
export function AxisLabels({ axis }: { readonly axis: Axis }) {
  return (
    <div className={classes(styles.axis, "num")} aria-hidden="true">
      {axis.labels.map((label, index) => (
        <span key={label} style={{ "--from": `${(index / axis.parts) * 100}%` }}>
          {label}
        </span>
      ))}
    </div>
  );
}
