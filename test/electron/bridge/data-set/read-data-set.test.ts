import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDataSet } from "#electron/bridge/data-set/read-data-set.ts";
import { mostRows } from "#shared/repeat.ts";

function setIn(text: string) {
  const read = readDataSet(text);
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}

function wrongIn(text: string): string {
  const read = readDataSet(text);
  return read.ok ? "nothing" : read.failure.message;
}

const manyFields = Array.from({ length: 101 }, (_, index) => `f${index}`).join(",");

describe("CSV with a head", () => {
  test.each([
    ["commas", "city,question\nRome,Why?\n"],
    ["semicolons", "city;question\nRome;Why?"],
    ["tabs", "city\tquestion\nRome\tWhy?\n"],
    ["a byte order mark and CRLF", "\uFEFFcity,question\r\nRome,Why?\r\n"],
    ["old line ends", "city,question\rRome,Why?\r"],
    ["blank lines", "\ncity,question\n\nRome,Why?\n\n"],
    ["spaces around its names", " city , question \nRome,Why?"],
  ])("is read with %s", (_, text) => {
    expect(setIn(text)).toEqual({
      form: "csv",
      fields: ["city", "question"],
      rows: [{ city: "Rome", question: "Why?" }],
      notes: [],
    });
  });

  test("keeps what stands in quotes: delimiters, quotes, line ends and spaces", () => {
    const { rows } = setIn('a,b\n"1, ""2""\nand 3"," x "\n');
    expect(rows).toEqual([{ a: '1, "2"\nand 3', b: " x " }]);
  });

  test("of one column says that its first line was taken for the head", () => {
    const { fields, rows, notes } = setIn("question\nWhy?\nHow?\n");
    expect([fields, rows.length]).toEqual([["question"], 2]);
    expect(notes).toEqual(["The first line, “question”, was read as its head."]);
  });

  test.each([
    ["a,b\n1\n", "Line 2 has 1 field, and the head has 2 fields."],
    ['a,b\n"1\n1",2\n3,4,5\n', "Line 4 has 3 fields, and the head has 2 fields."],
    ["a,b,a\n1,2,3\n", "Line 1: the field “a” is there twice."],
    ["first name,b\n1,2\n", "Line 1: “first name” is no name of a variable. Use letters, digits and _ only."],
    ["__proto__,b\n1,2\n", "Line 1: “__proto__” is no name of a variable. Use letters, digits and _ only."],
    ["a,\n1,2\n", "Line 1: field 2 has no name."],
    ["a,b\n", "There are no rows below its head."],
    [`${manyFields}\n1\n`, "Line 1 has 101 fields, and at most 100 can be filled in."],
    ['a,b\n1,2\n1,"2\n3,4\n5,6\n', "Line 3: a quote is opened and never closed."],
    ['a,b\n1,"2"3\n', "Line 2: a quote stands in the middle of a field. Write it twice, and the field in quotes."],
  ])("that is wrong is refused with its line: %j", (text, message) => {
    expect(wrongIn(text)).toBe(message);
  });
});

describe("JSON Lines", () => {
  test("are read, numbers and nothing as text", () => {
    const { form, rows, notes } = setIn('{"a":"x","b":1.5,"c":null}\r\n\r\n{"c":true,"b":0,"a":""}\r\n');
    expect([form, notes]).toEqual(["jsonl", []]);
    expect(rows).toEqual([
      { a: "x", b: "1.5", c: "" },
      { a: "", b: "0", c: "true" },
    ]);
  });

  test("with lists in them say how these are filled in", () => {
    expect(setIn('{"a":[1,{"b":2}]}')).toMatchObject({
      rows: [{ a: '[1,{"b":2}]' }],
      notes: ["Lists and objects inside a row are filled in as JSON."],
    });
  });

  test.each([
    ['{"a":1}\n{"a":\n', "Line 2: this is no JSON object."],
    ['{"a":1}\n[1]\n', "Line 2: this is no JSON object."],
    ['{"a":1}\n\n{"b":1}\n', "Line 3: the field “a” of line 1 is not there."],
    ['{"a":1}\n{"a":1,"b":1}\n', "Line 2: the field “b” is not there in line 1."],
    ['{"a b":1}\n', "Line 1: “a b” is no name of a variable. Use letters, digits and _ only."],
    ['{"__proto__":1}\n', "Line 1: “__proto__” is no name of a variable. Use letters, digits and _ only."],
    ["{}\n", "Line 1: the object has no fields."],
  ])("that are wrong are refused with their line: %j", (text, message) => {
    expect(wrongIn(text)).toBe(message);
  });
});

describe("lines", () => {
  test("are one prompt each, commas and quotes as they are", () => {
    const { form, fields, rows, notes } = setIn('Translate this, please\n\nSay "hi"\n  Count to 3\n');
    expect([form, fields]).toEqual(["lines", ["prompt"]]);
    expect(rows.map((row) => row.prompt)).toEqual(["Translate this, please", 'Say "hi"', "  Count to 3"]);
    expect(notes).toEqual(["It has no head: each line is a row, and fills {{prompt}}."]);
  });

  test("that are nothing are refused", () => {
    expect([wrongIn(""), wrongIn("\uFEFF \r\n\t\n")]).toEqual(["There is nothing in it.", "There is nothing in it."]);
  });
});

test("as many rows as can be sent are read, and one more is refused", () => {
  const rows = (count: number) => `n\n${Array.from({ length: count }, (_, index) => index).join("\n")}\n`;
  expect(setIn(rows(mostRows)).rows).toHaveLength(mostRows);
  expect(wrongIn(rows(mostRows + 1))).toBe("It has 501 rows, and at most 500 can be sent.");
});

test("any text gives rows that have every field, or a sentence", () => {
  const piece = fc.constantFrom(
    "a",
    ",",
    ";",
    "\t",
    "\n",
    "\r",
    '"',
    "{",
    "}",
    ":",
    "_",
    " ",
    "é",
    "\uFEFF",
    '{"a":1}',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const read = readDataSet(pieces.join(""));
      if (!read.ok) {
        expect(read.failure.message).toMatch(/\S.*\.$/s);
        return;
      }
      const { fields, rows } = read.value;
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(Object.keys(row).toSorted()).toEqual([...fields].toSorted());
    }),
  );
});

test("a JSON list of objects is no list of prompts, over however many lines; what begins with a bracket only is one", () => {
  expect(wrongIn('[{"a":1},{"a":2}]')).toContain("JSON list");
  expect(wrongIn('\uFEFF[\n  {"a": 1},\n  {"a": 2}\n]\n')).toContain("JSON list");
  expect(setIn("[[fail openai 500]] Why?\nHow?").rows).toHaveLength(2);
  expect(setIn("[1, 2]").form).toBe("lines");
});
