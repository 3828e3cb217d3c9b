import { bareModelId, ruleFor } from "#electron/providers/capabilities.ts";
import { effortsOf } from "#electron/providers/compatible/effort-fields.ts";
import { serverOf } from "#electron/providers/compatible/recognise.ts";
import type { Efforts } from "#electron/providers/efforts.ts";
import type { Provider, ProviderKind } from "#shared/model.ts";
import { type ChatRule, compatibleRules, openAiRules, openRouterRules } from "./model-rules.ts";

/** How a request of the openai-chat dialect must look for one model. */
export type ChatCapabilities = Omit<ChatRule, "pattern" | "alsoLocal" | "source">;

/** `streamUsage`: usage comes with a stream only where it is asked for. */
export type ChatRules = ChatCapabilities & { readonly streamUsage: boolean };

const rulesOfKind = {
  openai: openAiRules,
  openrouter: openRouterRules,
  "openai-compatible": compatibleRules,
} as const;

/** For Anthropic and Google through an OpenAI-compatible front the tolerant rules hold. */
function chatRuleFor(kind: ProviderKind, modelId: string): ChatRule {
  const rules: readonly ChatRule[] = kind === "anthropic" || kind === "google" ? compatibleRules : rulesOfKind[kind];
  // A tag after a colon marks a local copy, which does not share the quirks of the platform it came from.
  const isLocalCopy = kind === "openai-compatible" && modelId.includes(":");
  return ruleFor(isLocalCopy ? rules.filter((rule) => rule.alsoLocal) : rules, modelId);
}

export function chatCapabilities(kind: ProviderKind, modelId: string): ChatCapabilities {
  const { pattern: _pattern, alsoLocal: _alsoLocal, source: _source, ...rule } = chatRuleFor(kind, modelId);
  // OpenAI takes `max` on its Responses API only (protocols.md §4).
  return kind === "openai" ? { ...rule, efforts: rule.efforts.filter((effort) => effort !== "max") } : rule;
}

/** What OpenAI's model takes of efforts on the Responses API. */
export function responsesEfforts(modelId: string): Efforts {
  return chatRuleFor("openai", modelId).efforts;
}

/**
 * All that a request in the shape of OpenAI's chat may carry for this model at this provider: what the model takes,
 * and where its server is a known one, what that takes of it.
 */
export function chatRules(provider: Pick<Provider, "kind" | "baseUrl">, modelId: string): ChatRules {
  const model = chatCapabilities(provider.kind, modelId);
  const server = serverOf(provider);
  if (server === null) return { ...model, streamUsage: true };
  return {
    ...model,
    maxTokensField: server.maxTokensField,
    seed: server.seedField !== null,
    streamUsage: server.asksForUsage,
    efforts: effortsOf(server.efforts, bareModelId(modelId)),
  };
}
