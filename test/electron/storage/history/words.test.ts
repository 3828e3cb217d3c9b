import fc from "fast-check";
import { expect, test } from "vitest";
import { addWords, isSought, soughtWords, wordsOf } from "#electron/storage/history/words.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import { runsOf } from "#test/support/runs.ts";

const plain = (text: string) => [...wordsOf(text)].map(({ word }) => word);

test.each([
  ["Über naïve Straße, ΟΔΟΣ!", ["uber", "naive", "strasse", "οδοσ"]],
  ["snake_case gpt-5.1 don't", ["snake", "case", "gpt", "5", "1", "don", "t"]],
  ["❤️ 👩‍💻 1️⃣", ["❤", "👩", "💻", "1"]],
  // Written out with brackets and spaces, which would end a word in the index.
  ["⑴ ﷺ", ["1", "صلىاللهعليهوسلم"]],
  ["가나다 किताब", ["가나다", "किताब"]],
  ["你好世界", ["你好", "好世", "世界", "界"]],
  ["\ud800x \0 y\udc00", ["x", "y"]],
  ["ﬁne ＡＢＣ", ["fine", "abc"]],
  [`${"a".repeat(60)} b`, ["a".repeat(40), "b"]],
  ['" * NEAR( ^ - :', ["near"]],
])("the words of %j", (text, words) => {
  expect(plain(text)).toEqual(words);
});

test("where a word stands is told in its text as it is", () => {
  const text = "One\nÉtude für 世界";
  expect([...wordsOf(text)].map(({ start, end }) => text.slice(start, end))).toEqual([
    "One",
    "Étude",
    "für",
    "世界",
    "界",
  ]);
});

test.each([
  ["世界", "你好世界地図", true],
  ["界地", "你好世界地図", true],
  ["好地", "你好世界地図", false],
  ["図", "你好世界地図", true],
  ["世", "你好世界地図", true],
  ["東京タワー", "昨日、東京タワーへ", true],
  ["ภาษาไทย", "เรียนภาษาไทยวันนี้", true],
])("%s in %s is found: %s", (search, text, isFound) => {
  const words = [...wordsOf(text)];
  expect(soughtWords(search).every((one) => words.some((word) => isSought(word, [one])))).toBe(isFound);
});

/** Letters of many scripts, emoji, marks, controls, halves of pairs, and what the index takes for its own language. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc
    .array(
      fc.constantFrom("NEAR(", '"', "*", "AND", "^", "{a} :", "\0", "\ud83d", "世界", "é", "e\u0301", "ﬁ", "ß", "İ"),
    )
    .map((parts) => parts.join("")),
  fc
    .array(fc.constantFrom("the", "Kafka", "d'été", "東京", "ไทย", "👩‍💻", "x1", "\n", "-"), { maxLength: 12 })
    .map((parts) => parts.join(" ")),
);

test("the quick way to the words of a text gives the same ones", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const quick = new Set<string>();
      addWords(quick, text);
      expect([...quick]).toEqual([...new Set(plain(text))]);
    }),
    { numRuns: runsOf(300, 20_000) },
  );
});

test("the index takes each word as it is: it finds what was stored, and any text is a safe search", () => {
  const database = openSqlite(":memory:", 0);
  database.exec(
    "CREATE VIRTUAL TABLE words USING fts5 (w, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2 3')",
  );
  const finds = (rowid: number, search: string) => {
    const match = soughtWords(search).map(({ word, isBeginning }) => `"${word}"${isBeginning ? "*" : ""}`);
    if (match.length === 0) return null;
    // The index takes a bound only as an integer, and numbers come to it as floats.
    const where = "words MATCH ? AND rowid = CAST(? AS INTEGER)";
    return database.get(`SELECT 1 FROM words WHERE ${where}`, match.join(" AND "), rowid) !== undefined;
  };
  let rowid = 0;
  fc.assert(
    fc.property(anyText, anyText, fc.tuple(fc.nat(), fc.nat(2)), (text, other, [from, length]) => {
      rowid += 1;
      const words = new Set<string>();
      addWords(words, text);
      database.run("INSERT INTO words (rowid, w) VALUES (?, ?)", rowid, [...words].join(" "));
      // All of its words, and a run of them that begins and ends where words do.
      const stored = [...wordsOf(text)];
      const first = stored[from % Math.max(1, stored.length)];
      const last = stored[Math.min(stored.length - 1, (from % Math.max(1, stored.length)) + length)];
      const part =
        first === undefined || last === undefined ? "" : text.slice(first.start, Math.max(first.end, last.end));
      expect([finds(rowid, text) ?? true, finds(rowid, part) ?? true]).toEqual([true, true]);
      const isIn = soughtWords(other).every((one) => stored.some((word) => isSought(word, [one])));
      expect(finds(rowid, other) ?? isIn).toBe(isIn);
    }),
    { numRuns: runsOf(300, 20_000) },
  );
  database.close();
});
