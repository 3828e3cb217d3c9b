import { nearestEffort } from "#electron/providers/efforts.ts";
import type { Effort } from "#shared/prompt.ts";
import type { EffortLevel, EffortRule, FieldValues } from "./servers.ts";

/** Any text that is no effort asks for nothing. */
const efforts: readonly string[] = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] satisfies Effort[];

/** The fields that ask for an effort in a server's own words; none where the model takes no effort. */
export function effortFields(rules: readonly EffortRule[], modelId: string, effort: string): FieldValues {
  const rule = rules.find(({ pattern }) => pattern.test(modelId));
  if (rule === undefined || !isEffort(effort)) return {};
  if (effort === "none" && (rule.off !== undefined || rule.levels.length === 0)) return rule.off ?? {};
  const nearest = nearestEffort(effort, rule.levels.map(effortOf));
  const level = rule.levels.find((one) => effortOf(one) === nearest);
  return { ...rule.on, ...(level !== undefined && { reasoning_effort: level }) };
}

/** Groq's "default" is what a model does of itself. */
export function effortOf(level: EffortLevel): Effort {
  return level === "default" ? "medium" : level;
}

function isEffort(text: string): text is Effort {
  return efforts.includes(text);
}
