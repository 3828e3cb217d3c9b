import { z } from "zod";
import { checkModelId } from "#shared/check-chain.ts";
import { checkProxyUrl } from "#shared/check-settings.ts";

/** What the schemas of several methods are made of. */

type Check<T> = (value: T) => string | null;

/** Turns a field check into a zod refinement, so that forms and the door say the same. */
export function passes<T>(check: Check<T>) {
  return (value: T, context: z.RefinementCtx) => {
    const message = check(value);
    if (message !== null) context.addIssue({ code: "custom", message });
  };
}

export function checkUnique<T>(list: readonly T[], idOf: (one: T) => string, what: string): string | null {
  return new Set(list.map(idOf)).size === list.length ? null : `holds the same ${what} twice`;
}

/**
 * Looks at how many entries there are before it reads one: a hundred thousand would hold up every other window for
 * seconds before they were refused.
 */
export function counted<T extends z.ZodType>(schema: T, check: (count: number) => string | null) {
  const count = (value: unknown, context: z.RefinementCtx) => {
    if (typeof value !== "object" || value === null) return value;
    const message = check(Array.isArray(value) ? value.length : Object.keys(value).length);
    if (message !== null) context.addIssue({ code: "custom", message });
    return value;
  };
  return z.preprocess(count, schema);
}

export function atMost(most: number): (count: number) => string | null {
  return (count) => (count > most ? `holds at most ${most} entries.` : null);
}

export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "is 1 to 64 letters, digits, - or _");
export const modelId = z.string().superRefine(passes(checkModelId));
export const modelRef = z.strictObject({ providerId: id, modelId }).readonly();

export const target = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("model"), providerId: id, modelId }),
    z.strictObject({ kind: z.literal("chain"), chainId: id }),
  ])
  .readonly();

/** Its address as the parser writes it, so that what is saved is what is called. */
export const proxyChoice = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("environment") }),
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({
    kind: z.literal("url"),
    url: z.string().transform((text, context) => {
      const checked = checkProxyUrl(text, (typed) => URL.parse(typed));
      if (checked.ok) return checked.url;
      context.addIssue({ code: "custom", message: checked.message });
      return z.NEVER;
    }),
  }),
]);
