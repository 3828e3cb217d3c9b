import { newComparison } from "#renderer/actions/conversation.ts";
import { focusWhenDrawn, promptSelector } from "#renderer/actions/focus.ts";
import { usePrompts } from "#renderer/parts/use-sending.ts";
import { Button } from "#renderer/ui/button.tsx";
import { ColumnSets } from "./column-sets.tsx";
import styles from "./conversation-title.module.css";

/** Right end of the title bar: a fresh start, and columns that were saved. */
export function ConversationActions() {
  const isFresh = usePrompts().length === 0;
  return (
    <>
      <ColumnSets />
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

function begin(): void {
  newComparison();
  focusWhenDrawn(promptSelector);
}
