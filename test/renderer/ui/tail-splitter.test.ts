import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createTailSplitter,
  linesPerPiece,
  longestTail,
  mostJoinedPieces,
  type Split,
} from "#renderer/ui/markdown/tail-splitter.ts";

const splitOnce = (text: string) => createTailSplitter().append(text);
const blocksOf = (split: Split) => split.blocks.flat(2);
const textsOf = (text: string) => blocksOf(splitOnce(text));
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

const documents = fc
  .array(
    fc.constantFrom(
      "A paragraph of text.",
      "Second line",
      "",
      "",
      "# Heading",
      "- item",
      "  continued",
      "1. first",
      "   ```js",
      "   inside()",
      "   ```",
      "```ts",
      "const a = `b`;",
      "```",
      "~~~",
      "| a | b |",
      "| - | - |",
      "> quote",
      "    indented",
      "text with ``` inside",
    ),
    { maxLength: 40 },
  )
  .map((lines) => lines.join("\n"));

describe("tail splitter", () => {
  it("gives the same blocks and tail however a document was cut on its way", () => {
    fc.assert(
      fc.property(documents, fc.array(fc.nat(400), { maxLength: 12 }), (text, cuts) => {
        const splitter = createTailSplitter();
        const at = cuts.map((cut) => Math.min(cut, text.length)).toSorted((one, other) => one - other);
        for (const [index, cut] of at.entries()) splitter.append(text.slice(at[index - 1] ?? 0, cut));
        expect(splitter.append(text.slice(at.at(-1) ?? 0))).toEqual(splitOnce(text));
      }),
    );
  });

  it("loses no word of a document", () => {
    const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean);
    fc.assert(
      fc.property(documents, (text) => {
        const split = splitOnce(text);
        expect(wordsOf([...blocksOf(split), ...split.pieces, split.tail].join("\n"))).toEqual(wordsOf(text));
      }),
    );
  });

  it("never changes a block once it is frozen", () => {
    fc.assert(
      fc.property(documents, (text) => {
        const splitter = createTailSplitter();
        let before: readonly string[] = [];
        for (let end = 0; end <= text.length; end += 7) {
          const texts = blocksOf(splitter.append(text.slice(end, end + 7)));
          expect(texts.slice(0, before.length)).toEqual(before);
          before = texts;
        }
      }),
    );
  });

  it("freezes a paragraph only when the next block has begun", () => {
    expect(textsOf("One\n\n")).toEqual([]);
    expect(textsOf("One\n\nTwo\n")).toEqual(["One"]);
  });

  it("keeps an indented paragraph with the list item it belongs to", () => {
    expect(textsOf("1. item\n\n   more of it\n\nAfter\n")).toEqual(["1. item\n\n   more of it"]);
  });

  it("does not split at a blank line inside a code block and freezes it when its fence closes", () => {
    const open = "Text\n```js\na();\n\nb();\n";
    expect(textsOf(open)).toEqual(["Text"]);
    expect(splitOnce(open).isTailCode).toBe(true);
    expect(textsOf(`${open}\`\`\`\n`)).toEqual(["Text", "```js\na();\n\nb();\n```"]);
  });

  it("does not take a shorter or other fence for the end", () => {
    expect(textsOf("````\n```\n~~~\n````\n")).toEqual(["````\n```\n~~~\n````"]);
  });

  it("freezes a long open code block in pieces and joins them when it closes", () => {
    const lines = numbered(linesPerPiece + 5);
    const open = ["```txt", ...lines, ""].join("\n");
    const split = splitOnce(open);
    expect(split.pieces).toHaveLength(1);
    expect(split.tail.split("\n").length).toBeLessThan(10);
    const closed = splitOnce(`${open}\`\`\`\n`);
    expect(blocksOf(closed)).toEqual([["```txt", ...lines, "```"].join("\n")]);
    expect(closed.pieces).toEqual([]);
  });

  it("leaves a very long code block in its pieces, so that no single one takes long, and loses no line", () => {
    const lines = numbered(linesPerPiece * (mostJoinedPieces + 3) + 5);
    const closed = splitOnce(["```txt", ...lines, "```", ""].join("\n"));
    const blocks = blocksOf(closed);
    expect(blocks).toHaveLength(mostJoinedPieces + 4);
    expect(blocks.every((block) => block.startsWith("```txt\n") && block.endsWith("\n```"))).toBe(true);
    expect(blocks.flatMap((block) => block.split("\n").slice(1, -1))).toEqual(lines);
  });

  it.each([
    { what: "a paragraph without an end", line: () => "word ".repeat(20).trim() },
    { what: "a list without a blank line", line: (index: number) => `${index + 1}. ${"word ".repeat(20).trim()}` },
    { what: "a line without an end", line: () => "word ".repeat(9_000).trim() },
    { what: "a line without a space", line: () => "x".repeat(40_000) },
  ])("keeps the tail short in $what", ({ line }) => {
    const splitter = createTailSplitter();
    const longestLine = 8_000;
    for (let index = 0; index < 300; index += 1) {
      const { tail } = splitter.append(`${line(index)}\n`);
      expect(tail.length).toBeLessThanOrEqual(longestTail + longestLine + 200);
    }
  });

  it("lets a long table go on under its own head", () => {
    const head = ["| name | value |", "| :-- | --: |"];
    const rows = Array.from({ length: 900 }, (_, index) => `| row ${index} | ${index} |`);
    const blocks = textsOf([...head, ...rows, "", "After", ""].join("\n"));
    expect(blocks.length).toBeGreaterThan(1);
    expect(blocks.every((block) => block.startsWith(head.join("\n")))).toBe(true);
    expect(blocks.flatMap((block) => block.split("\n").slice(2))).toEqual(rows);
  });

  it("gives every frozen chapter and group again as the same object", () => {
    const splitter = createTailSplitter();
    const before = splitter.append("One\n\n".repeat(32 * 32 + 40)).blocks;
    const after = splitter.append("One\n\nOne\n\n").blocks;
    expect(after[0]).toBe(before[0]);
    expect(after[1]?.[0]).toBe(before[1]?.[0]);
    expect(after.flat(2)).toHaveLength(before.flat(2).length + 2);
  });
});
