import { z } from "zod";
import type { Chain, Link, LinkRules } from "#shared/chain.ts";
import { defaultDeadlines, defaultTriggers } from "#shared/link-rules.ts";
import { midStreamChoices } from "./row-words.ts";

/** What a stored chain must look like before it becomes a value. With row-schemas.ts all of storage that knows zod. */

/** A word that the record has, whatever it says of it. */
export function oneOf<T extends string>(words: Readonly<Record<T, unknown>>): z.ZodType<T> {
  return z.custom<T>((value) => typeof value === "string" && Object.hasOwn(words, value), "unknown word");
}

const optionalNumber = z.number().nullable();

const rules = z
  .object({
    deadlines: z.partialRecord(oneOf(defaultDeadlines), z.number()).exactOptional(),
    retries: z.union([z.literal(0), z.literal(1)]).exactOptional(),
    triggers: z.partialRecord(oneOf(defaultTriggers), z.boolean()).exactOptional(),
  })
  .exactOptional() satisfies z.ZodType<LinkRules | undefined>;

export const link = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  modelId: z.string(),
  maxTokens: z.number(),
  temperature: z.number(),
  costPer1kInput: optionalNumber,
  costPer1kOutput: optionalNumber,
  rules,
  models: z.array(z.string()).exactOptional(),
}) satisfies z.ZodType<Link>;

export const chain = z.object({
  id: z.string(),
  name: z.string(),
  links: z.array(link),
  onMidStream: oneOf(midStreamChoices),
  rules,
}) satisfies z.ZodType<Chain>;
