import { z } from "zod";
import type { Chain, Link, LinkRules } from "#shared/chain.ts";
import type { Drill, DrillFault } from "#shared/drill.ts";
import { defaultDeadlines, defaultTriggers } from "#shared/link-rules.ts";
import { midStreamChoices } from "./row-words.ts";

/** What a stored chain must look like before it becomes a value. */

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

const fault = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("rate-limit"), retryAfterS: optionalNumber }),
  z.object({ kind: z.literal("status"), status: z.literal([401, 500, 503, 529]) }),
  z.object({ kind: z.literal("cut"), afterTokens: z.number() }),
  z.object({ kind: z.literal("stall"), afterTokens: z.number() }),
  z.object({
    kind: z.literal(["refused", "no-first-token", "malformed", "empty", "context-too-long", "content-filter"]),
  }),
]) satisfies z.ZodType<DrillFault>;

const drill = z.object({ id: z.string(), faults: z.record(z.string(), fault) }) satisfies z.ZodType<Drill>;

export const chain = z.object({
  id: z.string(),
  name: z.string(),
  links: z.array(link),
  onMidStream: oneOf(midStreamChoices),
  rules,
  drills: z.array(drill).exactOptional(),
}) satisfies z.ZodType<Chain>;
