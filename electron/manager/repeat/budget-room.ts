import type { BudgetRefusal, BudgetState } from "#shared/budget.ts";
import type { ModelRef } from "#shared/model.ts";
import { dearestNanoUsd, type RunMost, unknownModels } from "./most.ts";

/** The budgets as they stand now. */
export type BudgetRoom = {
  readonly states: readonly BudgetState[];
  /** Off: nothing is refused. */
  readonly hardStop: boolean;
  /** Models that may be asked although nobody knows what they cost. */
  readonly allowedUnknown: readonly ModelRef[];
};

/** What is left once these runs are sent, too. */
export function roomBeside(runs: readonly RunMost[], room: BudgetRoom): BudgetRoom {
  const states = room.states.map((budget) => ({
    ...budget,
    reservedNanoUsd: budget.reservedNanoUsd + wantedOf(runs, budget),
  }));
  return { ...room, states };
}

/** Why runs may not be sent together, or null: the most that all of them may cost must fit every budget they touch. */
export function refusalOfRuns(runs: readonly RunMost[], room: BudgetRoom): BudgetRefusal | null {
  if (!room.hardStop) return null;
  const unknown = unknownModels(runs).find((model) => isGuarded(model, room) && !isAllowed(model, room));
  if (unknown !== undefined) return { kind: "unknown-price", ...unknown };
  for (const budget of commonFirst(room.states)) {
    const wantedNanoUsd = wantedOf(runs, budget);
    if (wantedNanoUsd > 0 && wantedNanoUsd > leftOf(budget)) return { kind: "over", budget, wantedNanoUsd };
  }
  return null;
}

/** How many times these runs would fit together; 0 where not even once. */
export function fittingTimes(oneTime: readonly RunMost[], room: BudgetRoom): number {
  if (refusalOfRuns(oneTime, room) !== null) return 0;
  const fitting = room.states.map((budget) => {
    const wanted = wantedOf(oneTime, budget);
    return wanted === 0 ? Number.POSITIVE_INFINITY : Math.floor(leftOf(budget) / wanted);
  });
  return Math.min(...fitting);
}

function wantedOf(runs: readonly RunMost[], budget: BudgetState): number {
  return runs.reduce((sum, run) => sum + dearestNanoUsd(run, budget.providerId), 0);
}

function leftOf({ limitNanoUsd, spentNanoUsd, reservedNanoUsd }: BudgetState): number {
  return limitNanoUsd - spentNanoUsd - reservedNanoUsd;
}

function isGuarded({ providerId }: ModelRef, { states }: BudgetRoom): boolean {
  return states.some((budget) => budget.providerId === null || budget.providerId === providerId);
}

function isAllowed({ providerId, modelId }: ModelRef, { allowedUnknown }: BudgetRoom): boolean {
  return allowedUnknown.some((one) => one.providerId === providerId && one.modelId === modelId);
}

/** As a single request is judged: those of all providers decide first. */
function commonFirst(states: readonly BudgetState[]): readonly BudgetState[] {
  return [...states.filter((one) => one.providerId === null), ...states.filter((one) => one.providerId !== null)];
}
