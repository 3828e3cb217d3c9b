import type { Budget, BudgetPeriod } from "#shared/budget.ts";
import { localMidnight } from "#shared/local-day.ts";

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

/** Epoch ms of the midnight that begins the month of a day. */
export function monthStart(dayStartMs: number): number {
  return localMidnight(dayStartMs, new Date(dayStartMs).getDate() - 1);
}

/** Epoch ms at which a budget's span is over by itself; null for a session. */
export function endOf(period: BudgetPeriod, dayStartMs: number): number | null {
  if (period === "session") return null;
  if (period === "day") return localMidnight(dayStartMs, -1);
  const day = new Date(dayStartMs);
  return new Date(day.getFullYear(), day.getMonth() + 1, 1).getTime();
}
