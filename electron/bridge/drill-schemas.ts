import { z } from "zod";
import { checkDrillCount, checkDrillFault, checkFaultCount } from "#shared/check-drill.ts";
import type { Drill, DrillFault, DrillSpeed } from "#shared/drill.ts";
import { checkUnique, counted, id, passes } from "./schema-parts.ts";

const fault = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("rate-limit"), retryAfterS: z.number().nullable() }),
    z.strictObject({ kind: z.literal("status"), status: z.literal([401, 500, 503, 529]) }),
    z.strictObject({ kind: z.literal("cut"), afterTokens: z.number() }),
    z.strictObject({ kind: z.literal("stall"), afterTokens: z.number() }),
    z.strictObject({
      kind: z.literal(["refused", "no-first-token", "malformed", "empty", "context-too-long", "content-filter"]),
    }),
  ])
  .superRefine(passes(checkDrillFault))
  .readonly() satisfies z.ZodType<DrillFault>;

export const drillFaults = counted(z.record(id, fault).readonly(), checkFaultCount);

export const drillSpeed = z.literal([1, 10]) satisfies z.ZodType<DrillSpeed>;

/** The rehearsals that are kept with a chain. */
export const drills = counted(
  z
    .array(z.strictObject({ id, faults: drillFaults }).readonly() satisfies z.ZodType<Drill>)
    .superRefine(passes((list) => checkUnique(list, (one) => one.id, "drill id")))
    .readonly(),
  checkDrillCount,
);
