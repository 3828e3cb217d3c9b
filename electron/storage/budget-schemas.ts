import { z } from "zod";
import type { Budget, BudgetRefusal, BudgetSettings, BudgetState } from "#shared/budget.ts";
import { checkBudgetSettings } from "#shared/check-budget.ts";
import { oneOf } from "./chain-schemas.ts";
import { budgetPeriods } from "./row-words.ts";

/** What stored budgets must look like before they become values. */

const budgetParts = {
  id: z.string(),
  period: oneOf(budgetPeriods),
  providerId: z.string().nullable(),
  limitNanoUsd: z.number(),
};

const budget = z.object(budgetParts) satisfies z.ZodType<Budget>;

/** Checked as at the door: an edited file must not turn a stop into one that never comes. */
export const budgetSettings: z.ZodType<BudgetSettings> = z
  .object({ budgets: z.array(budget), hardStop: z.boolean(), warns: z.boolean(), countsGateway: z.boolean() })
  .refine((settings) => checkBudgetSettings(settings) === null, "is no list of budgets");

const budgetState = z.object({
  ...budgetParts,
  spentNanoUsd: z.number(),
  reservedNanoUsd: z.number(),
  unknownCosts: z.number(),
  endsAtMs: z.number().nullable(),
}) satisfies z.ZodType<BudgetState>;

/** Why an attempt was not sent, in a failure's row. */
export const budgetRefusal: z.ZodType<BudgetRefusal> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("over"), budget: budgetState, wantedNanoUsd: z.number() }),
  z.object({ kind: z.literal("unknown-price"), providerId: z.string(), modelId: z.string() }),
]);
