import type { BudgetRefusal } from "./budget.ts";
import type { Chain, Target } from "./chain.ts";
import type { ModelRef } from "./model.ts";
import { isOwnFault } from "./own-fault.ts";
import type { ColumnOverrides } from "./prompt.ts";
import type { Comparison, Run } from "./run.ts";
import { fillTemplate, type Values } from "./template.ts";
import type { CostSum } from "./usage.ts";

/** How often one prompt may be repeated, and how many runs that may come to with its data and its columns. */
export const fewestTimes = 2;
export const mostTimes = 200;
export const mostRows = 500;
export const mostRounds = 1_000;
export const mostRepeatRuns = 4_000;
/** Of any prompt that is sent. */
export const mostColumns = 16;
export const mostPerProvider = 8;

/** A row of a data set: variable → text. */
export type DataRow = Values;

/** A column that is asked again and again; the host names its runs. */
export type RepeatColumn = {
  readonly columnId: string;
  readonly target: Target;
  /** With rows, its system prompt still holds the variables that the rows fill. */
  readonly overrides?: ColumnOverrides;
};

/** A chain as it is asked; rehearsals are no part of that. */
export type RepeatChain = Omit<Chain, "drills">;

/**
 * How a comparison is repeated, as it was when it began. A round asks every column once; rounds are counted from 0.
 * Round `r` takes row `r % rows.length`, so that every row was asked once before any is asked again.
 */
export type RepeatPlan = {
  /** `routes`: its columns are routes to one model, which are compared with each other. */
  readonly purpose: "repeat" | "routes";
  /** Of each row; 1 only where there are at least two rows. */
  readonly times: number;
  /** The data set that fills the variables of the prompt; absent where one prompt is repeated. At least one row. */
  readonly rows?: readonly DataRow[];
  /** 32 bits. Decides the order in which the columns of each round are asked. */
  readonly seed: number;
  /** Runs at a time that begin at one provider. */
  readonly perProvider: number;
  /** As they were asked: those of the conversation may be others by now. At least one. */
  readonly columns: readonly RepeatColumn[];
  /** What its columns ask that ask a chain: one that is edited meanwhile must not be measured as two. */
  readonly chains?: readonly RepeatChain[];
};

export function roundsOf({ times, rows }: Pick<RepeatPlan, "times" | "rows">): number {
  return times * (rows?.length ?? 1);
}

/** The row of a round; null where one prompt is repeated. */
export function rowOf({ rows }: Pick<RepeatPlan, "rows">, round: number): DataRow | null {
  return rows?.[round % rows.length] ?? null;
}

/** What a run of a repeated comparison was asked: its prompt with the values of its row. */
export function promptOfRound(comparison: Pick<Comparison, "prompt" | "system" | "repeat">, round: number) {
  const row = comparison.repeat === undefined ? null : rowOf(comparison.repeat, round);
  const { prompt, system } = comparison;
  if (row === null) return { prompt, system };
  return { prompt: fillTemplate(prompt, row), system: system === undefined ? undefined : fillTemplate(system, row) };
}

/**
 * A run that measures something: it answered, or whoever was asked failed. One that was stopped or interrupted, that a
 * budget kept from being sent, or that failed on this computer measures nothing, and its place is asked again.
 */
export function isMeasured({ status, failure }: Pick<Run, "status" | "failure">): boolean {
  return status === "done" || (status === "failed" && (failure === null || !isOwnFault(failure)));
}

export type RepeatStatus = "running" | "paused" | "stopped" | "done";

/** Why it stands still although nobody stopped it. */
export type RepeatPause =
  | { readonly kind: "user" }
  /** The program was ended meanwhile. Nothing goes on, and costs, without being asked. */
  | { readonly kind: "restart" }
  | { readonly kind: "budget"; readonly refusal: BudgetRefusal }
  /** What failed for every column in a row, or could not be saved; says what to do. */
  | { readonly kind: "trouble"; readonly message: string };

/** A provider that is not asked for now: it said that its limit is near, or it cools down. */
export type RepeatHold = {
  readonly providerId: string;
  readonly why: "near-limit" | "cooling-down";
  /** Epoch ms. */
  readonly untilMs: number;
};

/** How far a repeated comparison is. */
export type RepeatState = {
  readonly comparisonId: string;
  readonly conversationId: string;
  readonly status: RepeatStatus;
  /** Null unless it is paused. */
  readonly pause: RepeatPause | null;
  /** Rounds × columns. */
  readonly total: number;
  /** Answered, or failed by who was asked. */
  readonly measured: number;
  readonly failed: number;
  /** Runs that go on now. */
  readonly running: number;
  /** All its runs, also those that measure nothing. */
  readonly cost: CostSum;
  /** Integer nano-USD: the most that what is left, or goes on, may cost. Null where a price is not known. */
  readonly atMostNanoUsd: number | null;
  /** What the rest will cost if it costs as much as what was measured; null before anything was. */
  readonly expectedNanoUsd: number | null;
  /** Ms that the rest will take at the pace so far; null before that is known. */
  readonly leftMs: number | null;
  readonly holds: readonly RepeatHold[];
};

/** What a repeated comparison would come to, before anything is sent. */
export type RepeatEstimate = {
  readonly runs: number;
  /** Integer nano-USD: the most that all runs together may cost. Null where a price is not known. */
  readonly atMostNanoUsd: number | null;
  /** Models without a known price. */
  readonly unknown: readonly ModelRef[];
  /** Why it would not be sent: all runs together could pass a budget. Null where they fit. */
  readonly refusal: BudgetRefusal | null;
  /** How many times would fit; null where there is no refusal. */
  readonly fittingTimes: number | null;
};

/** A data set as it was read. Nothing is sent or saved by reading it. */
export type DataSet = {
  readonly form: "csv" | "jsonl" | "lines";
  /** Names of the variables, in the order of the file. */
  readonly fields: readonly string[];
  readonly rows: readonly DataRow[];
  /** What was left out or changed and where, in sentences, at most ten. */
  readonly notes: readonly string[];
};
