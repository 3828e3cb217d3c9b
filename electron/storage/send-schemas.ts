import { z } from "zod";
import type { Target } from "#shared/chain.ts";
import { isJsonObject } from "#shared/check-overrides.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import {
  type ColumnOverrides,
  type Effort,
  everyEffort,
  type JsonObject,
  type PromptTemplate,
} from "#shared/prompt.ts";

/** What is stored of a Send before it becomes a value. */

export const target = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("model"), providerId: z.string(), modelId: z.string() }),
  z.object({ kind: z.literal("chain"), chainId: z.string() }),
]) satisfies z.ZodType<Target>;

const effort = z.custom<Effort>((value) => everyEffort.some((one) => one === value), "unknown word");

export const overrides = z.object({
  system: z.string().exactOptional(),
  maxTokens: z.number().exactOptional(),
  temperature: z.number().exactOptional(),
  topP: z.number().exactOptional(),
  stop: z.array(z.string()).exactOptional(),
  seed: z.number().exactOptional(),
  effort: effort.exactOptional(),
  jsonSchema: z
    .object({ name: z.string(), schema: z.custom<JsonObject>(isJsonObject, "not an object"), strict: z.boolean() })
    .exactOptional(),
}) satisfies z.ZodType<ColumnOverrides>;

export const template = z.object({
  text: z.string(),
  system: z.string(),
  values: z.record(z.string(), z.string()),
}) satisfies z.ZodType<PromptTemplate>;

export const columnSet = z.object({
  id: z.string(),
  name: z.string(),
  columns: z.array(z.object({ target, overrides: overrides.exactOptional() })),
}) satisfies z.ZodType<ColumnSet>;
