/** Fewest values from which a median, and a 95th percentile, say something (ui/README.md §7). */
export const fewestForMedian = 3;
export const fewestForP95 = 15;

/** Between two values it is interpolated; null of none. `share` is 0 to 1. */
export function quantile(values: readonly number[], share: number): number | null {
  return quantileOfSorted(sorted(values), share);
}

/** Null below the count from which the figure says something. */
export function medianAndP95(values: readonly number[]): { readonly p50: number | null; readonly p95: number | null } {
  const inOrder = sorted(values);
  return {
    p50: values.length < fewestForMedian ? null : quantileOfSorted(inOrder, 0.5),
    p95: values.length < fewestForP95 ? null : quantileOfSorted(inOrder, 0.95),
  };
}

/** As numbers of one kind, which are sorted some ten times as fast as a list: there may be 100,000 of them. */
function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

/** Of values in ascending order. */
export function quantileOfSorted(inOrder: Float64Array, share: number): number | null {
  const place = (inOrder.length - 1) * share;
  const lower = inOrder[Math.floor(place)];
  const upper = inOrder[Math.ceil(place)];
  if (lower === undefined || upper === undefined) return null;
  return lower + (upper - lower) * (place - Math.floor(place));
}
