import { type FormEvent, useEffect, useRef, useState } from "react";
import { recallColumnSet, removeColumnSet, renameColumnSet, saveColumnSet } from "#renderer/actions/column-sets.ts";
import { focusWhenDrawn } from "#renderer/actions/focus.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Popover } from "#renderer/ui/popover.tsx";
import { checkColumnSetName } from "#shared/check-column-set.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import styles from "./conversation-title.module.css";

/** Columns that are kept under a name: recall, rename, remove, and keep the ones of now. */
export function ColumnSets() {
  const [isOpen, setOpen] = useState(false);
  const sets = useAppStore((state) => state.columnSets);
  const [renaming, setRenaming] = useState<string | null>(null);
  const close = () => setOpen(false);
  return (
    <Popover
      label="Column sets"
      align="end"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={<IconButton icon="columns" label="Column sets" />}
    >
      <div className={`scroll ${styles.sets}`}>
        {sets.length === 0 ? null : (
          <ul>
            {sets.map((set) => (
              <li key={set.id}>
                {set.id === renaming ? (
                  <NameForm
                    label={`New name of ${set.name}`}
                    start={set.name}
                    verb="Rename"
                    onName={(name) => renameColumnSet(set.id, name)}
                    isFocused
                    onDone={() => {
                      setRenaming(null);
                      focusWhenDrawn(`[data-rename-set="${set.id}"]`);
                    }}
                  />
                ) : (
                  <SetRow set={set} onRecall={close} onRename={() => setRenaming(set.id)} />
                )}
              </li>
            ))}
          </ul>
        )}
        <NameForm label="Save these columns as" start="" verb="Save" onName={saveColumnSet} onDone={close} />
      </div>
    </Popover>
  );
}

type SetRowProps = { readonly set: ColumnSet; readonly onRecall: () => void; readonly onRename: () => void };

function SetRow({ set, onRecall, onRename }: SetRowProps) {
  const recall = () => {
    onRecall();
    recallColumnSet(set.id);
  };
  const size = set.columns.length === 1 ? "1 column" : `${set.columns.length} columns`;
  return (
    <div className={styles.set}>
      <button type="button" className={styles.recall} onClick={recall}>
        <span className="trunc medium">{set.name}</span>
        <span className="grow" />
        <span className="dim num">{size}</span>
      </button>
      <IconButton icon="pencil" size="small" label={`Rename ${set.name}`} data-rename-set={set.id} onClick={onRename} />
      <IconButton icon="trash" size="small" label={`Remove ${set.name}`} onClick={() => void remove(set.id)} />
    </div>
  );
}

/** The button goes with the set; the focus stays in the popover. */
async function remove(setId: string): Promise<void> {
  await removeColumnSet(setId);
  focusWhenDrawn("[data-save-set] input");
}

type NameFormProps = {
  readonly label: string;
  readonly start: string;
  readonly verb: string;
  /** Gives what went wrong, or null. */
  readonly onName: (name: string) => Promise<string | null>;
  readonly onDone: () => void;
  /** Takes the focus when it comes, with its text ready to be typed over. */
  readonly isFocused?: boolean;
};

function NameForm({ label, start, verb, onName, onDone, isFocused = false }: NameFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (isFocused) form.current?.querySelector("input")?.select();
  }, [isFocused]);
  const [name, setName] = useState(start);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = checkColumnSetName(name.trim()) ?? (await onName(name));
    setProblem(found);
    if (found !== null) return;
    setName("");
    onDone();
  };
  return (
    <form
      ref={form}
      className={styles.save}
      data-save-set={isFocused ? undefined : ""}
      onSubmit={(event) => void submit(event)}
    >
      <TextField
        label={label}
        value={name}
        error={problem}
        autoComplete="off"
        onChange={(event) => {
          setName(event.target.value);
          setProblem(null);
        }}
      />
      <Button type="submit">{verb}</Button>
    </form>
  );
}
