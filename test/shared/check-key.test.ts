import { describe, expect, it } from "vitest";
import { checkKey, recogniseKey } from "#shared/check-key.ts";

describe("a pasted key", () => {
  it("is taken as it is, without the white space around it", () => {
    expect(checkKey(" \n\tsk-0123456789\u00a0\r\n")).toEqual({ ok: true, key: "sk-0123456789" });
  });

  it("may have any printable ASCII character", () => {
    const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).join("");
    expect(checkKey(printable)).toEqual({ ok: true, key: printable });
  });

  it.each([
    ["", "no key in the field"],
    [" \n ", "no key in the field"],
    ["sk-0123 456789", "a space at character 8"],
    ["sk-0123\n456789", "a line break after character 7"],
    ["sk-0123\r\n456789", "a line break after character 7"],
    ["sk-0123\u2028456789", "a line break"],
    ["sk-0123\t456789", "a control character (U+0009) at character 8"],
    ["sk-0123\u0000456789", "a control character (U+0000)"],
    ["sk-0123\u007f456789", "a control character (U+007F)"],
    ["sk-0123\u200b456789", "no key has (U+200B) at character 8"],
    ["\u200bsk-0123456789", "no key has (U+200B) at character 1"],
    ["sk-0123é456789", "no key has (U+00E9)"],
    ["sk-0123😀456789", "no key has (U+1F600)"],
    ["sk-0123", "has 7 characters"],
    ['"sk-0123456789"', "quotation marks around it"],
    ["'sk-0123456789'", "quotation marks around it"],
    ["OPENAI_API_KEY=sk-0123456789", "the name of a variable"],
    ['export OPENAI_API_KEY="sk-0123456789"', "the name of a variable"],
    ["Bearer sk-0123456789", "begins with Bearer"],
    ["k".repeat(2_561), "2,561 bytes and a keychain takes 2,560"],
  ])("%j is refused: %s", (text, reason) => {
    const check = checkKey(text);
    expect(check).toMatchObject({ ok: false, message: expect.stringContaining(reason) });
    if (text.trim() !== "") expect(JSON.stringify(check)).not.toContain(text.trim());
  });

  it("may be 8 to 2,560 bytes long", () => {
    expect(checkKey("k".repeat(8)).ok).toBe(true);
    expect(checkKey("k".repeat(2_560)).ok).toBe(true);
  });
});

describe("a key's provider", () => {
  it.each([
    [`sk-or-v1-${"0".repeat(64)}`, "openrouter"],
    ["sk-ant-api03-abc", "anthropic"],
    [" sk-ant-oat01-abc\n", "anthropic"],
    ["sk-proj-abc", "openai"],
    ["sk-svcacct-abc", "openai"],
    [`sk-${"a1".repeat(24)}`, "openai"],
    [`AIza${"x".repeat(35)}`, "google"],
    [`AQ.${"x".repeat(40)}`, "google"],
    [`sk-${"0".repeat(32)}`, null],
    [`gsk_${"x".repeat(52)}`, "groq"],
    [`xai-${"x".repeat(80)}`, "xai"],
    [`tgp_v1_${"x".repeat(43)}`, "together"],
    ["gsk_short", null],
    ["x".repeat(32), null],
    ["", null],
  ])("%s looks like %s", (key, providerId) => {
    expect(recogniseKey(key)).toBe(providerId);
  });
});
