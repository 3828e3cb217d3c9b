import fc from "fast-check";
import { expect, test } from "vitest";
import { comparisonCsv, comparisonCsvNames } from "#electron/exports/comparison-csv.ts";
import { csvOf, defuse, unfuse } from "#electron/exports/csv.ts";
import { usdOf } from "#electron/exports/money.ts";
import { exportOf, exportSaying, payloads, run } from "#test/support/export-samples.ts";
import { readCsv } from "#test/support/read-csv.ts";

const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...payloads));

test("what is written is read back, whatever it is, and begins with nothing that a spreadsheet runs", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyText, anyText, fc.option(fc.integer())), { maxLength: 5 }), (rows) => {
      const [names, ...read] = readCsv(csvOf(["a", "b", "c"], rows));
      expect(names).toEqual(["a", "b", "c"]);
      expect(read.map(([one = "", two = "", three = ""]) => [unfuse(one), unfuse(two), three])).toEqual(
        rows.map(([one, two, three]) => [one, two, three === null ? "" : String(three)]),
      );
      for (const cell of read.flatMap((row) => row.slice(0, 2))) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
    }),
  );
});

test.each(["=1", "+1", "-1", "@x", "\t=1", "\r=1", "'x", "\uff1d1"])("%j is defused, and comes back", (text) => {
  expect(defuse(text)).toBe(`'${text}`);
  expect(unfuse(defuse(text))).toBe(text);
});

test("numbers stay numbers and unknown stays empty", () => {
  expect(csvOf(["a", "b"], [[-5, null]])).toBe("\ufeffa,b\r\n-5,\r\n");
  expect([213_000, 12_400_000_000, 1, 0, null, -5].map((value) => usdOf(value))).toEqual([
    "0.000213",
    "12.4",
    "0.000000001",
    "0",
    null,
    "-0.000000005",
  ]);
});

const rowsOf = (text: string) => {
  const [names = [], ...rows] = readCsv(text);
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
};

test("a comparison has a row for each attempt, and the answer stands with the one that gave it", () => {
  const rows = rowsOf(comparisonCsv(exportOf()));
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({
    attempt: "1",
    is_answer: "no",
    status: "failed",
    failure_class: "RATE_LIMIT",
    answer: "",
  });
  expect(rows[1]).toMatchObject({
    attempt: "2",
    is_answer: "yes",
    provider: "OpenAI",
    cost_usd: "0.000213",
    output_tokens: "20",
    answer: "An answer.",
    sent_at: "2026-11-18T11:06:40.000Z",
  });
});

test("a run without attempts has a row; unknown costs are empty and not 0", () => {
  const [first] = run.attempts;
  if (first === undefined) throw new Error("There is an attempt.");
  const unknown = { ...run, id: "r2", attempts: [{ ...first, cost: { nanoUsd: null, source: "unknown" as const } }] };
  const rows = rowsOf(
    comparisonCsv(exportOf({ runs: [{ ...run, attempts: [], answeredBy: null, text: "" }, unknown] })),
  );
  expect(rows.map((row) => [row.run_id, row.attempt, row.cost_usd, row.cost_source])).toEqual([
    ["r1", "", "", ""],
    ["r2", "1", "", "unknown"],
  ]);
});

test.each(payloads)("%j in every text stays one cell and runs nowhere", (payload) => {
  const rows = readCsv(comparisonCsv(exportSaying(payload)));
  expect(rows.map((row) => row.length)).toEqual(rows.map(() => comparisonCsvNames.length));
  const at = (name: string) => comparisonCsvNames.indexOf(name);
  for (const row of rows.slice(1)) {
    expect(unfuse(row[at("prompt")] ?? "")).toBe(payload);
    for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
  }
});
