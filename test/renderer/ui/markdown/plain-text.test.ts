import { describe, expect, it } from "vitest";
import { plainTextOf } from "#renderer/ui/markdown/plain-text.ts";

describe("Markdown as plain text", () => {
  it.each([
    [
      "# Title\n\nText with **bold**, _slanted_, ~~gone~~ and `code`.",
      "Title\n\nText with bold, slanted, gone and code.",
    ],
    ["- one\n- two\n  - inner\n  - more\n- three", "- one\n- two\n  - inner\n  - more\n- three"],
    ["3. three\n4. four\n\n   more of four", "3. three\n4. four\n   more of four"],
    ["- [x] done\n- [ ] open", "- [x] done\n- [ ] open"],
    ["```sql\nSELECT *\n  FROM a_b_c;\n```\n\nafter", "SELECT *\n  FROM a_b_c;\n\nafter"],
    ["| a | b |\n|--|--|\n| 1 | **2** |", "a\tb\n1\t2"],
    ["> quoted *text*\n>\n> more", "quoted text\n\nmore"],
    ["see [the docs](https://x.test/a) and <https://y.test>", "see the docs (https://x.test/a) and https://y.test"],
    ["www.x.test and me@x.test", "www.x.test and me@x.test"],
    ["![a cat](https://x.test/cat.png)", "a cat"],
    ["one  \ntwo\\\nthree", "one\ntwo\nthree"],
    ["a\n\n---\n\nb", "a\n\nb"],
    ["2 * 3 * 4 = 24, snake_case_name, 5 < 6 & 7", "2 * 3 * 4 = 24, snake_case_name, 5 < 6 & 7"],
    ["\\*not slanted\\* &amp; &copy;", "*not slanted* & ©"],
    ["text<b>raw</b>", "text<b>raw</b>"],
    ["claim[^1]\n\n[^1]: source", "claim[1]\n\n[1] source"],
    ["日本語 😀", "日本語 😀"],
    ["", ""],
  ])("turns %j into what is read", (markdown, text) => {
    expect(plainTextOf(markdown)).toBe(text);
  });

  it("takes an unfinished fence as the code that it is", () => {
    expect(plainTextOf("```js\nconst a = `*`;")).toBe("const a = `*`;");
  });

  it("reads a long text block by block, and says the same", () => {
    const text = "## Part\n\n- **one**\n- two\n\n```js\nconst a = `*`;\n```\n\n";
    const part = "Part\n\n- one\n- two\n\nconst a = `*`;";
    expect(plainTextOf(text.repeat(500))).toBe(Array.from({ length: 500 }, () => part).join("\n\n"));
  });

  it("leaves what nests deeper than can be drawn as it was written (R5)", () => {
    const quotes = ">".repeat(6_000);
    expect(plainTextOf(`**Before**\n\n${quotes}\n\n**after**`)).toBe(`Before\n\n${quotes}\n\nafter`);
  });
});
