import { isMeasured, type RepeatPlan, roundsOf } from "#shared/repeat.ts";
import type { Run } from "#shared/run.ts";
import type { Cell } from "./work.ts";

/** Which runs of a repeated comparison are to be made, go on, or are measured. */
export type Cells = {
  readonly total: number;
  /** The first round in which this column is neither measured nor on its way; null where there is none left. */
  firstOpen(column: number): number | null;
  begin(cell: Cell): void;
  /** What measured nothing is asked again. */
  end(cell: Cell, measured: boolean): void;
  isDone(): boolean;
  /** Every run that is not measured, those that go on, too. */
  left(): Cell[];
};

type CellState = "open" | "going" | "measured";

export function createCells(plan: RepeatPlan, runs: readonly Run[]): Cells {
  const rounds = roundsOf(plan);
  const columns = plan.columns.length;
  const total = rounds * columns;
  let measuredCount = 0;
  const states = new Map<number, CellState>();
  /** No column has an open round before this one. */
  const openFrom = plan.columns.map(() => 0);
  const keyOf = ({ column, round }: Cell) => round * columns + column;
  const stateOf = (cell: Cell) => states.get(keyOf(cell)) ?? "open";
  for (const run of runs) {
    const cell = isMeasured(run) ? cellOf(plan, run) : null;
    if (cell === null || stateOf(cell) === "measured") continue;
    states.set(keyOf(cell), "measured");
    measuredCount += 1;
  }
  return {
    total,
    firstOpen: (column) => {
      let round = openFrom[column] ?? rounds;
      while (round < rounds && stateOf({ column, round }) !== "open") round += 1;
      openFrom[column] = round;
      return round < rounds ? round : null;
    },
    begin: (cell) => void states.set(keyOf(cell), "going"),
    end: (cell, measured) => {
      states.set(keyOf(cell), measured ? "measured" : "open");
      if (measured) measuredCount += 1;
      else openFrom[cell.column] = Math.min(openFrom[cell.column] ?? 0, cell.round);
    },
    isDone: () => measuredCount === total,
    left: () =>
      Array.from({ length: total }, (_, key) => ({
        column: key % columns,
        round: Math.floor(key / columns),
      })).filter((cell) => stateOf(cell) !== "measured"),
  };
}

/** Null for a run that is none of a round of this plan, such as one that an edited file brought. */
export function cellOf(plan: RepeatPlan, { columnId, round }: Pick<Run, "columnId" | "round">): Cell | null {
  const column = plan.columns.findIndex((one) => one.columnId === columnId);
  if (column < 0 || round === undefined || !Number.isInteger(round)) return null;
  if (round < 0 || round >= roundsOf(plan)) return null;
  return { column, round };
}
