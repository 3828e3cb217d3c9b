import ReactMarkdown from "react-markdown";
import { highlight } from "./highlighter.ts";
import { isDeepCode } from "./tangled.ts";

/** A word in a colour, or several; `names` are the highlighter's classes. */
export type Coloured = string | { readonly names: string; readonly parts: readonly Coloured[] };

/** Some whole lines, with the line break that ends them. */
export type CodeBlock = { readonly text: string; readonly parts: readonly Coloured[] };

/** So many lines are drawn at once: few enough that a frame is not missed. */
const linesPerBlock = 60;

type Tree = Parameters<typeof highlight>[0];
type File = Parameters<typeof highlight>[1];
type Node = Tree["children"][number];

/**
 * Code in the colours of answers' code blocks, by the highlighter that colours those; a language that it does not know
 * stays plain. The text is as it was, to the letter.
 */
export function colouredCode(text: string, language: string): readonly CodeBlock[] {
  const lines = linesOf(highlighted(text, language));
  const blocks = Math.ceil(lines.length / linesPerBlock);
  return Array.from({ length: blocks }, (_, index) => {
    const own = lines.slice(index * linesPerBlock, (index + 1) * linesPerBlock);
    const isLast = index === blocks - 1;
    const parts = own.flatMap((line, at) => (isLast && at === own.length - 1 ? line : [...line, "\n"]));
    return { text: parts.map(textOf).join(""), parts };
  });
}

/** The text as the one code block of a tree. The highlighter wants the file that a parser has, so one is run on nothing. */
function highlighted(text: string, language: string): readonly Node[] {
  if (isDeepCode(text)) return [{ type: "text", value: text }];
  const code = {
    type: "element" as const,
    tagName: "code",
    properties: { className: [`language-${language}`] },
    children: [{ type: "text" as const, value: text }],
  };
  const pre = { type: "element" as const, tagName: "pre", properties: {}, children: [code] };
  const colour = () => (_: Tree, file: File) => highlight({ type: "root", children: [pre] }, file);
  ReactMarkdown({ children: "", rehypePlugins: [colour] });
  return code.children;
}

/** What reaches over several lines is in each of them. */
function linesOf(nodes: readonly Node[]): readonly (readonly Coloured[])[] {
  const lines: Coloured[][] = [[]];
  const addLines = (added: readonly (readonly Coloured[])[]) => {
    added.forEach((parts, index) => {
      if (index > 0) lines.push([]);
      lines.at(-1)?.push(...parts);
    });
  };
  for (const node of nodes) {
    if (node.type === "text") addLines(node.value.split("\n").map((line) => (line === "" ? [] : [line])));
    if (node.type !== "element") continue;
    const { className } = node.properties;
    const names = Array.isArray(className) ? className.join(" ") : "";
    addLines(linesOf(node.children).map((parts) => (parts.length === 0 ? [] : [{ names, parts }])));
  }
  return lines;
}

function textOf(part: Coloured): string {
  return typeof part === "string" ? part : part.parts.map(textOf).join("");
}
