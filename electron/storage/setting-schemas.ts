import { z } from "zod";
import { checkParallelRequests, checkProxyUrl } from "#shared/check-settings.ts";
import type { GatewaySettings } from "#shared/gateway.ts";
import type { ProxyChoice, Settings } from "#shared/settings.ts";
import { budgetSettings } from "./budget-schemas.ts";
import { oneOf } from "./chain-schemas.ts";
import { densities, sendKeys, themes } from "./row-words.ts";

const gatewaySettings = z.object({
  on: z.boolean(),
  port: z.number(),
  saveTexts: z.boolean(),
  hiddenChainIds: z.array(z.string()),
  directModels: z.boolean(),
}) satisfies z.ZodType<GatewaySettings>;

/** Checked as at the door: what is sent by way of a proxy must not hang on an edited file. */
const proxyChoice: z.ZodType<ProxyChoice> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("environment") }),
  z.object({ kind: z.literal("none") }),
  z.object({
    kind: z.literal("url"),
    url: z.string().refine((url) => checkProxyUrl(url, (text) => URL.parse(text)).ok, "is no address of a proxy"),
  }),
]);

/** One schema for each setting, because each has a row of its own. */
export const settingSchemas: { readonly [K in keyof Settings]: z.ZodType<Settings[K]> } = {
  theme: oneOf(themes),
  density: oneOf(densities),
  sendWith: oneOf(sendKeys),
  parallelRequests: z.number().refine((many) => checkParallelRequests(many) === null, "is out of bounds"),
  proxy: proxyChoice,
  demo: z.boolean(),
  welcomed: z.boolean(),
  conversationId: z.string().nullable(),
  gateway: gatewaySettings,
  budgets: budgetSettings,
};
