import { narrowestColumnPx } from "#renderer/stores/compare-size.ts";

/**
 * The grid's tracks: a resized column keeps its width, the others share the room. The last one fills what is left, so
 * that no gap opens at its right.
 */
export function tracksOf(count: number, widths: readonly (number | null)[] | undefined): string {
  const tracks = Array.from({ length: count }, (_, index) => {
    const width = widths?.[index] ?? null;
    if (width === null) return `minmax(${narrowestColumnPx}px, 1fr)`;
    return index === count - 1 ? `minmax(${width}px, 1fr)` : `${width}px`;
  });
  return tracks.join(" ");
}
