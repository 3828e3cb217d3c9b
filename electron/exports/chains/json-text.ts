import type { ChainFacts, OneChainFacts } from "./chain-facts.ts";
import { chainNames } from "./code/names.ts";

/** JSON for people: lists of numbers stand on one line. No text has such a line end in it. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/\[\n\s+(\d+(?:,\n\s+\d+)*)\n\s+\]/g, (_all, list: string) => `[${list.split(/,\n\s+/).join(", ")}]`)}\n`;
}

/** One chain as it is; several under their names. */
export function recordByName<T>(
  facts: Pick<ChainFacts, "chains">,
  make: (chain: OneChainFacts) => T,
): T | Record<string, T> {
  const [only, ...others] = facts.chains;
  if (only !== undefined && others.length === 0) return make(only);
  const names = chainNames(facts);
  // `fromEntries` makes names of their own even of `__proto__`.
  return Object.fromEntries(facts.chains.map((chain, at) => [names[at] ?? chain.chain.id, make(chain)]));
}
