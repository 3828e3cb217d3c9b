import { useMemo } from "react";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { numberRepeats, targetTitle } from "#renderer/stores/targets.ts";

/** Column → what it is called, repeated targets numbered. */
export function useColumnNames(): ReadonlyMap<string, string> {
  const columns = useColumnsStore((state) => state.columns);
  const chains = useAppStore((state) => state.chains);
  const modelLists = useAppStore((state) => state.modelLists);
  return useMemo(() => {
    const titles = columns.map(({ target }) =>
      target === null ? "New column" : targetTitle({ chains, modelLists }, target),
    );
    const names = numberRepeats(titles);
    return new Map(columns.map((column, index) => [column.id, names[index] ?? ""]));
  }, [columns, chains, modelLists]);
}
