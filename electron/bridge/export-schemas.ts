import { z } from "zod";
import { longestSlice } from "#shared/archive.ts";
import { type ChainFormat, chainFormats } from "#shared/chain-export.ts";
import { mostChains } from "#shared/check-chain.ts";
import type { ComparisonFormat, SpendFormat } from "#shared/exports.ts";
import { longestSetup, type SetupChoice } from "#shared/setup.ts";
import { checkUnique, counted, id, passes } from "./schema-parts.ts";

/** What the methods of exports and imports take. The files themselves are read behind this door (`setup/`). */

/** A slice for each megabyte of an archive that may be read. */
const mostSlices = 16_384;
const mostChoices = 2_000;
const longestItemKey = 600;

const comparisonFormat = z.enum(["markdown", "json", "csv", "html"]) satisfies z.ZodType<ComparisonFormat>;
export const spendFormat = z.enum(["csv", "json"]) satisfies z.ZodType<SpendFormat>;
const choice = z.enum(["add", "skip", "replace", "keep-both"]) satisfies z.ZodType<SetupChoice>;

export const comparisonExport = z.strictObject({ comparisonId: id, format: comparisonFormat });
export const chainsExport = z.strictObject({
  chainIds: z
    .array(id)
    .min(1)
    .max(mostChains)
    .superRefine(passes((chainIds) => checkUnique(chainIds, (one) => one, "chain")))
    .readonly(),
  format: z.enum(chainFormats) satisfies z.ZodType<ChainFormat>,
});
export const setupText = z.strictObject({ text: z.string().max(longestSetup) });
export const setupChoices = z.strictObject({
  previewId: id,
  choices: counted(z.record(z.string().max(longestItemKey), choice).readonly(), (count) =>
    count > mostChoices ? `holds at most ${mostChoices} choices.` : null,
  ),
});
export const archiveSlice = z.strictObject({
  uploadId: id,
  index: z
    .int()
    .min(0)
    .max(mostSlices - 1),
  text: z.string().max(longestSlice),
});
export const upload = z.strictObject({ uploadId: id });
