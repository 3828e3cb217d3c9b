import { formatCount } from "#shared/format.ts";
import type { ColumnOverrides } from "#shared/prompt.ts";

/** What a column sets for itself, each in a word or two: `max 1,024`, `temp 0.2`. */
export function overrideWords(overrides: ColumnOverrides): readonly string[] {
  const { system, maxTokens, temperature, effort, topP, stop, seed, jsonSchema } = overrides;
  return [
    ...(maxTokens === undefined ? [] : [`max ${formatCount(maxTokens)}`]),
    ...(temperature === undefined ? [] : [`temp ${temperature}`]),
    ...(effort === undefined ? [] : [`effort ${effort}`]),
    ...(topP === undefined ? [] : [`top-p ${topP}`]),
    ...(seed === undefined ? [] : [`seed ${seed}`]),
    ...(stop === undefined ? [] : [stop.length === 1 ? "1 stop" : `${stop.length} stops`]),
    ...(jsonSchema === undefined ? [] : ["JSON"]),
    ...(system === undefined ? [] : [system.trim() === "" ? "no system prompt" : "own system prompt"]),
  ];
}

/**
 * True where two columns, or a column and its run, set the same. A run's own system prompt has its variables filled in,
 * so that only whether there is one counts.
 */
export function sameOverrides(one: ColumnOverrides = {}, other: ColumnOverrides = {}): boolean {
  const { system: ownSystem, ...own } = one;
  const { system: otherSystem, ...others } = other;
  return (ownSystem === undefined) === (otherSystem === undefined) && keyOf(own) === keyOf(others);
}

function keyOf(overrides: ColumnOverrides): string {
  return JSON.stringify(Object.entries(overrides).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
