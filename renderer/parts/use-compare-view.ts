import { useEffect, useState } from "react";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { type CompareView, useCompareLayoutStore } from "#renderer/stores/compare-layout-store.ts";
import { sizeClassOf, windowSize } from "#renderer/stores/compare-size.ts";

/** How Compare shows its answers now: as the user picked for this kind of window, else as fits it. */
export function useCompareView(): CompareView {
  const count = useColumnsStore((state) => state.columns.length);
  const [size, setSize] = useState(windowSize);
  useEffect(() => {
    const onResize = () => setSize(windowSize());
    window.addEventListener("resize", onResize);
    return () => window.removeEventListener("resize", onResize);
  }, []);
  const sizeClass = sizeClassOf(count, size);
  return useCompareLayoutStore((state) => state.picked[sizeClass] ?? (sizeClass === "many" ? "list" : "columns"));
}
