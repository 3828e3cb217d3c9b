import { z } from "zod";
import { checkBudgetLimit, checkBudgetList } from "#shared/check-budget.ts";
import { id, passes } from "./schema-parts.ts";

const budget = z
  .strictObject({
    id,
    period: z.enum(["session", "day", "month"]),
    providerId: id.nullable(),
    limitNanoUsd: z.number().superRefine(passes(checkBudgetLimit)),
  })
  .readonly();

/** Replaces the budgets as a whole. */
export const budgetSettings = z
  .strictObject({
    budgets: z.array(budget).superRefine(passes(checkBudgetList)).readonly(),
    hardStop: z.boolean(),
    warns: z.boolean(),
    countsGateway: z.boolean(),
  })
  .readonly();
