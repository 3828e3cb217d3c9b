import { z } from "zod";
import { longestSessionName } from "#shared/session.ts";
import type { SpendRange } from "#shared/spend.ts";
import { id } from "./schema-parts.ts";

/** What the methods of sessions and spend take. */

/** Longer than this is "all". */
const mostDays = 3660;

export const spendRange = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("session"), sessionId: id }),
    z.strictObject({ kind: z.literal("days"), days: z.int().min(1).max(mostDays) }),
    z.strictObject({ kind: z.literal("all") }),
  ])
  .readonly() satisfies z.ZodType<SpendRange>;

/** Null where it is blank. */
export const sessionName = z
  .string()
  .trim()
  .max(longestSessionName)
  .nullable()
  .transform((name) => (name === "" ? null : name));
