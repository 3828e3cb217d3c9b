import { type ClipboardEvent, type KeyboardEvent, useRef } from "react";
import { addImages } from "#renderer/actions/images.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { setDraft, useComposerStore } from "#renderer/stores/composer-store.ts";
import { classes } from "#renderer/ui/classes.ts";
import { missingVariables, templateParts, variablesOf } from "#shared/template.ts";
import styles from "./composer-text.module.css";
import { meaningOf } from "./send-keys.ts";

export type ComposerTextProps = {
  readonly placeholder: string;
  /** By the keys that are set for it. */
  readonly onSend: () => void;
};

/** The prompt as it is written: a real text field, with its `{{variables}}` marked behind it. */
export function ComposerText({ placeholder, onSend }: ComposerTextProps) {
  const draft = useComposerStore((state) => state.draft);
  const sendWith = useAppStore((state) => state.settings.sendWith);
  const mirror = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const meaning = event.nativeEvent.isComposing ? null : meaningOf(event, sendWith);
    if (meaning === "send") {
      event.preventDefault();
      onSend();
    }
    // A text field knows no new line with Ctrl or Command.
    if (meaning === "new-line" && !event.shiftKey && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      document.execCommand("insertText", false, "\n");
    }
  };
  return (
    <div className={styles.text}>
      <div className={styles.mirror} ref={mirror} aria-hidden="true">
        <Marks text={draft} />
      </div>
      <textarea
        aria-label="Prompt"
        rows={1}
        placeholder={placeholder}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={takePastedImages}
        onScroll={(event) => {
          if (mirror.current !== null) mirror.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

/** A text that carries words as well, as out of a word processor, is pasted as text. */
function takePastedImages(event: ClipboardEvent): void {
  const files = [...event.clipboardData.files];
  if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
  event.preventDefault();
  void addImages(files);
}

/** Beyond this a text is drawn once, without its marks: it is a document more than a template. */
const longestMarked = 50_000;

function Marks({ text }: { readonly text: string }) {
  const values = useComposerStore((state) => state.values);
  if (text.length > longestMarked || !text.includes("{{")) return null;
  const missing = new Set(missingVariables(variablesOf(text), values));
  let offset = 0;
  const pieces = templateParts(text).map((part) => {
    const key = offset;
    offset += part.text.length;
    if (part.name === null) return <span key={key}>{part.text}</span>;
    return (
      <mark key={key} className={classes(missing.has(part.name) && styles.missing)}>
        {part.text}
      </mark>
    );
  });
  // A last line of nothing has its height in a text field, too.
  return (
    <>
      {pieces}
      {"\n"}
    </>
  );
}
