import { openExport } from "#renderer/actions/export.ts";
import { togglePin } from "#renderer/actions/history-change.ts";
import { openInCompare, runAgain } from "#renderer/actions/history-open.ts";
import { askHistory, useHistoryStore } from "#renderer/stores/history-store.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Menu } from "#renderer/ui/menu.tsx";
import type { HistoryEntry } from "#shared/history.ts";
import styles from "./history-actions.module.css";

/** Right end of the title bar: what can be done with the comparison on show. */
export function HistoryActions({ entry }: { readonly entry: HistoryEntry | null }) {
  return (
    <>
      {entry === null ? null : <Pin entry={entry} />}
      <More entry={entry} />
      {entry === null ? null : (
        <>
          <Button icon="out" onClick={() => openExport(entry.comparisonId)}>
            <span className={styles.word}>Export</span>
          </Button>
          <Button
            icon="refresh"
            title="Fills Compare with its prompt and targets; nothing is sent"
            onClick={() => void runAgain(entry.comparisonId)}
          >
            <span className={styles.word}>Run again</span>
          </Button>
          <OpenButton entry={entry} />
        </>
      )}
    </>
  );
}

function Pin({ entry }: { readonly entry: HistoryEntry }) {
  const { isPinned } = entry;
  return (
    <IconButton
      icon="star"
      label={isPinned ? "Unpin" : "Pin"}
      aria-pressed={isPinned}
      className={isPinned ? "acc" : ""}
      onClick={() => togglePin(entry)}
    />
  );
}

/** What a program asked can be read and sent again, not continued. */
function OpenButton({ entry }: { readonly entry: HistoryEntry }) {
  const isOfProgram = entry.client !== null;
  return (
    <Button
      icon="columns"
      disabled={isOfProgram}
      title={isOfProgram ? "A program asked this: it can be run again, not continued" : undefined}
      onClick={() => void openInCompare(entry.comparisonId)}
    >
      <span className={styles.word}>Open in Compare</span>
    </Button>
  );
}

function More({ entry }: { readonly entry: HistoryEntry | null }) {
  const total = useHistoryStore((state) => state.total);
  return (
    <Menu
      trigger={<IconButton icon="more" label="More for History" />}
      items={[
        {
          label: "Delete this comparison…",
          icon: "trash",
          tone: "danger",
          disabled: entry === null,
          onSelect: () => askHistory("delete"),
        },
        {
          label: "Clear a range…",
          icon: "trash",
          tone: "danger",
          disabled: total === 0,
          onSelect: () => askHistory("clear"),
        },
      ]}
    />
  );
}
