import { visibleInText } from "#renderer/ui/visible-text.ts";
import type { highlight } from "./highlighter.ts";

type Tree = Parameters<typeof highlight>[0];
type Node = Tree["children"][number];

/**
 * Writes out what nobody can see in code, and so in its copy, and in the words of a link: code may do something else
 * than it reads, and a link lead elsewhere (security.md R6). Other text is left alone: languages need these characters.
 */
export function showHidden(): (tree: Tree) => void {
  return (tree) => {
    for (const node of tree.children) show(node, false);
  };
}

function show(node: Node, isShown: boolean): void {
  if (node.type === "text" && isShown) node.value = visibleInText(node.value);
  if (node.type !== "element") return;
  const isOne = isShown || node.tagName === "code" || node.tagName === "a";
  for (const child of node.children) show(child, isOne);
}
