import { z } from "zod";
import { checkMaxTokens, checkTemperature } from "#shared/check-chain.ts";
import { checkColumnSetName } from "#shared/check-column-set.ts";
import { bytesOfBase64, checkImage, checkImages, mostImages } from "#shared/check-images.ts";
import {
  checkSchema,
  checkSchemaName,
  checkSeed,
  checkStop,
  checkSystem,
  checkTopP,
  isJsonObject,
} from "#shared/check-overrides.ts";
import { longestPrompt } from "#shared/check-prompt.ts";
import { everyEffort, type JsonObject, type PromptImage } from "#shared/prompt.ts";
import { mostColumns } from "#shared/repeat.ts";
import { atMost, checkUnique, counted, id, passes, target } from "./schema-parts.ts";

/** What a Send is made of: columns with their overrides, the prompt as it was written, its images. */

const mostVariables = 100;

export const systemText = z.string().superRefine(passes(checkSystem));
export const effort = z.enum(everyEffort);

const jsonSchema = z
  .strictObject({
    name: z.string().superRefine(passes(checkSchemaName)),
    schema: z.custom<JsonObject>(isJsonObject, "is no object of JSON").superRefine(passes(checkSchema)),
    strict: z.boolean(),
  })
  .readonly();

export const overrides = z
  .strictObject({
    system: systemText.exactOptional(),
    maxTokens: z.number().superRefine(passes(checkMaxTokens)).exactOptional(),
    temperature: z.number().superRefine(passes(checkTemperature)).exactOptional(),
    topP: z.number().superRefine(passes(checkTopP)).exactOptional(),
    stop: z.array(z.string()).superRefine(passes(checkStop)).readonly().exactOptional(),
    seed: z.number().superRefine(passes(checkSeed)).exactOptional(),
    effort: effort.exactOptional(),
    jsonSchema: jsonSchema.exactOptional(),
  })
  .readonly();

export const columns = counted(
  z
    .array(z.strictObject({ id, target, overrides: overrides.exactOptional() }).readonly())
    .superRefine(passes((list) => checkUnique(list, (one) => one.id, "column id")))
    .readonly(),
  atMost(mostColumns),
);

export const startColumns = counted(
  z
    .array(z.strictObject({ columnId: id, runId: id, target, overrides: overrides.exactOptional() }).readonly())
    .min(1)
    .superRefine(passes((list) => checkUnique(list, (one) => one.columnId, "column id")))
    .superRefine(passes((list) => checkUnique(list, (one) => one.runId, "run id")))
    .readonly(),
  atMost(mostColumns),
);

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is a letter or _, then letters, digits or _");

export const rowValues = counted(
  z.record(variable, z.string()).superRefine(passes(checkLength)).readonly(),
  checkVariableCount,
);

export const template = z
  .strictObject({
    text: z.string().max(longestPrompt),
    system: systemText,
    values: rowValues,
  })
  .readonly();

function checkVariableCount(count: number): string | null {
  return count > mostVariables ? `holds at most ${mostVariables} variables.` : null;
}

/** Names and values are bounded together, as the prompt is that they go into. */
function checkLength(values: Readonly<Record<string, string>>): string | null {
  const length = Object.entries(values).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return length > longestPrompt ? "holds at most 1,000,000 characters." : null;
}

const image = z
  .strictObject({ mimeType: z.string(), base64: z.string() })
  .superRefine(passes(checkSentImage))
  .readonly();

export const images = counted(
  z
    .array(image)
    .superRefine(passes((list) => checkImages(list.map(infoOf))))
    .readonly(),
  atMost(mostImages),
);

function checkSentImage(sent: PromptImage): string | null {
  if (bytesOfBase64(sent.base64) === null) return "An image is base64.";
  return checkImage(infoOf(sent));
}

function infoOf({ mimeType, base64 }: PromptImage) {
  return { mimeType, bytes: bytesOfBase64(base64) ?? 0 };
}

export const imageIndex = z
  .int()
  .min(0)
  .max(mostImages - 1);

export const columnSet = z
  .strictObject({
    id,
    name: z.string().superRefine(passes(checkColumnSetName)),
    columns: counted(
      z
        .array(z.strictObject({ target, overrides: overrides.exactOptional() }).readonly())
        .min(1)
        .readonly(),
      atMost(mostColumns),
    ),
  })
  .readonly();
