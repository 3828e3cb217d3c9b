import { type KeyboardEvent, useState } from "react";
import styles from "./editable-title.module.css";

export type EditableTitleProps = {
  readonly title: string;
  /** What the field is called while it is edited. */
  readonly label: string;
  readonly onRename: (title: string) => void;
};

/** A heading's words that become a field with a click: Enter keeps what is typed, Esc leaves it as it was. */
export function EditableTitle({ title, label, onRename }: EditableTitleProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const keep = () => {
    if (typed !== null) onRename(typed);
    setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) keep();
    if (event.key === "Escape") {
      event.stopPropagation();
      setTyped(null);
    }
  };
  if (typed === null) {
    return (
      <button
        type="button"
        className={styles.title}
        title={`${title} (click to rename)`}
        onClick={() => setTyped(title)}
      >
        <span className="trunc">{title}</span>
      </button>
    );
  }
  return (
    <input
      ref={(element) => element?.focus()}
      className={styles.field}
      aria-label={label}
      value={typed}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={keep}
      onKeyDown={onKeyDown}
    />
  );
}
