import { z } from "zod";
import type { Price } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import { oneOf } from "./chain-schemas.ts";
import { priceSources } from "./row-words.ts";

const optionalNumber = z.number().nullable();

const tokenPrices = {
  inputUsd: z.number(),
  cacheReadUsd: optionalNumber,
  cacheWrite5mUsd: optionalNumber,
  cacheWrite1hUsd: optionalNumber,
  outputUsd: z.number(),
};

export const price = z.object({
  ...tokenPrices,
  longPrompt: z.object({ ...tokenPrices, aboveTokens: z.number() }).nullable(),
  source: oneOf(priceSources),
  asOf: z.string(),
}) satisfies z.ZodType<Price>;

/** A price below 0 would pay back. */
export const ownPriceRow = z.object({
  providerId: z.string(),
  modelId: z.string(),
  inputUsd: z.number().nonnegative(),
  outputUsd: z.number().nonnegative(),
  setAtMs: z.number(),
}) satisfies z.ZodType<OwnPrice>;
