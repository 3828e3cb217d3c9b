/** Fewest values from which a median, and a 95th percentile, say something (ui/README.md §7). */
export const fewestForMedian = 3;
export const fewestForP95 = 15;

/** Between two values it is interpolated; null of none. `share` is 0 to 1. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const lower = sorted[Math.floor(place)];
  const upper = sorted[Math.ceil(place)];
  if (lower === undefined || upper === undefined) return null;
  return lower + (upper - lower) * (place - Math.floor(place));
}

/** Null below the count from which the figure says something. */
export function medianAndP95(values: readonly number[]): { readonly p50: number | null; readonly p95: number | null } {
  return {
    p50: values.length < fewestForMedian ? null : quantile(values, 0.5),
    p95: values.length < fewestForP95 ? null : quantile(values, 0.95),
  };
}
