import { z } from "zod";
import { id, modelId, passes } from "#electron/bridge/schema-parts.ts";
import { schemas } from "#electron/bridge/schemas.ts";
import { columnSet as columnSetFields } from "#electron/bridge/send-schemas.ts";
import { checkBaseUrl } from "#shared/check-base-url.ts";
import { mostChains } from "#shared/check-chain.ts";
import { mostColumnSets } from "#shared/check-column-set.ts";
import { checkOwnPrice, mostOwnPrices } from "#shared/check-own-price.ts";
import { checkVisible } from "#shared/check-visible.ts";
import type { Provider } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import { type SetupFile, setupFormat, setupVersion } from "#shared/setup.ts";

/**
 * What a file of a setup may hold: the fields of the methods that save the same things, so that nothing gets in by a
 * file that could not be typed in. `setup.schema.json` is made of this.
 */
const mostProviders = 200;
const longestSchemaUrl = 200;

type Named = { readonly name: string };
const visibleName = ({ name }: Named, context: z.RefinementCtx) => {
  const message = checkVisible(name);
  if (message !== null) context.addIssue({ code: "custom", path: ["name"], message });
};

/** Its address as the parser writes it, so that what is saved is what is called. */
const baseUrl = z.string().transform((text, context) => {
  const checked = checkBaseUrl(text, (typed) => URL.parse(typed));
  if (checked.ok) return checked.baseUrl;
  context.addIssue({ code: "custom", message: checked.message });
  return z.NEVER;
});

export const providerSchema = z
  .strictObject({
    id,
    name: schemas["provider.change"].shape.name,
    kind: z.enum(["openrouter", "openai", "anthropic", "google", "openai-compatible"]),
    baseUrl,
    keyOptional: z.boolean(),
  })
  .superRefine(visibleName)
  .readonly() satisfies z.ZodType<Provider>;

export const chainSchema = schemas["chain.save"].shape.chain.superRefine(visibleName);
export const columnSetSchema = columnSetFields.superRefine(visibleName);

const usdPerMillion = z.number().superRefine(passes(checkOwnPrice));
export const ownPriceSchema = z
  .strictObject({
    providerId: id,
    modelId,
    inputUsd: usdPerMillion,
    outputUsd: usdPerMillion,
    setAtMs: z.int().min(0),
  })
  .readonly() satisfies z.ZodType<OwnPrice>;

export const settingsSchema = schemas["settings.save"]
  .pick({
    theme: true,
    density: true,
    sendWith: true,
    parallelRequests: true,
    proxy: true,
    budgets: true,
    gateway: true,
  })
  .readonly() satisfies z.ZodType<SetupFile["settings"]>;

const head = {
  $schema: z.string().max(longestSchemaUrl).exactOptional(),
  format: z.literal(setupFormat),
  version: z.literal(setupVersion),
};
const listOf = <T extends z.ZodType>(one: T, most: number) => z.array(one).max(most).readonly().default([]);

/** The frame alone: what is in its lists is judged one by one, so that each says what is wrong with it. */
export const setupFrame = z.strictObject({
  ...head,
  providers: listOf(z.unknown(), mostProviders),
  chains: listOf(z.unknown(), mostChains),
  columnSets: listOf(z.unknown(), mostColumnSets),
  ownPrices: listOf(z.unknown(), mostOwnPrices),
  settings: z.unknown().default({}),
});
export type SetupFrame = z.output<typeof setupFrame>;

/** The file as a whole, as its published schema describes it. */
export const setupSchema = z.strictObject({
  ...head,
  providers: listOf(providerSchema, mostProviders),
  chains: listOf(chainSchema, mostChains),
  columnSets: listOf(columnSetSchema, mostColumnSets),
  ownPrices: listOf(ownPriceSchema, mostOwnPrices),
  settings: settingsSchema.default({}),
});
