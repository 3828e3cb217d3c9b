import type { RepeatPlan } from "#shared/repeat.ts";
import type { Cells } from "./cells.ts";
import { orderOfRound } from "./order.ts";
import type { Cell } from "./work.ts";

/** How a column stands beside the others. */
export type ColumnStanding = {
  /** Of its first link; columns at one provider are asked in turn. */
  readonly providerId: string;
  /** Its provider is not asked for now. */
  readonly isHeld: boolean;
};

/**
 * What a column is asked next, or null where it has to wait for others or has nothing left. No column begins a round
 * before all have begun the one before it, and at one provider the order of the round holds. A held provider is not
 * waited for, except where its column is a route: routes are measured at the same times, or say nothing.
 */
export function nextCell(
  { seed, purpose, columns }: RepeatPlan,
  cells: Pick<Cells, "firstOpen">,
  of: { readonly column: number; readonly standings: readonly ColumnStanding[] },
): Cell | null {
  const { column, standings } = of;
  const round = cells.firstOpen(column);
  if (round === null) return null;
  const order = orderOfRound(seed, round, columns.length);
  const place = order.indexOf(column);
  for (const [other, standing] of standings.entries()) {
    if (other === column) continue;
    const otherRound = cells.firstOpen(other);
    if (otherRound === null || (standing.isHeld && purpose === "repeat")) continue;
    if (otherRound < round) return null;
    const isBefore = otherRound === round && order.indexOf(other) < place;
    const isSameProvider = standing.providerId === standings[column]?.providerId;
    if (isBefore && isSameProvider && !standing.isHeld) return null;
  }
  return { column, round };
}
