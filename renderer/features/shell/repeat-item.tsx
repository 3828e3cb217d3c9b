import { openInCompare } from "#renderer/actions/history-open.ts";
import { pauseRepeat } from "#renderer/actions/repeat-control.ts";
import { elsewhere } from "#renderer/stores/active-repeats.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useRepeatsStore } from "#renderer/stores/repeats-store.ts";
import { Meter } from "#renderer/ui/meter.tsx";
import { formatCount } from "#shared/format.ts";
import styles from "./job-item.module.css";

/** A repeat of a conversation that is not open goes on, and costs: how far it is, and the ways to it. */
export function RepeatItem() {
  const conversationId = useColumnsStore((state) => state.conversationId);
  const byComparison = useRepeatsStore((state) => state.byComparison);
  const [repeat, ...more] = elsewhere({ byComparison }, conversationId);
  if (repeat === undefined) return null;
  const { comparisonId, measured, total, status } = repeat;
  return (
    <span className={styles.job}>
      <span className="num">
        Repeat {formatCount(measured)} of {formatCount(total)}
        {more.length === 0 ? "" : ` and ${more.length} more`}
      </span>
      <span className={styles.meter}>
        <Meter share={measured / Math.max(1, total)} tone="accent" />
      </span>
      <button type="button" className={styles.button} onClick={() => void openInCompare(comparisonId)}>
        Show
      </button>
      {status === "running" ? (
        <button type="button" className={styles.button} onClick={() => void pauseRepeat(comparisonId)}>
          Pause
        </button>
      ) : null}
    </span>
  );
}
