import { renameConversation, showNextPrompt } from "#renderer/actions/conversation.ts";
import { usePrompts } from "#renderer/parts/use-sending.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { promptNumber, shownPrompt } from "#renderer/stores/prompts.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { EditableTitle } from "#renderer/ui/editable-title.tsx";
import styles from "./conversation-title.module.css";

export function ConversationTitle() {
  const title = useColumnsStore((state) => state.title);
  return <EditableTitle title={title} label="Name of this comparison" onRename={renameConversation} />;
}

/** `Prompt 3 of 3 ‹ ›`: goes through the prompts of the conversation; nothing where none was sent. */
export function PromptNavigation() {
  const prompts = usePrompts();
  const shownId = useColumnsStore((state) => state.shownId);
  const shown = shownPrompt(prompts, shownId);
  const number = shown === undefined ? null : promptNumber(prompts, shown.id);
  if (number === null) return null;
  return (
    <nav className={styles.prompts} aria-label="Prompts">
      <Chip>
        <span className="num">
          Prompt {number} of {prompts.length}
        </span>
      </Chip>
      <IconButton
        icon="left"
        size="small"
        label="Previous prompt"
        disabled={number === 1}
        onClick={() => showNextPrompt(-1)}
      />
      <IconButton
        icon="right"
        size="small"
        label="Next prompt"
        disabled={number === prompts.length}
        onClick={() => showNextPrompt(1)}
      />
    </nav>
  );
}
