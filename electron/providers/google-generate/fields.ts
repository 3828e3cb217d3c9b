import { nearestEffort, thinkingBudget } from "#electron/providers/efforts.ts";
import type { Link } from "#shared/chain.ts";
import type { Effort, Overrides } from "#shared/prompt.ts";
import type { GoogleCapabilities } from "./capabilities.ts";
import { withoutConst } from "./json-schema.ts";

/** Google's seed is a signed number of 32 bits. */
const largestSeed = 2 ** 31 - 1;

/** The settings of a request as the model takes them: the sender's before the link's, the refused ones left out. */
export function generationConfig(link: Link, overrides: Overrides, model: GoogleCapabilities) {
  const { topP, seed, stop, jsonSchema } = overrides;
  const wantedTokens = overrides.maxTokens ?? link.maxTokens;
  const maxOutputTokens = Math.max(1, Math.min(wantedTokens, model.maxOutputTokens ?? wantedTokens));
  const thinkingConfig = thinkingOf(overrides.effort, maxOutputTokens, model);
  return {
    maxOutputTokens,
    temperature: overrides.temperature ?? link.temperature,
    ...(topP === undefined ? {} : { topP }),
    ...(stop !== undefined && stop.length > 0 ? { stopSequences: stop } : {}),
    ...(seed !== undefined && Math.abs(seed) <= largestSeed ? { seed } : {}),
    ...(jsonSchema !== undefined && model.jsonSchema
      ? { responseMimeType: "application/json", responseJsonSchema: withoutConst(jsonSchema.schema) }
      : {}),
    ...(thinkingConfig === null ? {} : { thinkingConfig }),
  };
}

/** Shows thinking that happens; without it the model is silent until its answer. */
function thinkingOf(wanted: Effort | undefined, maxTokens: number, { thinking, reasons }: GoogleCapabilities) {
  if (wanted === undefined || thinking === null) return reasons ? { includeThoughts: true } : null;
  if (thinking.kind === "level") {
    const level = nearestEffort(wanted, thinking.levels);
    return { ...(level === null ? {} : { thinkingLevel: level.toUpperCase() }), includeThoughts: true };
  }
  // Thoughts of a model that does not think are refused.
  if (wanted === "none" && thinking.canDisable) return { thinkingBudget: 0 };
  const effort = wanted === "none" ? "minimal" : wanted;
  return { thinkingBudget: thinkingBudget(effort, maxTokens, thinking), includeThoughts: true };
}
