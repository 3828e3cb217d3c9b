import { describe, expect, it } from "vitest";
import { titleOf } from "#shared/title.ts";

describe("title of a conversation", () => {
  it("is the first line, cut at a word", () => {
    expect(titleOf("  Short one\nmore")).toBe("Short one");
    const long = titleOf("Write the migration that adds a NOT NULL currency column defaulting to USD");
    expect(long).toBe("Write the migration that adds a NOT NULL currency column…");
    expect(titleOf("x".repeat(200)).length).toBeLessThanOrEqual(60);
  });

  it("is never cut inside a character", () => {
    expect(titleOf(`${"x".repeat(58)}👩‍👩‍👧 and on`)).toBe(`${"x".repeat(58)}…`);
    expect(titleOf(`one\rtwo`)).toBe("one");
  });
});
