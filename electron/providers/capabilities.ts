import type { ProviderKind } from "#shared/model.ts";
import { imageRules, reasoningRules } from "./capability-rules.ts";

/**
 * What is known of models by their family, whoever serves them. How a request must look for them stands with each
 * dialect, in its own capabilities.ts.
 */

/** The part of an id that names the model: lower case, without `ft:`, path or vendor prefix, and `:free` or tag. */
export function bareModelId(modelId: string): string {
  const path = modelId.toLowerCase().replace(/^ft:/, "");
  const last = path.slice(path.lastIndexOf("/") + 1).replace(/^~/, "");
  const colon = last.indexOf(":");
  return colon === -1 ? last : last.slice(0, colon);
}

function firstMatch<Rule extends { readonly pattern: RegExp }>(rules: readonly Rule[], modelId: string): Rule | null {
  const id = bareModelId(modelId);
  return rules.find((rule) => rule.pattern.test(id)) ?? null;
}

/** The first row that matches. Every table ends with one that matches all ids, so its absence is a bug in the table. */
export function ruleFor<Rule extends { readonly pattern: RegExp }>(rules: readonly Rule[], modelId: string): Rule {
  const rule = firstMatch(rules, modelId);
  if (rule === null) throw new Error(`No capability row matches ${modelId}`);
  return rule;
}

/** Whether the model thinks before its answer, so that its first content may come late (engine.md R14). */
export function reasons(kind: ProviderKind, modelId: string): boolean {
  // OpenRouter serves the thinking of a model that can do both under this suffix.
  if (kind === "openrouter" && modelId.endsWith(":thinking")) return true;
  return firstMatch(reasoningRules, modelId)?.reasons ?? false;
}

/** Null where it is not known. */
export function takesImages(modelId: string): boolean | null {
  return firstMatch(imageRules, modelId)?.takesImages ?? null;
}

/**
 * Whether the provider fetches an image from its address for this model; null where it is not known. Google does so
 * for newer models only, and Gemma and older ones want the bytes (protocols.md §3).
 */
export function takesImageUrls(kind: ProviderKind, modelId: string): boolean | null {
  if (kind === "openai-compatible") return null;
  return kind !== "google" || /^gemini-[3-9]/.test(bareModelId(modelId));
}
