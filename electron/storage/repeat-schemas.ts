import { z } from "zod";
import {
  mostColumns,
  mostPerProvider,
  mostRepeatRuns,
  mostRounds,
  mostRows,
  mostTimes,
  type RepeatPause,
  type RepeatPlan,
  roundsOf,
} from "#shared/repeat.ts";
import { budgetRefusal } from "./budget-schemas.ts";
import { chain, oneOf } from "./chain-schemas.ts";
import { repeatPurposes } from "./row-words.ts";
import { overrides, target } from "./send-schemas.ts";

/** What is stored of a repeated comparison before it becomes a value. */

const plan = z.object({
  purpose: oneOf(repeatPurposes),
  times: z.int().min(1).max(mostTimes),
  rows: z.array(z.record(z.string(), z.string())).min(1).max(mostRows).exactOptional(),
  seed: z.number(),
  perProvider: z.int().min(1).max(mostPerProvider),
  columns: z
    .array(z.object({ columnId: z.string(), target, overrides: overrides.exactOptional() }))
    .min(1)
    .max(mostColumns),
  chains: z.array(chain).exactOptional(),
}) satisfies z.ZodType<RepeatPlan>;

/** Within the bounds of the door: an edited file must not make a plan without rounds, or one without an end. */
export const repeatPlan: z.ZodType<RepeatPlan> = plan.refine(
  (one) =>
    roundsOf(one) <= mostRounds &&
    roundsOf(one) * one.columns.length <= mostRepeatRuns &&
    new Set(one.columns.map(({ columnId }) => columnId)).size === one.columns.length,
  "is no plan that can be carried out",
);

export const repeatPause: z.ZodType<RepeatPause> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal(["user", "restart"]) }),
  z.object({ kind: z.literal("budget"), refusal: budgetRefusal }),
  z.object({ kind: z.literal("trouble"), message: z.string() }),
]);
