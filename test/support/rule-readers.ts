import { parse } from "yaml";
import { z } from "zod";
import type { ChainFacts, LinkFacts, OneChainFacts } from "#electron/exports/chains/chain-facts.ts";
import type { ChainRule } from "#electron/exports/chains/chain-rules.ts";
import { chainNames } from "#electron/exports/chains/code/names.ts";

/** Whether a rule is in a file: read from the file alone, by someone who did not write it. */

export type Asked = { readonly rule: ChainRule; readonly chain: OneChainFacts; readonly link: LinkFacts | null };
export type IsIn = (asked: Asked) => boolean;

const settings = z.record(z.string(), z.unknown());
const litellm = z.strictObject({
  model_list: z.array(
    z.strictObject({
      model_name: z.string(),
      litellm_params: z.looseObject({ model: z.string(), models: z.array(z.string()).optional() }),
      model_info: z.strictObject({ input_cost_per_token: z.number(), output_cost_per_token: z.number() }).optional(),
    }),
  ),
  router_settings: z.looseObject({
    fallbacks: z.array(z.record(z.string(), z.array(z.string()))).optional(),
    context_window_fallbacks: z.array(z.record(z.string(), z.array(z.string()))).optional(),
    content_policy_fallbacks: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  }),
});

/** The place of a link in a file that has the links of all chains one after the other. */
export function placeIn({ chains }: ChainFacts, { chain, link }: Asked): number {
  const all = chains.flatMap((one) => one.links.map((each) => ({ one, each })));
  return all.findIndex(({ one, each }) => one === chain && each === link);
}

export const isLastOf = ({ chain, link }: Asked) => chain.links.at(-1) === link;

/** As it is sent: Anthropic takes no temperature above 1. */
export const sentTemperature = (link: LinkFacts | null, value: number) =>
  link?.provider.kind === "anthropic" ? Math.min(1, value) : value;

export function readLiteLlm(text: string, facts: ChainFacts): IsIn {
  const file = litellm.parse(parse(text, { version: "1.1" }));
  const router = file.router_settings;
  return (asked) => {
    const { rule, link, chain } = asked;
    const entry = file.model_list[placeIn(facts, asked)];
    const params = settings.parse(entry?.litellm_params ?? {});
    const head = file.model_list[placeIn(facts, { ...asked, link: chain.links[0] ?? null })]?.model_name ?? "";
    const listOf = (lists: readonly Record<string, string[]>[] | undefined) =>
      lists?.find((one) => Object.hasOwn(one, head))?.[head];
    const behind = listOf(router.fallbacks);
    const isFirst = chain.links[0] === link;
    switch (rule.kind) {
      case "max-tokens":
        return params.max_tokens === rule.value;
      case "temperature":
        return params.temperature === sentTemperature(link, rule.value);
      case "price":
        return pricesFit(entry?.model_info, rule);
      case "other-models":
        return JSON.stringify(entry?.litellm_params.models?.slice(1)) === JSON.stringify(rule.value);
      case "retries":
        return params.num_retries === rule.value;
      case "deadline":
        if (rule.name === "totalMs") return params.timeout === rule.value / 1000;
        if (rule.name === "lastHopeFirstContentMs" && !isLastOf(asked)) return false;
        return rule.name.includes("irstContent") && params.stream_timeout === rule.value / 1000;
      case "trigger": {
        if (rule.name === "EMPTY") return !rule.value;
        const special = {
          CONTEXT_LENGTH: router.context_window_fallbacks,
          CONTENT_POLICY: router.content_policy_fallbacks,
        };
        const list =
          rule.name in special && isFirst
            ? (listOf(special[rule.name === "CONTENT_POLICY" ? "CONTENT_POLICY" : "CONTEXT_LENGTH"]) ?? behind)
            : behind;
        return rule.value === (list?.length ?? 0) > 0;
      }
      case "mid-stream":
        return rule.value === "fail";
      case "drills":
        return false;
    }
  };
}

type Price = Extract<ChainRule, { readonly kind: "price" }>;
type Costs = { readonly input_cost_per_token: number; readonly output_cost_per_token: number };

function pricesFit(costs: Costs | undefined, { input, output }: Price): boolean {
  if (costs === undefined) return false;
  const fits = (usdPer1k: number | null, perToken: number) =>
    usdPer1k === null || Math.abs(perToken * 1000 - usdPer1k) <= 1e-9 * Math.max(1e-9, usdPer1k);
  return fits(input, costs.input_cost_per_token) && fits(output, costs.output_cost_per_token);
}

const target = z.strictObject({
  provider: z.string(),
  custom_host: z.string().optional(),
  api_key: z.string(),
  override_params: z.looseObject({ model: z.string(), models: z.array(z.string()).optional() }),
  request_timeout: z.number(),
  retry: z.strictObject({ attempts: z.number(), on_status_codes: z.array(z.number()).optional() }),
});
type Group = {
  strategy: { mode: string; on_status_codes?: number[] | undefined };
  targets: (z.output<typeof target> | Group)[];
};
const group: z.ZodType<Group> = z.lazy(() =>
  z.strictObject({
    strategy: z.strictObject({ mode: z.string(), on_status_codes: z.array(z.number()).optional() }),
    targets: z.array(z.union([target, group])),
  }),
);

type Flat = { readonly target: z.output<typeof target>; readonly statuses: readonly number[] };

function flattened({ strategy, targets }: Group): readonly Flat[] {
  return targets.flatMap((one): readonly Flat[] =>
    "strategy" in one ? flattened(one) : [{ target: one, statuses: strategy.on_status_codes ?? [] }],
  );
}

const portkeyStatus: Readonly<Record<string, number>> = {
  RATE_LIMIT: 429,
  QUOTA_DAY: 429,
  BILLING: 402,
  AUTH: 401,
  MODEL_GONE: 404,
  SERVER: 503,
  NETWORK: 500,
  TIMEOUT: 408,
  UNSUPPORTED: 415,
  CONTEXT_LENGTH: 400,
  CONTENT_POLICY: 400,
};

export function readPortkey(text: string, facts: ChainFacts): IsIn {
  const file: unknown = JSON.parse(text);
  const names = facts.chains.length === 1 ? [null] : chainNames(facts);
  const groups = names.map((name) =>
    group.parse(name === null ? file : Object.entries(Object(file)).find(([key]) => key === name)?.[1]),
  );
  const flat = groups.flatMap(flattened);
  return (asked) => {
    const { rule, link } = asked;
    const found = flat[placeIn(facts, asked)];
    const params = settings.parse(found?.target.override_params ?? {});
    switch (rule.kind) {
      case "max-tokens":
        return [params.max_tokens, params.max_completion_tokens].includes(rule.value);
      case "temperature":
        return params.temperature === sentTemperature(link, rule.value);
      case "other-models":
        return JSON.stringify(found?.target.override_params.models?.slice(1)) === JSON.stringify(rule.value);
      case "retries":
        return found?.target.retry.attempts === rule.value;
      case "deadline":
        if (rule.name === "lastHopeFirstContentMs" && !isLastOf(asked)) return false;
        return rule.name.includes("irstContent") && found?.target.request_timeout === rule.value;
      case "trigger":
        if (rule.name === "EMPTY") return !rule.value;
        return found?.statuses.includes(portkeyStatus[rule.name] ?? 0) === rule.value;
      case "mid-stream":
        return rule.value === "fail";
      case "price":
      case "drills":
        return false;
    }
  };
}
