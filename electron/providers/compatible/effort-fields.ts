import type { EffortLevel, EffortRule, FieldValues } from "./servers.ts";

/** From no thinking to the most; Groq's "default" is what a model does of itself. */
const ranks: Readonly<Record<EffortLevel, number>> = {
  none: 0,
  minimal: 1,
  low: 2,
  medium: 3,
  default: 3,
  high: 4,
  xhigh: 5,
  max: 6,
};

/** The fields that ask for an effort in a server's own words; none where the model takes no effort. */
export function effortFields(rules: readonly EffortRule[], modelId: string, effort: string): FieldValues {
  const rule = rules.find(({ pattern }) => pattern.test(modelId));
  if (rule === undefined || !isLevel(effort)) return {};
  if (effort === "none" && (rule.off !== undefined || rule.levels.length === 0)) return rule.off ?? {};
  const level = nearest(rule.levels, effort);
  return { ...rule.on, ...(level !== null && { reasoning_effort: level }) };
}

/** Thinking never becomes none nor the other way round while there is a choice; between two levels the higher one. */
function nearest(levels: readonly EffortLevel[], wanted: EffortLevel): EffortLevel | null {
  if (levels.includes(wanted)) return wanted;
  const thinking = levels.filter((level) => level !== "none");
  const distance = (level: EffortLevel) => Math.abs(ranks[level] - ranks[wanted]) - ranks[level] / 100;
  return thinking.toSorted((one, other) => distance(one) - distance(other))[0] ?? null;
}

function isLevel(text: string): text is EffortLevel {
  return Object.hasOwn(ranks, text);
}
