import { useMemo } from "react";
import { useColumnNames } from "#renderer/features/compare/column-names.ts";
import { pickedColumns, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { missingBeside, variablesInUse } from "#renderer/stores/draft-variables.ts";
import { rowFields } from "#renderer/stores/repeat-choice.ts";
import { useRepeatDraftStore } from "#renderer/stores/repeat-draft-store.ts";
import type { Column } from "#shared/run.ts";

/** Whom the next Send asks, and what it needs. */
export type Asked = {
  readonly columns: readonly Column[];
  /** The name of the column that alone is asked; null where all are. */
  readonly only: string | null;
  /** Variables of everything that is sent, in the order they appear. */
  readonly names: readonly string[];
  /** Those that are filled in by hand: no data set fills them. */
  readonly own: readonly string[];
  /** Those of them that have no value yet. */
  readonly missing: readonly string[];
};

export function useAsked(): Asked {
  const all = useColumnsStore((state) => state.columns);
  const columnNames = useColumnNames();
  const draft = useComposerStore((state) => state.draft);
  const system = useComposerStore((state) => state.system);
  const values = useComposerStore((state) => state.values);
  const replyOnlyTo = useComposerStore((state) => state.replyOnlyTo);
  const times = useRepeatDraftStore((state) => state.times);
  const data = useRepeatDraftStore((state) => state.data);
  return useMemo(() => {
    const picked = pickedColumns(all);
    const alone = picked.find((column) => column.id === replyOnlyTo);
    const columns = alone === undefined ? picked : [alone];
    const names = variablesInUse(draft, system, columns);
    const only = alone === undefined ? null : (columnNames.get(alone.id) ?? "this column");
    const filled = rowFields({ times, data });
    const own = names.filter((name) => !filled.includes(name));
    return { columns, only, names, own, missing: missingBeside(filled, names, values) };
  }, [all, columnNames, draft, system, values, replyOnlyTo, times, data]);
}
