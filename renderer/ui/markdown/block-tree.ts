/** Texts of blocks in groups in chapters, so that a paint looks at one of each and not at every block of a long answer. */
export type BlockTree = readonly Chapter[];
export type Chapter = readonly Group[];
export type Group = readonly string[];

const mostPerNode = 8;

/** The tree with one block more; every chapter and group but the last ones is the same object as before. */
export function grow(tree: BlockTree, block: string): BlockTree {
  const chapter = tree.at(-1);
  const group = chapter?.at(-1);
  if (chapter === undefined || group === undefined) return [[[block]]];
  if (group.length < mostPerNode) return tree.with(-1, chapter.with(-1, [...group, block]));
  if (chapter.length < mostPerNode) return tree.with(-1, [...chapter, [block]]);
  return [...tree, [[block]]];
}
