import { keyVariableOf } from "#shared/key-variable.ts";
import type { Provider } from "#shared/model.ts";
import type { ProviderFacts } from "./chain-facts.ts";

type Names = Pick<ProviderFacts, "keyVariable" | "addressVariable">;

/**
 * The variables of each provider of a file. Two whose names come to the same word get different ones (`…_2_API_KEY`):
 * the key of one would go to the address of the other.
 */
export function variablesOf(providers: readonly Provider[]): (providerId: string) => Names {
  const taken = new Set<string>();
  const names = new Map<string, Names>();
  // A provider of a kind of its own has the name that its documents give it, wherever it stands.
  const ordered = [...providers].sort((one, other) => rank(one) - rank(other));
  for (const provider of ordered) {
    const word = keyVariableOf(provider).replace(/_API_KEY$/, "");
    const free = freeWord(word, taken);
    taken.add(free);
    names.set(provider.id, { keyVariable: `${free}_API_KEY`, addressVariable: `${free}_BASE_URL` });
  }
  return (providerId) =>
    names.get(providerId) ?? { keyVariable: "PROVIDER_API_KEY", addressVariable: "PROVIDER_BASE_URL" };
}

function rank({ kind }: Provider): number {
  return kind === "openai-compatible" ? 1 : 0;
}

function freeWord(word: string, taken: ReadonlySet<string>): string {
  let candidate = word;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${word}_${count}`;
  return candidate;
}
