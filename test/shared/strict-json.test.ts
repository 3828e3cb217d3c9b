import fc from "fast-check";
import { expect, test } from "vitest";
import { readStrictJson } from "#shared/strict-json.ts";

const messageOf = (text: string) => {
  const read = readStrictJson(text);
  return read.ok ? null : read.message;
};

test("reads what JSON.parse reads", () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 6 }).filter((value) => !JSON.stringify(value).includes("__proto__")),
      fc.constantFrom(undefined, 2),
      (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const read = readStrictJson(text);
        if (!read.ok) expect(text).toMatch(/\\u0000|\\ud|constructor|prototype/i);
        else expect(read.value).toEqual(JSON.parse(text));
      },
    ),
  );
});

test("a byte order mark is no trouble", () => {
  expect(readStrictJson('\ufeff{"a": 1}')).toEqual({ ok: true, value: { a: 1 } });
});

test.each([
  ["", "The file is empty."],
  ["  \n", "The file is empty."],
  ["{", "This is not JSON"],
  ["{'a': 1}", "This is not JSON"],
  ['{"a": NaN}', "This is not JSON"],
  ['{"a": Infinity}', "This is not JSON"],
  ["PK\u0003\u0004rest", "ZIP archive"],
  ['{\u0000"\u0000a', "UTF-8"],
  ['{"a": 1, "a": 2}', "A field is there twice (line 1)."],
  ['{"a": [{"b": 1}],\n"c": {"d": 1, "\\u0064": 2}}', "A field is there twice (line 2)."],
  ['{"__proto__": {"polluted": true}}', "A field has a name that no field may have"],
  ['{"a": {"constructor": 1}}', "A field has a name that no field may have"],
  ['{"a": 1e999}', "A number is too large"],
  ['{"a": -1e999}', "A number is too large"],
  ['{"a": "\\ud800"}', "half a character"],
  ['{"a": "\\u0000"}', "NUL"],
  [`${"[".repeat(10_000)}${"]".repeat(10_000)}`, "nested deeper"],
  [`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`, "nested deeper"],
])("%j is refused in words", (text, words) => expect(messageOf(text)).toContain(words));

test("the same name in two objects is no trouble", () => {
  expect(messageOf('[{"a": 1}, {"a": 1}, {"a": {"a": [1, "a", "a"]}}]')).toBeNull();
});

test("what is refused is never repeated", () => {
  const canary = "sk-canary-0123456789abcdef";
  for (const text of [`{"a": ${canary}}`, `{"${canary}": 1, "${canary}": 2}`, `"${canary}`, `[1e999, "${canary}"]`]) {
    expect(messageOf(text)).not.toContain("canary");
  }
});

test("ten megabytes are read in a moment", () => {
  const text = JSON.stringify(Array.from({ length: 100_000 }, (_, index) => ({ index, text: "x".repeat(80) })));
  const began = performance.now();
  expect(readStrictJson(text).ok).toBe(true);
  expect(performance.now() - began).toBeLessThan(3000);
});
