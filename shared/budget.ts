export type BudgetPeriod = "session" | "day" | "month";

/** A limit on spend. Days and months are those of this computer's local time. */
export type Budget = {
  readonly id: string;
  readonly period: BudgetPeriod;
  /** Null: all providers together. */
  readonly providerId: string | null;
  /** Integer nano-USD, above 0. */
  readonly limitNanoUsd: number;
};

export type BudgetSettings = {
  readonly budgets: readonly Budget[];
  /** Off: a budget only warns. */
  readonly hardStop: boolean;
  /** A banner from 80 % on. */
  readonly warns: boolean;
  /** Whether requests of programs count and are refused, too. */
  readonly countsGateway: boolean;
};

export const defaultBudgetSettings: BudgetSettings = {
  budgets: [],
  hardStop: true,
  warns: true,
  countsGateway: true,
};

/** From this share of its limit on, a budget warns. */
export const warnShare = 0.8;

/** How a budget stands. Of the demo's simulated spend while the demo is on, else of what is real; never of both. */
export type BudgetState = Budget & {
  readonly spentNanoUsd: number;
  /** Set aside for attempts that run, and for ended ones whose cost is not known yet although their price is. */
  readonly reservedNanoUsd: number;
  /** Attempts without a known price; in no sum. */
  readonly unknownCosts: number;
  /** Epoch ms at which its day or month is over and it starts from 0 by itself; null for a session. */
  readonly endsAtMs: number | null;
};

/** Why an attempt was not sent (class BUDGET). The figures are those of that moment. */
export type BudgetRefusal =
  | {
      readonly kind: "over";
      readonly budget: BudgetState;
      /** The most that this attempt could cost. */
      readonly wantedNanoUsd: number;
    }
  /** Nobody knows what this model costs; it may be allowed for the session. */
  | { readonly kind: "unknown-price"; readonly providerId: string; readonly modelId: string };

/** More budgets than this are refused. */
export const mostBudgets = 50;
