import { z } from "zod";
import type { DiagnosticsContract } from "#shared/diagnostics.ts";
import { checkErrorFacts } from "#shared/error-facts.ts";
import { passes } from "./schema-parts.ts";

/** What is told to the log: words of the program, never texts of the user. */

const longestBrowser = 80;
const longestName = 60;
const longestPlace = 200;
const mostPlaces = 8;

const error = z
  .strictObject({
    name: z.string().max(longestName),
    code: z.string().max(longestName).nullable(),
    cause: z.string().max(longestName).nullable(),
    frames: z.array(z.string().max(longestPlace)).max(mostPlaces).readonly(),
  })
  .superRefine(passes(checkErrorFacts))
  .readonly();

export const diagnosticsSchemas = {
  "diagnostics.report": z.strictObject({
    browser: z
      .string()
      .max(longestBrowser)
      .regex(/^[A-Za-z0-9 ./]+$/, "A browser is told by its name and version.")
      .exactOptional(),
  }),
  "log.report": z.union([
    z.strictObject({ kind: z.enum(["error", "rejection", "drawing"]), error }),
    z.strictObject({
      kind: z.literal("policy"),
      directive: z.string().regex(/^[a-z-]{1,40}$/, "A directive is a word of the policy."),
      blocked: z.string().regex(/^[a-z-]{1,20}$/, "What was blocked is told by its kind."),
    }),
  ]),
  "log.open": z.strictObject({}),
} satisfies { readonly [M in keyof DiagnosticsContract]: z.ZodType<DiagnosticsContract[M]["input"]> };
