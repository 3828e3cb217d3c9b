import { newComparison } from "#renderer/actions/conversation.ts";
import { openExport, shownComparisonId } from "#renderer/actions/export.ts";
import { focusWhenDrawn, promptSelector } from "#renderer/actions/focus.ts";
import { usePrompts } from "#renderer/parts/use-sending.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { ColumnSets } from "./column-sets.tsx";
import styles from "./conversation-title.module.css";

/** Right end of the title bar: a fresh start, and columns that were saved. */
export function ConversationActions() {
  const isFresh = usePrompts().length === 0;
  return (
    <>
      <ColumnSets />
      <IconButton icon="out" label="Export comparison" disabled={isFresh} onClick={exportShown} />
      <Button
        tone="ghost"
        icon="compose"
        title="New comparison with the same columns"
        className={styles.new}
        disabled={isFresh}
        onClick={begin}
      >
        <span>New comparison</span>
      </Button>
    </>
  );
}

function exportShown(): void {
  const id = shownComparisonId();
  if (id !== null) openExport(id);
}

function begin(): void {
  newComparison();
  focusWhenDrawn(promptSelector);
}
