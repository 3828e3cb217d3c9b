import type { Provider, ProviderKind } from "./model.ts";

/** By which the providers' own libraries and documents name their key. */
const usual: Partial<Record<ProviderKind, string>> = {
  openai: "OPENAI_API_KEY",
  anthropic: "ANTHROPIC_API_KEY",
  google: "GEMINI_API_KEY",
  openrouter: "OPENROUTER_API_KEY",
};

/** The variable that stands for a provider's key in what is shown and copied: `MY_SERVER_API_KEY` for "My server". */
export function keyVariableOf({ kind, name }: Pick<Provider, "kind" | "name">): string {
  const known = usual[kind];
  if (known !== undefined) return known;
  const word = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  // A variable begins with no digit, and a name without a Latin letter leaves nothing.
  if (word === "") return "PROVIDER_API_KEY";
  return `${/^\d/.test(word) ? "_" : ""}${word}_API_KEY`;
}
