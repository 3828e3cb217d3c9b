import { seededRandom } from "#shared/seeded-random.ts";

/** FNV-1a over UTF-16 units: the same text gives the same number on every machine. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** Choices that depend on nothing but the seed, so that a prompt sent twice to a demo model is answered alike. */
export type Choices = {
  /** One of the list, which must not be empty. */
  one<T>(list: readonly [T, ...T[]]): T;
  /** `count` of the list in its own order; all of it where it is shorter. */
  some<T>(list: readonly T[], count: number): T[];
};

export function choicesFrom(seed: string): Choices {
  const random = seededRandom(hashOf(seed));
  return {
    one: (list) => list[Math.floor(random() * list.length)] ?? list[0],
    some(list, count) {
      const ranked = list.map((item, index) => ({ item, index, rank: random() }));
      ranked.sort((a, b) => a.rank - b.rank);
      return ranked
        .slice(0, count)
        .sort((a, b) => a.index - b.index)
        .map((entry) => entry.item);
    },
  };
}
