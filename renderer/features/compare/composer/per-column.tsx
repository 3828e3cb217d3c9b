import { useState } from "react";
import { useColumnNames } from "#renderer/features/compare/column-names.ts";
import { overrideWords } from "#renderer/features/compare/settings/override-words.ts";
import { openSettings, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Popover } from "#renderer/ui/popover.tsx";
import styles from "./composer.module.css";
import forms from "./composer-forms.module.css";

/** Every column with what it sets for itself; one of them opens its settings. */
export function PerColumn() {
  const [isOpen, setOpen] = useState(false);
  const columns = useColumnsStore((state) => state.columns);
  const names = useColumnNames();
  const picked = columns.filter((column) => column.target !== null);
  const count = picked.filter((column) => column.overrides !== undefined).length;
  return (
    <Popover
      label="Per column"
      side="top"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button tone="ghost" size="small" icon="sliders" title="Settings per column" className={styles.tool}>
          <span className={styles.word}>Per column</span>
          {count === 0 ? null : <span className="num dim">{count}</span>}
        </Button>
      }
    >
      <ul className={`scroll ${forms.list}`}>
        {picked.map(({ id, overrides }) => (
          <li key={id}>
            <button
              type="button"
              className={forms.item}
              onClick={() => {
                setOpen(false);
                openSettings(id);
              }}
            >
              <span className="medium">{names.get(id) ?? ""}</span>
              <span className="grow" />
              <span className={overrides === undefined ? "dim" : "acc num"}>
                {overrides === undefined ? "as everywhere" : overrideWords(overrides).join(" · ")}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
