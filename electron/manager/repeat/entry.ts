import type { Hold } from "#electron/manager/pacing.ts";
import type { RepeatState } from "#shared/repeat.ts";
import { type Cells, cellOf, createCells } from "./cells.ts";
import type { Bill } from "./estimate.ts";
import { mostOfAll } from "./most.ts";
import { createPace, holdsOf, type Pace, sumsOf } from "./progress.ts";
import { createRunBook, type RunBook } from "./run-book.ts";
import { createStreak, type Streak } from "./trouble.ts";
import type { Cell, RepeatedComparison, RepeatWork } from "./work.ts";

/** A run that goes on, and the provider of its first link. */
export type Flight = { readonly cell: Cell; readonly providerId: string };

export type SavedState = Pick<RepeatState, "status" | "pause">;

/** A repeated comparison in memory. */
export type Entry = {
  readonly comparison: RepeatedComparison;
  readonly cells: Cells;
  readonly runs: RunBook;
  readonly streak: Streak;
  readonly pace: Pace;
  /** By run. */
  readonly flights: Map<string, Flight>;
  /** By column. */
  readonly holds: Map<number, Hold & { readonly providerId: string }>;
  bill: Bill;
  /** Null where nothing is to be asked: then neither turns before it nor images are held. */
  ask: RepeatWork["ask"] | null;
  saved: SavedState;
  /** Grows whenever it starts or stands still: whoever asks for an earlier turn is done. */
  turn: number;
};

export function newEntry({ comparison, runs }: RepeatWork, bill: Bill, saved: SavedState): Entry {
  const plan = comparison.repeat;
  return {
    comparison,
    cells: createCells(plan, runs),
    runs: createRunBook(runs, (run) => cellOf(plan, run)?.column ?? -1),
    streak: createStreak(plan.columns.length),
    pace: createPace(),
    flights: new Map(),
    holds: new Map(),
    bill,
    ask: null,
    saved,
    turn: 0,
  };
}

/** Of what is not measured, what is not on its way either: that is set aside in the budgets already. */
export function unsentOf({ cells, flights }: Entry): readonly Cell[] {
  const going = new Set([...flights.values()].map(({ cell }) => `${cell.column} ${cell.round}`));
  return cells.left().filter(({ column, round }) => !going.has(`${column} ${round}`));
}

type Now = { readonly monotonicMs: number; readonly epochMs: number };

export function stateOf({ comparison, cells, runs, bill, saved, holds, pace }: Entry, now: Now): RepeatState {
  const left = cells.left();
  const told = [...holds.values()].flatMap(({ providerId, why, untilMs }) =>
    untilMs === null ? [] : [{ providerId, why, untilMs }],
  );
  const paceMs = left.length === 0 ? 0 : pace.leftMs(left.length, now.monotonicMs);
  const longestHoldMs = Math.max(0, ...told.map(({ untilMs }) => untilMs - now.epochMs));
  return {
    comparisonId: comparison.id,
    conversationId: comparison.conversationId,
    ...saved,
    total: cells.total,
    ...sumsOf(runs.all(), left),
    atMostNanoUsd: mostOfAll(left.map(bill.mostOf)),
    leftMs: paceMs === null ? null : Math.max(paceMs, longestHoldMs),
    holds: holdsOf(told),
  };
}
