import type { Budget, BudgetPeriod } from "#shared/budget.ts";
import { monthStart } from "#shared/budget-span.ts";

/** Money of one provider, or of all, within one span. */
export type Cell = { spentNanoUsd: number; reservedNanoUsd: number; unknownCosts: number };

/** Whose money it is: the demo's and the real one never meet, and what programs ask for may be left out. */
export type Purse = { readonly isDemo: boolean; readonly isGateway: boolean };

/** Which session, day and month is meant. */
export type Spans = { readonly sessionId: string; readonly dayStartMs: number };

/** What a budget counts. */
export type Scope = Pick<Budget, "period" | "providerId">;

/**
 * Sums by purse, span and provider. They stay for as long as the program runs: a clock that is set back finds its day
 * again, and an earlier session can be resumed. One day of one provider is two small objects.
 */
export type Cells = {
  /** To be changed. */
  cell(scope: Scope, at: Purse & Spans): Cell;
  /** To be looked at. */
  read(scope: Scope, at: Purse & Spans): Readonly<Cell>;
};

const nothing: Readonly<Cell> = { spentNanoUsd: 0, reservedNanoUsd: 0, unknownCosts: 0 };

export function createCells(): Cells {
  const cells = new Map<string, Cell>();
  return {
    cell: (scope, at) => {
      const key = keyOf(scope, at);
      const cell = cells.get(key) ?? { ...nothing };
      cells.set(key, cell);
      return cell;
    },
    read: (scope, at) => cells.get(keyOf(scope, at)) ?? nothing,
  };
}

/** The cells of these spans: each of the provider and of all together. */
export function cellsOf(cells: Cells, periods: readonly BudgetPeriod[], at: Purse & Spans & { providerId: string }) {
  return periods.flatMap((period) => [
    cells.cell({ period, providerId: at.providerId }, at),
    cells.cell({ period, providerId: null }, at),
  ]);
}

/** No id has a space or a star in it. */
function keyOf({ period, providerId }: Scope, at: Purse & Spans): string {
  const purse = `${at.isDemo ? "demo" : "real"} ${at.isGateway ? "gateway" : "window"}`;
  return `${purse} ${period} ${spanOf(period, at)} ${providerId ?? "*"}`;
}

function spanOf(period: BudgetPeriod, { sessionId, dayStartMs }: Spans): string | number {
  if (period === "session") return sessionId;
  return period === "day" ? dayStartMs : monthStart(dayStartMs);
}
