import type { ColumnSet } from "./column-set.ts";

export const longestColumnSetName = 60;
export const mostColumnSets = 100;

/** Says why a set of columns cannot have this name, or null where it can. */
export function checkColumnSetName(name: string): string | null {
  if (name.trim() === "") return "The set needs a name.";
  if (name !== name.trim()) return "A name has no spaces around it.";
  if (name.length > longestColumnSetName) return `A name has at most ${longestColumnSetName} characters.`;
  return /\p{Cc}/u.test(name) ? "A name is one line of plain text." : null;
}

/** Says why a set cannot stand beside the others, or null where it can. One of the same id is replaced. */
export function checkColumnSetPlace(set: Pick<ColumnSet, "id" | "name">, sets: readonly ColumnSet[]): string | null {
  const others = sets.filter(({ id }) => id !== set.id);
  const name = set.name.toLowerCase();
  if (others.some((other) => other.name.toLowerCase() === name)) {
    return `Another set is named ${set.name}. Choose another name.`;
  }
  return others.length >= mostColumnSets ? `There are ${mostColumnSets} sets already. Remove one first.` : null;
}
