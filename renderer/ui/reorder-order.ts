/** The list with the lifted item where it is held now. */
export function orderWhileLifted(
  ids: readonly string[],
  lifted: { readonly id: string; readonly index: number } | null,
): readonly string[] {
  if (lifted === null) return ids;
  return ids.filter((id) => id !== lifted.id).toSpliced(lifted.index, 0, lifted.id);
}

/** How far a key moves along the list; 0 for every other key. `Home` and `End` go to its ends. */
export function stepOf(key: string, axis: "horizontal" | "vertical"): number {
  if (key === "Home") return Number.NEGATIVE_INFINITY;
  if (key === "End") return Number.POSITIVE_INFINITY;
  const keys = axis === "horizontal" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  return keys.indexOf(key) === -1 ? 0 : keys.indexOf(key) * 2 - 1;
}

/** The place after a step, kept inside the list; null where the key does not move. */
export function moveTo(index: number, step: number, count: number): number | null {
  return step === 0 ? null : Math.max(0, Math.min(count - 1, index + step));
}
