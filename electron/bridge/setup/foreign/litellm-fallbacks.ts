import { joined } from "#electron/bridge/setup/find-key.ts";
import { mostLinks } from "#shared/check-chain.ts";
import { type Fields, fieldOf, isFields, type Placed, textsOf } from "./values.ts";

/** By a model's name the names of those that are asked after it. */
export type Fallbacks = ReadonlyMap<string, readonly string[]>;

/** Null where the file has no such list. What is none is told, for it is left out. */
export function fallbacksIn(fields: Fields, name: string, { notes, path }: Placed): Fallbacks | null {
  const value = fieldOf(fields, name);
  if (value === undefined || value === null) return null;
  const place = joined(path, name);
  const leftOut = () => notes.add(place, "Not all of it are lists of models by their names. What is none is left out.");
  if (!Array.isArray(value)) {
    leftOut();
    return null;
  }
  const lists = value.flatMap((entry) => {
    if (!isFields(entry)) leftOut();
    return isFields(entry) ? Object.entries(entry) : [];
  });
  return new Map(
    lists.flatMap(([group, others]) => {
      const names = textsOf(others);
      const isList = Array.isArray(others);
      if (!isList || names.length < others.length) leftOut();
      return isList ? [[group, names] as const] : [];
    }),
  );
}

/**
 * Those that are asked after a model: its list, and behind each of them the list of that one, which the proxy goes
 * through before it comes back. No more than a chain can hold, and one more.
 */
export function followersOf(group: string, lists: Fallbacks, usual: readonly string[]): readonly string[] {
  const found = new Set([group]);
  const follow = (name: string) => {
    for (const other of lists.get(name) ?? usual) {
      if (found.size > mostLinks) return;
      if (found.has(other)) continue;
      found.add(other);
      follow(other);
    }
  };
  follow(group);
  return [...found].slice(1);
}
