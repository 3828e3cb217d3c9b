import type { ProviderKind } from "#shared/model.ts";
import {
  anthropicRules,
  type ChatRule,
  compatibleRules,
  googleRules,
  openAiRules,
  openRouterRules,
  reasoningRules,
} from "./capability-rules.ts";

/** How a request of the openai-chat dialect must look for one model. */
export type ChatCapabilities = {
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  /** False where the model refuses the field. */
  readonly temperature: boolean;
  readonly systemRole: "system" | "developer";
  /** Whether `stream_options.include_usage` may be sent; servers that refuse it send usage unasked. */
  readonly streamUsage: boolean;
  readonly reasons: boolean;
};

export type AnthropicCapabilities = {
  readonly version: "2023-06-01" | "2026-10-21";
  readonly temperature: boolean;
  /** The model thinks whether asked or not, so its thinking is asked to be shown. */
  readonly reasons: boolean;
  /** The most `max_tokens` the model takes. */
  readonly maxOutputTokens: number;
};

export type GoogleCapabilities = {
  /** False for Gemma: the system text goes before the first user text. */
  readonly systemInstruction: boolean;
  /** The model thinks; thought summaries may be asked for. Others refuse `includeThoughts`. */
  readonly reasons: boolean;
  /** The most `maxOutputTokens` the model takes; null where it is not known. */
  readonly maxOutputTokens: number | null;
};

const chatRules = {
  openai: openAiRules,
  openrouter: openRouterRules,
  "openai-compatible": compatibleRules,
} as const;

/** The part of an id that names the model: lower case, without `ft:`, path or vendor prefix, and `:free` or tag. */
function bareModelId(modelId: string): string {
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
export function chatCapabilities(kind: ProviderKind, modelId: string): ChatCapabilities {
  const rules: readonly ChatRule[] = kind === "anthropic" || kind === "google" ? compatibleRules : chatRules[kind];
  // A tag after a colon marks a local copy, which does not share the quirks of the platform it came from.
  const isLocalCopy = kind === "openai-compatible" && modelId.includes(":");
  const { maxTokensField, temperature, systemRole, streamUsage } = ruleFor(
    rules,
    isLocalCopy ? "" : bareModelId(modelId),
  );
  return { maxTokensField, temperature, systemRole, streamUsage, reasons: reasons(kind, modelId) };
}

export function anthropicCapabilities(modelId: string): AnthropicCapabilities {
  const { temperature, maxOutputTokens } = ruleFor(anthropicRules, bareModelId(modelId));
  return {
    // The newer version refuses sampling fields outright, so models that take them stay on the older one.
    version: temperature ? "2023-06-01" : "2026-10-21",
    temperature,
    reasons: reasons("anthropic", modelId),
    maxOutputTokens,
  };
}

export function googleCapabilities(modelId: string): GoogleCapabilities {
  const id = bareModelId(modelId);
  const { systemInstruction, maxOutputTokens } = ruleFor(googleRules, id);
  return { systemInstruction, maxOutputTokens, reasons: reasons("google", modelId) };
}
