import fc from "fast-check";
import { expect, test } from "vitest";
import { comparisonFile } from "#electron/exports/comparison-file.ts";
import { exportFile } from "#electron/exports/export-file.ts";
import { spendFile } from "#electron/exports/spend-file.ts";
import { noSpend, type SpendReport } from "#shared/spend.ts";
import { exportOf, exportSaying, payloads } from "#test/support/export-samples.ts";
import { readCsv } from "#test/support/read-csv.ts";

test("JSON has every attempt as it is kept, under a name and a version", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...payloads)), (text) => {
      const exported = exportSaying(text);
      const file: unknown = JSON.parse(comparisonFile(exported, "json").text);
      expect(file).toMatchObject({ format: "understudy-comparison", version: 1 });
      expect(file).toHaveProperty("comparison", exported.comparison);
      expect(file).toHaveProperty("runs", exported.runs);
    }),
    { numRuns: 50 },
  );
});

test("a file's name is safe on every system, whatever the prompt is", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("../../etc/passwd", "CON", "a/b\\c:d", "ÄÖ ß 北京")),
      (subject) => {
        const { fileName } = exportFile({
          subject,
          atMs: 1_795_000_000_000,
          ending: "md",
          mimeType: "text/markdown",
          text: "",
        });
        expect(fileName).toMatch(/^understudy-(?:[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?-)?2026-11-18\.md$/);
      },
    ),
  );
  expect(comparisonFile(exportOf({ title: "Incident summary, five bullets" }), "html")).toMatchObject({
    fileName: "understudy-incident-summary-five-bullets-2026-11-18.html",
    mimeType: "text/html;charset=utf-8",
  });
});

const part = { ...noSpend, uses: [] };
const perAnswer = { mean: null, p50: null, p95: null, nanoUsd: 0, answers: 0 };

const report: SpendReport = {
  range: { kind: "all" },
  isDemo: false,
  fromMs: 0,
  toMs: 1_795_000_000_000,
  total: { ...noSpend, nanoUsd: 609_900_000, unknownCosts: 4, answers: 3 },
  fellThrough: 0,
  unanswered: 0,
  costPerAnswer: perAnswer,
  byModel: [{ ...noSpend, providerId: "openai", modelId: "=gpt", nanoUsd: 609_900_000, prices: [], drift: null }],
  byProvider: [{ ...part, providerId: "openai" }],
  byChain: [{ ...part, chainId: null, title: "" }],
  byRoute: [{ ...part, providerId: "openrouter", upstreamProvider: "Azure" }],
  byClient: [{ ...part, client: null }],
  waste: [],
  points: [],
  pace: null,
};
const spend = {
  report,
  providerName: (id: string) => id.toUpperCase(),
  version: "0.1.0",
  exportedAtMs: 1_795_000_000_000,
};

test("spend as CSV has a row for each group, exact dollars, and unknown costs apart", () => {
  const file = spendFile(spend, "csv");
  const [names = [], ...rows] = readCsv(file.text);
  const cells = rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
  expect(cells.map(({ group, name }) => [group, name])).toEqual([
    ["total", "Total"],
    ["model", "'=gpt"],
    ["provider", "OPENAI"],
    ["chain", "No chain"],
    ["route", "OPENROUTER"],
    ["client", "This window"],
  ]);
  expect(cells[0]).toMatchObject({ cost_usd: "0.6099", unknown_costs: "4", is_demo: "no" });
});

test("spend as JSON is the report; the demo's says so in its name", () => {
  expect(JSON.parse(spendFile(spend, "json").text)).toMatchObject({ format: "understudy-spend", version: 1, report });
  expect(spendFile({ ...spend, report: { ...report, isDemo: true } }, "json").fileName).toContain("spend-demo");
});
