import { describe, expect, it } from "vitest";
import { alternateTurns } from "#electron/providers/turns.ts";
import type { Image, Message } from "#shared/prompt.ts";

const one: Image = { kind: "data", mimeType: "image/png", base64: "AAAA" };
const two: Image = { kind: "url", url: "https://images.test/two.png" };
const user = (text: string, ...images: readonly Image[]): Message => ({
  role: "user",
  text,
  ...(images.length > 0 && { images }),
});

describe("turns in alternation", () => {
  it("keep every image of turns that become one, in their order", () => {
    expect(alternateTurns([user("A", one), user("B", two)])).toEqual([user("A\n\nB", one, two)]);
    expect(alternateTurns([user("A"), user("B", two)])).toEqual([user("A\n\nB", two)]);
    expect(alternateTurns([user("A", one), user("B")])).toEqual([user("A\n\nB", one)]);
  });

  it("keep a turn that is an image alone, and add no empty lines for it", () => {
    expect(alternateTurns([user("", one)])).toEqual([user("", one)]);
    expect(alternateTurns([user(" ", one), user("B")])).toEqual([user("B", one)]);
    expect(alternateTurns([{ role: "user", text: " ", images: [] }])).toEqual([]);
  });

  it("have no images where none were given", () => {
    expect(alternateTurns([user("A"), user("B")])).toStrictEqual([{ role: "user", text: "A\n\nB" }]);
  });
});
