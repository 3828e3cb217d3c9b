import type { Efforts } from "#electron/providers/efforts.ts";
import type { Effort } from "#shared/prompt.ts";
import type { EffortLevel, EffortRule, FieldValues } from "./servers.ts";

/** A server's levels as efforts. A model that can only be told to think or not to think takes two. */
export function effortsOf(rules: readonly EffortRule[], modelId: string): Efforts {
  const rule = ruleFor(rules, modelId);
  if (rule === null) return [];
  const { levels, on, off } = rule;
  const named = levels.map(effortOf);
  const switched: Efforts = on !== undefined && !named.some((level) => level !== "none") ? ["high"] : [];
  return [...(off !== undefined ? (["none"] as const) : []), ...named, ...switched];
}

/** The fields that ask for one of these efforts in the server's own words. */
export function effortFields(rules: readonly EffortRule[], modelId: string, effort: Effort): FieldValues {
  const rule = ruleFor(rules, modelId);
  if (effort === "none" && rule?.off !== undefined) return rule.off;
  const level = rule?.levels.find((one) => effortOf(one) === effort);
  return { ...rule?.on, ...(level !== undefined && { reasoning_effort: level }) };
}

function ruleFor(rules: readonly EffortRule[], modelId: string): EffortRule | null {
  return rules.find(({ pattern }) => pattern.test(modelId)) ?? null;
}

/** Groq's "default" is what a model does of itself. */
function effortOf(level: EffortLevel): Effort {
  return level === "default" ? "medium" : level;
}
