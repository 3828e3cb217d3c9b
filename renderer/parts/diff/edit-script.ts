import { type Snake, snakes } from "./snakes.ts";

/** One stretch of two token lists: in both, only in the first, or only in the second. Counts are tokens. */
export type Edit = { readonly kind: "same" | "removed" | "added"; readonly count: number };

type Place = { readonly x: number; readonly y: number };

/**
 * The shortest edit script, in slices: take values until it is done. Null where more than `mostEdits` would be needed
 * among the tokens that both lists have; one that only one of them has is an edit anyway and costs no search.
 */
export function* editScript(
  first: readonly number[],
  second: readonly number[],
  mostEdits: number,
): Generator<undefined, readonly Edit[] | null> {
  const inFirst = new Set(first);
  const inSecond = new Set(second);
  yield;
  const firstPlaces = placesOf(first, inSecond);
  const secondPlaces = placesOf(second, inFirst);
  yield;
  const found = yield* snakes(
    firstPlaces.map((place) => first[place] ?? 0),
    secondPlaces.map((place) => second[place] ?? 0),
    mostEdits,
  );
  if (found === null) return null;
  yield;
  return editsBetween(pairsOf(found, firstPlaces, secondPlaces), { x: first.length, y: second.length });
}

/** Where the tokens stand that the other list has too. */
function placesOf(tokens: readonly number[], others: ReadonlySet<number>): readonly number[] {
  return [...tokens.keys()].filter((place) => others.has(tokens[place] ?? -1));
}

/** Every token that is in both, by its place in each list. */
function pairsOf(
  found: readonly Snake[],
  firstPlaces: readonly number[],
  secondPlaces: readonly number[],
): readonly Place[] {
  return found.flatMap(({ x, y, length }) =>
    Array.from({ length }, (_, step) => ({ x: firstPlaces[x + step] ?? 0, y: secondPlaces[y + step] ?? 0 })),
  );
}

/** What stands between the pairs was removed or added; removed comes first where they meet. */
function editsBetween(pairs: readonly Place[], end: Place): readonly Edit[] {
  const edits: Edit[] = [];
  let same = 0;
  let next: Place = { x: 0, y: 0 };
  const push = (kind: Edit["kind"], count: number) => {
    if (count > 0) edits.push({ kind, count });
  };
  const close = (at: Place) => {
    if (at.x === next.x && at.y === next.y) return;
    push("same", same);
    same = 0;
    push("removed", at.x - next.x);
    push("added", at.y - next.y);
  };
  for (const pair of pairs) {
    close(pair);
    same += 1;
    next = { x: pair.x + 1, y: pair.y + 1 };
  }
  close(end);
  push("same", same);
  return edits;
}
