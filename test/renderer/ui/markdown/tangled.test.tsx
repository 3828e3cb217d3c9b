import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { FrozenBlock } from "#renderer/ui/markdown/blocks.tsx";
import { createTailSplitter, longestTail, mostTailLines } from "#renderer/ui/markdown/tail-splitter.ts";
import { isDeepCode, isTangled } from "#renderer/ui/markdown/tangled.ts";
import { tangledDocuments } from "#test/fixtures/security/tangles.ts";
import { runsOf } from "#test/support/runs.ts";
import { sampled } from "#test/support/untrusted/sampled.ts";

/** R5 (security.md §6.4): work grows with the length of an answer, whatever it says. Told in characters, not in time. */
const length = runsOf(50_000, 1_000_000);
const paint = 1_000;

/** What a stream of the document gives to the parser: each final block once, and the tail with every paint. */
function parsedOf(text: string) {
  const splitter = createTailSplitter();
  let characters = 0;
  let longest = 0;
  let mostLines = 0;
  const parse = (part: string) => {
    if (isTangled(part)) return;
    characters += part.length;
    longest = Math.max(longest, part.length);
    mostLines = Math.max(mostLines, part.split("\n").length);
  };
  let split = splitter.append("");
  for (let at = 0; at < text.length; at += paint) {
    split = splitter.append(text.slice(at, at + paint));
    parse(split.tail);
  }
  for (const block of split.blocks.flat(2)) parse(block);
  return { characters, longest, mostLines };
}

describe("R5, work", () => {
  it.each(Object.entries(tangledDocuments(length)))("grows with the length of %s, not with its square", (_, text) => {
    const { characters, longest, mostLines } = parsedOf(text);
    expect(characters).toBeLessThanOrEqual(20 * text.length);
    // A line may be as long as a tail; an indented list twice.
    expect(longest).toBeLessThanOrEqual(3 * longestTail + paint);
    expect(mostLines).toBeLessThanOrEqual(2 * mostTailLines + paint);
  });

  it.each(sampled(Object.entries(tangledDocuments(8_000)), 30))(
    "%s can be drawn: nothing in it lies too deep",
    (_, text) => {
      expect(renderToStaticMarkup(<FrozenBlock text={text} isHighlighted />).length).toBeGreaterThan(0);
    },
  );
});

describe("what is tangled", () => {
  const honest = {
    "a list of links": "- [a page](https://example.com/a_page_of_somebody) and **bold** words\n".repeat(115),
    "a table": `| a | b | c | d |\n| - | - | - | - |\n${"| 1 | **2** | [3](x) | 4 |\n".repeat(290)}`,
    "lists in lists": Array.from({ length: 12 }, (_, step) => `${"  ".repeat(step)}- step ${step}`).join("\n"),
    "lines across the page": `above\n\n${"* ".repeat(40)}\n\n${"- ".repeat(40).trim()}\n\nbelow`,
    "a list in a quote in a list": "- > 1. - a",
    "much emphasis": "**Name**: _value_, *other* and ~~none~~. ".repeat(120),
    "a matrix as code": `\`\`\`json\n${"[1,2],\n".repeat(3_000)}\`\`\``,
    "code of many words": `\`\`\`py\n${"snake_case_of_many_words = other_word\n".repeat(600)}\`\`\``,
  };

  it.each(Object.entries(honest))("%s is not", (_, text) => {
    expect(isTangled(text)).toBe(false);
  });

  it("quotes, lists, brackets and emphasis are, where no person would write so many", () => {
    for (const name of ["quotes", "numbers in a line", "brackets in brackets", "two kinds of emphasis", "many cells"]) {
      expect(isTangled(tangledDocuments(8_000)[name] ?? ""), name).toBe(true);
    }
  });

  it("cells are counted in each line of its own", () => {
    expect(isTangled(`| a | b |\n${"|".repeat(100)}\n${"| 1 | 2 |\n".repeat(100)}`)).toBe(false);
    expect(isTangled(`a\n\n${"| 1 ".repeat(101)}`)).toBe(true);
  });

  it("it is shown as it was written", () => {
    const text = ">".repeat(4_000);
    expect(renderToStaticMarkup(<FrozenBlock text={text} isHighlighted />)).toContain("&gt;".repeat(4_000));
  });

  it("code is coloured unless its brackets open too many others", () => {
    expect(isDeepCode('f"{'.repeat(2_000))).toBe(true);
    expect(isDeepCode("f(a[1], {});\n".repeat(2_000))).toBe(false);
    const drawn = (code: string) =>
      renderToStaticMarkup(<FrozenBlock text={`\`\`\`js\n${code}\n\`\`\``} isHighlighted />);
    expect(drawn("const a = 1;")).toContain("hljs-keyword");
    expect(drawn(`const a = ${"(".repeat(300)}`)).not.toContain("hljs-keyword");
  });
});
