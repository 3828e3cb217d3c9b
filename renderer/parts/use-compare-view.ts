import { useEffect, useState } from "react";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { type CompareView, useCompareLayoutStore } from "#renderer/stores/compare-layout-store.ts";
import { sizeClassOf, windowSize } from "#renderer/stores/compare-size.ts";

/**
 * How Compare shows its answers now: as the user picked for this conversation or for this kind of window, else as fits
 * it.
 */
export function useCompareView(): CompareView {
  const count = useColumnsStore((state) => state.columns.length);
  const [size, setSize] = useState(windowSize);
  useEffect(() => {
    const onResize = () => setSize(windowSize());
    window.addEventListener("resize", onResize);
    return () => window.removeEventListener("resize", onResize);
  }, []);
  const sizeClass = sizeClassOf(count, size);
  const usual = sizeClass === "many" ? "list" : "columns";
  const picked = useCompareLayoutStore((state) => state.picked[sizeClass] ?? usual);
  const conversationId = useColumnsStore((state) => state.conversationId);
  const evidence = useCompareLayoutStore(({ evidence }) =>
    evidence?.conversationId === conversationId ? evidence.view : null,
  );
  // Diff and evidence have no place where a new column asks for its target.
  const isPicking = useColumnsStore(({ columns, focusedId }) =>
    columns.some((column) => column.id === focusedId && column.target === null),
  );
  const shown = evidence ?? picked;
  return isPicking && shown !== "columns" && shown !== "list" ? usual : shown;
}
