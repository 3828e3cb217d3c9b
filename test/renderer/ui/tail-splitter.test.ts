import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTailSplitter, linesPerPiece } from "#renderer/ui/markdown/tail-splitter.ts";

const splitOnce = (text: string) => createTailSplitter().split(text);
const textsOf = (text: string) => splitOnce(text).blocks.map((block) => block.text);

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
        for (const cut of cuts.map((at) => Math.min(at, text.length)).toSorted((one, other) => one - other)) {
          splitter.split(text.slice(0, cut));
        }
        expect(splitter.split(text)).toEqual(splitOnce(text));
      }),
    );
  });

  it("loses no word of a document", () => {
    const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean);
    fc.assert(
      fc.property(documents, (text) => {
        const { blocks, tail } = splitOnce(text);
        expect(wordsOf([...blocks.map((block) => block.text), tail].join("\n"))).toEqual(wordsOf(text));
      }),
    );
  });

  it("never changes a block once it is frozen, except for the pieces of an open code block", () => {
    fc.assert(
      fc.property(documents, (text) => {
        const splitter = createTailSplitter();
        let before: readonly string[] = [];
        for (let end = 0; end <= text.length; end += 7) {
          const texts = splitter.split(text.slice(0, end)).blocks.map((block) => block.text);
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
    const lines = Array.from({ length: linesPerPiece + 5 }, (_, index) => `line ${index}`);
    const open = ["```txt", ...lines, ""].join("\n");
    const split = splitOnce(open);
    expect(split.blocks.map((block) => block.isPiece)).toEqual([true]);
    expect(split.tail.split("\n").length).toBeLessThan(10);
    expect(splitOnce(`${open}\`\`\`\n`).blocks).toEqual([
      { text: ["```txt", ...lines, "```"].join("\n"), isPiece: false },
    ]);
  });

  it("starts over when the text is another one, as after a reset", () => {
    const splitter = createTailSplitter();
    splitter.split("Old\n\nText\n\nMore\n");
    expect(splitter.split("New\n\nText\n")).toEqual(splitOnce("New\n\nText\n"));
  });
});
