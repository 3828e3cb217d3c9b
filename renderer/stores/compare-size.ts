import { useColumnsStore } from "./columns-store.ts";
import type { SizeClass } from "./compare-layout-store.ts";

/** From this many targets on a list tells more than columns (ui/README.md §3). */
const manyColumns = 5;
export const narrowestColumnPx = 300;
export const widestColumnPx = 1_600;
/** Below this width the sidebar is a rail, and columns that do not fit side by side become a list. */
const railBelowPx = 1_181;
/** Rail and the strip that adds a column. */
const besideColumnsPx = 52 + 36;
/** A window this small, or magnified to 200 %, has no room for head, answer and figures of columns. */
const smallWindow = { widthPx: 800, heightPx: 500 } as const;

export type WindowSize = { readonly widthPx: number; readonly heightPx: number };

export function sizeClassOf(count: number, { widthPx, heightPx }: WindowSize): SizeClass {
  if (count >= manyColumns || widthPx < smallWindow.widthPx || heightPx < smallWindow.heightPx) return "many";
  const fits = count * narrowestColumnPx <= widthPx - besideColumnsPx;
  return fits || widthPx >= railBelowPx ? "few" : "many";
}

export function windowSize(): WindowSize {
  return { widthPx: window.innerWidth, heightPx: window.innerHeight };
}

export function sizeClassNow(): SizeClass {
  return sizeClassOf(useColumnsStore.getState().columns.length, windowSize());
}
