import type { ProviderKind } from "#shared/model.ts";
import { type AnthropicRule, anthropicRules } from "./anthropic-messages/model-rules.ts";
import { imageRules, reasoningRules } from "./capability-rules.ts";
import type { Efforts } from "./efforts.ts";
import { type GoogleRule, googleRules } from "./google-generate/model-rules.ts";
import { type ChatRule, compatibleRules, openAiRules, openRouterRules } from "./openai-chat/model-rules.ts";

/** How a request of the openai-chat dialect must look for one model. */
export type ChatCapabilities = Omit<ChatRule, "pattern" | "alsoLocal" | "source"> & { readonly reasons: boolean };

export type AnthropicCapabilities = Omit<AnthropicRule, "pattern" | "source"> & {
  readonly version: "2023-06-01" | "2026-10-21";
  /** The model thinks whether asked or not, so its thinking is asked to be shown. */
  readonly reasons: boolean;
};

export type GoogleCapabilities = Omit<GoogleRule, "pattern" | "source"> & {
  /** The model thinks unasked; thought summaries may be asked for. Others refuse `includeThoughts` by itself. */
  readonly reasons: boolean;
};

const chatRules = {
  openai: openAiRules,
  openrouter: openRouterRules,
  "openai-compatible": compatibleRules,
} as const;

/** The part of an id that names the model: lower case, without `ft:`, path or vendor prefix, and `:free` or tag. */
export function bareModelId(modelId: string): string {
  const path = modelId.toLowerCase().replace(/^ft:/, "");
  const last = path.slice(path.lastIndexOf("/") + 1).replace(/^~/, "");
  const colon = last.indexOf(":");
  return colon === -1 ? last : last.slice(0, colon);
}

function firstMatch<Rule extends { readonly pattern: RegExp }>(rules: readonly Rule[], id: string): Rule | null {
  return rules.find((rule) => rule.pattern.test(id)) ?? null;
}

/** Every table ends with a row that matches all ids, so its absence is a bug in the table. */
function ruleFor<Rule extends { readonly pattern: RegExp }>(rules: readonly Rule[], id: string): Rule {
  const rule = firstMatch(rules, id);
  if (rule === null) throw new Error(`No capability row matches ${id}`);
  return rule;
}

/** Whether the model thinks before its answer, so that its first content may come late (engine.md R14). */
export function reasons(kind: ProviderKind, modelId: string): boolean {
  // OpenRouter serves the thinking of a model that can do both under this suffix.
  if (kind === "openrouter" && modelId.endsWith(":thinking")) return true;
  return firstMatch(reasoningRules, bareModelId(modelId))?.reasons ?? false;
}

/** Whether a temperature is left out of this model's requests. */
export function refusesTemperature(kind: ProviderKind, modelId: string): boolean {
  if (kind === "anthropic") return !anthropicCapabilities(modelId).temperature;
  return kind !== "google" && !chatCapabilities(kind, modelId).temperature;
}

/** For Anthropic and Google through an OpenAI-compatible front the tolerant rules hold. */
function chatRuleFor(kind: ProviderKind, modelId: string): ChatRule {
  const rules: readonly ChatRule[] = kind === "anthropic" || kind === "google" ? compatibleRules : chatRules[kind];
  // A tag after a colon marks a local copy, which does not share the quirks of the platform it came from.
  const isLocalCopy = kind === "openai-compatible" && modelId.includes(":");
  return ruleFor(isLocalCopy ? rules.filter((rule) => rule.alsoLocal) : rules, bareModelId(modelId));
}

export function chatCapabilities(kind: ProviderKind, modelId: string): ChatCapabilities {
  const { pattern: _pattern, alsoLocal: _alsoLocal, source: _source, ...rule } = chatRuleFor(kind, modelId);
  // OpenAI takes `max` on its Responses API only (protocols.md §4).
  const efforts = kind === "openai" ? rule.efforts.filter((effort) => effort !== "max") : rule.efforts;
  return { ...rule, efforts, reasons: reasons(kind, modelId) };
}

/** What OpenAI's model takes of efforts on the Responses API. */
export function responsesEfforts(modelId: string): Efforts {
  return chatRuleFor("openai", modelId).efforts;
}

export function anthropicCapabilities(modelId: string): AnthropicCapabilities {
  const { pattern: _pattern, source: _source, ...rule } = ruleFor(anthropicRules, bareModelId(modelId));
  return {
    ...rule,
    // The newer version refuses sampling fields outright, so models that take them stay on the older one.
    version: rule.temperature ? "2023-06-01" : "2026-10-21",
    reasons: reasons("anthropic", modelId),
  };
}

export function googleCapabilities(modelId: string): GoogleCapabilities {
  const { pattern: _pattern, source: _source, ...rule } = ruleFor(googleRules, bareModelId(modelId));
  return { ...rule, reasons: reasons("google", modelId) };
}

/** By family, where the provider's list does not say; null where it is not known. */
export function takesImages(modelId: string): boolean | null {
  return firstMatch(imageRules, bareModelId(modelId))?.takesImages ?? null;
}

/**
 * Whether the provider fetches an image from its address for this model; null where it is not known. Google does so
 * for newer models only, and Gemma and older ones want the bytes (protocols.md §3).
 */
export function takesImageUrls(kind: ProviderKind, modelId: string): boolean | null {
  if (kind === "openai-compatible") return null;
  return kind !== "google" || /^gemini-[3-9]/.test(bareModelId(modelId));
}
