import { useMemo } from "react";
import { addColumn } from "#renderer/actions/columns.ts";
import { isShortcutFree, shortcutText } from "#renderer/parts/shortcuts.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { mostColumns, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { numberRepeats, targetTitle } from "#renderer/stores/targets.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { Column } from "./column.tsx";
import styles from "./columns.module.css";

/** The columns from left to right, and the rail that adds one. */
export function Columns() {
  const columns = useColumnsStore((state) => state.columns);
  const names = useColumnNames();
  return (
    <div className={classes(styles.columns, "scroll")} style={{ "--count": columns.length }}>
      {columns.map((column, index) => (
        <Column key={column.id} column={column} name={names[index] ?? ""} />
      ))}
      <AddColumn isFull={columns.length >= mostColumns} />
    </div>
  );
}

/** What each column is called, repeated targets numbered. */
function useColumnNames(): readonly string[] {
  const columns = useColumnsStore((state) => state.columns);
  const chains = useAppStore((state) => state.chains);
  const modelLists = useAppStore((state) => state.modelLists);
  return useMemo(() => {
    const titles = columns.map(({ target }) =>
      target === null ? "New column" : targetTitle({ chains, modelLists }, target),
    );
    return numberRepeats(titles);
  }, [columns, chains, modelLists]);
}

function AddColumn({ isFull }: { readonly isFull: boolean }) {
  const capabilities = useAppStore((state) => state.capabilities);
  const keys = isShortcutFree("Mod+Shift+N", capabilities) ? ` (${shortcutText("Mod+Shift+N", capabilities)})` : "";
  return (
    <div className={styles.add}>
      <IconButton
        icon="plus"
        label="Add column"
        title={isFull ? `At most ${mostColumns} columns` : `Add column${keys}`}
        disabled={isFull}
        onClick={() => addColumn()}
      />
      <span className={styles.vertical} aria-hidden="true">
        Add column
      </span>
    </div>
  );
}
