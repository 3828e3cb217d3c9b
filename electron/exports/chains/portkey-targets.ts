import type { Trigger } from "#shared/chain.ts";
import type { LinkFacts, ProviderFacts } from "./chain-facts.ts";
import { linkSettings } from "./code/link-settings.ts";

/** Answers of a provider, or of the gateway in its place, by which it knows each class of failure. */
const statusesOf: Readonly<Partial<Record<Trigger, readonly number[]>>> = {
  RATE_LIMIT: [429],
  BILLING: [402],
  AUTH: [401, 403],
  MODEL_GONE: [404, 410],
  SERVER: [409, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529],
  // What the gateway itself answers with where a provider took too long.
  TIMEOUT: [408],
  UNSUPPORTED: [413, 415],
};

/** After which answers of this link the next one is asked. */
export function statusesOn({ rules }: LinkFacts): readonly number[] {
  const statuses = Object.entries(statusesOf).flatMap(([name, list]) => (isOn(rules.triggers, name) ? list : []));
  return statuses.toSorted((one, other) => one - other);
}

function isOn(triggers: Readonly<Record<string, boolean>>, name: string): boolean {
  return triggers[name] === true;
}

/** `firstTokenMs`: the one limit of time that the gateway has for a target. */
export function targetOf(link: LinkFacts, firstTokenMs: number) {
  const { provider, rules } = link;
  const { maxTokens, temperature, maxTokensField } = linkSettings(link);
  const { models = [] } = link.link;
  const isAnthropicOrGoogle = provider.kind === "anthropic" || provider.kind === "google";
  return {
    ...endpointOf(provider),
    api_key: provider.keyOptional ? "none" : `$${provider.keyVariable}`,
    override_params: {
      model: link.link.modelId,
      [isAnthropicOrGoogle ? "max_tokens" : maxTokensField]: maxTokens,
      ...(temperature !== null && { temperature }),
      ...(takesOtherModels(provider) && models.length > 0 && { models: [link.link.modelId, ...models] }),
    },
    request_timeout: firstTokenMs,
    retry: rules.retries === 0 ? { attempts: 0 } : { attempts: 1, on_status_codes: statusesOf.SERVER ?? [] },
  };
}

/** The gateway knows the usual addresses by itself, and puts a path of its own behind others. */
function endpointOf(provider: ProviderFacts): { readonly provider: string; readonly custom_host?: string } {
  const { kind, baseUrl, isUsualAddress } = provider;
  const name = kind === "openai-compatible" || !hasOwnPath(provider) ? "openai" : kind;
  if (isUsualAddress) return { provider: name };
  if (kind === "anthropic") return { provider: name, custom_host: `${baseUrl}/v1` };
  const host = name === "openrouter" ? baseUrl.replace(/\/v1$/, "") : baseUrl;
  return { provider: name, custom_host: host };
}

/** Whether its models may be listed: another address of OpenRouter that has no version is asked as any server. */
export function takesOtherModels(provider: ProviderFacts): boolean {
  return provider.kind === "openrouter" && hasOwnPath(provider);
}

function hasOwnPath({ kind, baseUrl }: ProviderFacts): boolean {
  return kind !== "openrouter" || baseUrl.endsWith("/v1");
}
