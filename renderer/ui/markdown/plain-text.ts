import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { createTailSplitter, longestTail } from "./tail-splitter.ts";
import { isTangled } from "./tangled.ts";

/** As much of Markdown's tree as is needed to take its signs away. */
type Node = {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
  readonly url?: string;
  readonly alt?: string | null;
  readonly ordered?: boolean | null;
  readonly start?: number | null;
  readonly checked?: boolean | null;
  readonly identifier?: string;
};

/** A longer text is read block by block, as it is drawn: a parser's work can grow with the square of the length. */
const longestWhole = 2 * longestTail;

/**
 * The text of Markdown without its signs: what somebody would type into a plain letter. What is shown as it was written
 * stays so.
 */
export function plainTextOf(markdown: string): string {
  const split = createTailSplitter().append(`${markdown}\n`);
  const parts = [...split.blocks.flat(2), ...split.pieces, split.tail];
  if (markdown.length <= longestWhole && !parts.some(isTangled)) return plainTextOfBlock(markdown);
  return parts
    .map((part) => (isTangled(part) ? part : plainTextOfBlock(part)))
    .filter((text) => text !== "")
    .join("\n\n")
    .trim();
}

function plainTextOfBlock(markdown: string): string {
  return blocks(treeOf(markdown).children ?? [], "\n\n").trim();
}

/** Read by the same parser as what is shown; its React elements are thrown away. */
function treeOf(markdown: string): Node {
  let tree: Node = { type: "root" };
  const keep = () => (root: Node) => {
    tree = structuredClone(root);
  };
  ReactMarkdown({ children: markdown, remarkPlugins: [remarkGfm, keep] });
  return tree;
}

function blocks(nodes: readonly Node[], between: string): string {
  return nodes
    .map(blockText)
    .filter((text) => text !== "")
    .join(between);
}

function blockText(node: Node): string {
  const { type, children = [], value = "" } = node;
  switch (type) {
    case "code":
    case "html":
      return value;
    case "list":
      return listText(node);
    case "table":
      return children.map((row) => (row.children ?? []).map(inlineText).join("\t")).join("\n");
    case "blockquote":
      return blocks(children, "\n\n");
    case "footnoteDefinition":
      return `[${node.identifier ?? ""}] ${blocks(children, "\n\n")}`;
    case "thematicBreak":
    case "definition":
      return "";
    default:
      return inlineText(node);
  }
}

function listText({ ordered, start, children = [] }: Node): string {
  const first = start ?? 1;
  return children
    .map((item, index) => {
      const sign = ordered === true ? `${first + index}. ` : "- ";
      const box = item.checked == null ? "" : item.checked ? "[x] " : "[ ] ";
      return indented(`${sign}${box}`, blocks(item.children ?? [], "\n"));
    })
    .join("\n");
}

/** Later lines stand under the text of the first. */
function indented(sign: string, text: string): string {
  return sign + text.replaceAll("\n", `\n${" ".repeat(sign.length)}`);
}

function inlineText({ type, value, children = [], url = "", alt, identifier = "" }: Node): string {
  const inner = children.map(inlineText).join("");
  switch (type) {
    case "break":
      return "\n";
    case "image":
      return alt ?? "";
    case "link":
      return inner === url || url === `mailto:${inner}` || url.endsWith(`//${inner}`) ? inner : `${inner} (${url})`;
    case "footnoteReference":
      return `[${identifier}]`;
    default:
      return value ?? inner;
  }
}
