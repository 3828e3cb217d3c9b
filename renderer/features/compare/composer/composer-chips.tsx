import { replyOnlyTo, showPrompt } from "#renderer/actions/conversation.ts";
import { cancelEdit } from "#renderer/actions/edit-prompt.ts";
import { usePrompts } from "#renderer/parts/use-sending.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { promptNumber } from "#renderer/stores/prompts.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import styles from "./composer.module.css";
import { useAsked } from "./use-asked.ts";

/** What is out of the ordinary with the next Send, each with the way back. */
export function ComposerChips() {
  const prompts = usePrompts();
  const editingId = useComposerStore((state) => state.editingId);
  const shownId = useColumnsStore((state) => state.shownId);
  const { only } = useAsked();
  const edited = editingId === null ? null : promptNumber(prompts, editingId);
  const isBack = shownId !== null && edited === null;
  if (edited === null && only === null && !isBack) return null;
  return (
    <div className={styles.chips}>
      {edited === null ? null : (
        <Undoable words={`Edit of prompt ${edited}`} undo="Do not edit it" onUndo={cancelEdit} />
      )}
      {only === null ? null : <Undoable words={`Only ${only}`} undo="Ask all" onUndo={() => replyOnlyTo(null)} />}
      {isBack ? (
        <Undoable words={`Follows prompt ${prompts.length}`} undo="Go to it" onUndo={() => showPrompt(null)} />
      ) : null}
    </div>
  );
}

type UndoableProps = { readonly words: string; readonly undo: string; readonly onUndo: () => void };

function Undoable({ words, undo, onUndo }: UndoableProps) {
  return (
    <span className={styles.chip}>
      <Chip tone="accent">{words}</Chip>
      <IconButton icon="close" size="small" label={undo} onClick={onUndo} />
    </span>
  );
}
