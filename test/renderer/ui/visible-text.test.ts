import { describe, expect, it } from "vitest";
import { showsHidden, visibleInText, visibleText } from "#renderer/ui/visible-text.ts";

/** R6 (security.md §6.4). */
const hidden = {
  "turns to the left": "\u202e",
  "isolates to the left": "\u2067",
  "ends a turn": "\u202c",
  "marks the direction": "\u200f",
  "has no width": "\u200b",
  "joins words": "\u2060",
  "may break a word": "\u00ad",
  "marks an order of bytes": "\ufeff",
  "is a letter of a tag": "\u{e0041}",
  "fills a syllable": "\u3164",
  "is a sign of variation of another plane": "\u{e0101}",
  "begins an escape": "\u001b",
  "ends a line elsewhere": "\u0085",
};

const code = (character: string) =>
  `\u27e8U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}\u27e9`;

describe("R6, characters that nobody sees", () => {
  it.each(Object.entries(hidden))("one that %s is written out, in an address and in a text", (_, character) => {
    expect(visibleText(`a${character}b`)).toBe(`a${code(character)}b`);
    expect(visibleInText(`a${character}b`)).toBe(`a${code(character)}b`);
    expect(showsHidden(visibleInText(`a${character}b`))).toBe(true);
  });

  it("a second sign of variation is, and one of each is not", () => {
    expect(visibleInText("\u2764\ufe0f")).toBe("\u2764\ufe0f");
    expect(visibleInText("a\ufe00\ufe01\ufe02")).toBe("a\ufe00\u27e8U+FE01\u27e9\u27e8U+FE02\u27e9");
  });

  it.each([
    ["lines and tabs", "a\n\tb\r\n"],
    ["a family", "\u{1f469}\u200d\u{1f469}\u200d\u{1f467}"],
    ["a person of a profession", "\u{1f469}\u{1f3fd}\u200d\u{1f4bb}"],
    ["a word of Persian", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"],
    ["a word of Hindi", "\u0915\u094d\u200d\u0937"],
    ["a word of Malayalam as it was written once", "\u0d05\u0d35\u0d28\u0d4d\u200d \u0d2a"],
    ["the sign of a verse and of a number, which are drawn", "\u06dd\u0663 \u0600\u0661"],
    ["a flag", "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"],
    ["plain text", "const a = 1; // é, 漢字, ß"],
  ])("%s are as they were", (_, text) => {
    expect(visibleInText(text)).toBe(text);
    expect(showsHidden(text)).toBe(false);
  });

  it("what is drawn is left in an address, too", () => {
    expect(visibleText("\u06dd\u0663")).toBe("\u06dd\u0663");
  });

  it("a joiner between Latin letters joins nothing, so it is written out", () => {
    expect(visibleInText("pay\u200dpal")).toBe("pay\u27e8U+200D\u27e9pal");
  });
});
