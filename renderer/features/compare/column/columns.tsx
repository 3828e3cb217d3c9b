import { useRef } from "react";
import { announce } from "#renderer/actions/announce.ts";
import { addColumn } from "#renderer/actions/columns.ts";
import { moveColumnTo } from "#renderer/actions/compare-layout.ts";
import { useColumnNames } from "#renderer/features/compare/column-names.ts";
import { useKeysOf } from "#renderer/parts/shortcuts.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useCompareLayoutStore } from "#renderer/stores/compare-layout-store.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { Reorder } from "#renderer/ui/reorder.tsx";
import { mostColumns } from "#shared/repeat.ts";
import { Column } from "./column.tsx";
import { tracksOf } from "./column-tracks.ts";
import styles from "./columns.module.css";
import { useAnswerScroll } from "./use-answer-scroll.ts";

/** The columns from left to right, and the rail that adds one. */
export function Columns() {
  const columns = useColumnsStore((state) => state.columns);
  const widths = useCompareLayoutStore((state) => state.widths[columns.length]);
  const names = useColumnNames();
  const box = useRef<HTMLDivElement>(null);
  const ids = columns.map((column) => column.id);
  useAnswerScroll(box, ids);
  return (
    <div
      ref={box}
      className={classes(styles.columns, "scroll")}
      style={{ "--tracks": tracksOf(columns.length, widths) }}
    >
      <Reorder
        ids={ids}
        axis="horizontal"
        nameOf={(id) => names.get(id) ?? "Column"}
        onMove={moveColumnTo}
        announce={announce}
      >
        {(shown) =>
          shown.flatMap((id, index) => {
            const column = columns.find((one) => one.id === id);
            if (column === undefined) return [];
            return [<Column key={id} column={column} name={names.get(id) ?? ""} index={index} />];
          })
        }
      </Reorder>
      <AddColumn isFull={columns.length >= mostColumns} />
    </div>
  );
}

function AddColumn({ isFull }: { readonly isFull: boolean }) {
  const shown = useKeysOf("column.add");
  const keys = shown === undefined ? "" : ` (${shown})`;
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
