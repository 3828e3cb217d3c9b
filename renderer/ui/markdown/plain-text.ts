import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";

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

/** The text of Markdown without its signs: what somebody would type into a plain letter. */
export function plainTextOf(markdown: string): string {
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
