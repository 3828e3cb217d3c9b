import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { Chip } from "#renderer/ui/chip.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { formatTimeOfDay } from "#shared/format.ts";
import styles from "./sent-prompt.module.css";

/** What the columns below answer. */
export function SentPrompt() {
  const conversationId = useColumnsStore((state) => state.conversationId);
  const comparison = useAppStore((state) => state.comparisons.findLast((one) => one.conversationId === conversationId));
  if (comparison === undefined) return null;
  return (
    <section className={styles.sent} aria-label="Sent prompt">
      <span className={styles.mark}>
        <Icon name="send" size="xs" />
      </span>
      <p className="grow" title={comparison.prompt}>
        {comparison.prompt}
      </p>
      <span className="row hide-narrow">
        {comparison.isDemo ? <Chip icon="bolt">Demo</Chip> : null}
        <span className="dim num">{formatTimeOfDay(comparison.startedAtMs)}</span>
      </span>
    </section>
  );
}
