import type { ExportedFile, SpendFormat } from "#shared/exports.ts";
import type { SpendReport, SpendSum } from "#shared/spend.ts";
import { isoOf } from "./comparison-export.ts";
import { type Cell, csvOf } from "./csv.ts";
import { exportFile } from "./export-file.ts";
import { usdOf } from "./money.ts";

export const spendFormat = "understudy-spend";
export const spendVersion = 1;

export type SpendExport = {
  readonly report: SpendReport;
  readonly providerName: (providerId: string) => string;
  readonly version: string;
  /** Epoch ms. */
  readonly exportedAtMs: number;
};

export function spendFile(exported: SpendExport, format: SpendFormat): ExportedFile {
  const subject = exported.report.isDemo ? "spend-demo" : "spend";
  const atMs = exported.exportedAtMs;
  if (format === "csv") {
    return exportFile({ subject, atMs, ending: "csv", mimeType: "text/csv;charset=utf-8", text: spendCsv(exported) });
  }
  return exportFile({ subject, atMs, ending: "json", mimeType: "application/json", text: spendJson(exported) });
}

/** The report as it is: money in integer nano-USD, moments in epoch ms. */
function spendJson({ report, version, exportedAtMs }: SpendExport): string {
  const file = {
    format: spendFormat,
    version: spendVersion,
    program: `Understudy ${version}`,
    exportedAtMs,
    report,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** `group` says what a row sums up; groups overlap, so only rows of one group may be added. */
export const spendCsvNames = [
  "group",
  "name",
  "id",
  "provider_id",
  "is_demo",
  "from",
  "to",
  "cost_usd",
  "wasted_usd",
  "estimated_usd",
  "unknown_costs",
  "answers",
  "attempts",
  "failed_attempts",
  "billed_failures",
  "input_tokens",
  "cached_tokens",
  "output_tokens",
] as const;

type Names = { readonly group: string; readonly name: string; readonly id: Cell; readonly providerId: Cell };

function spendCsv({ report, providerName }: SpendExport): string {
  const row = (names: Names, sum: SpendSum) => [...namesOf(names, report), ...figuresOf(sum)];
  const rows = [
    row({ group: "total", name: "Total", id: null, providerId: null }, report.total),
    ...report.byModel.map((sum) =>
      row({ group: "model", name: sum.modelId, id: sum.modelId, providerId: sum.providerId }, sum),
    ),
    ...report.byProvider.map((sum) => row({ ...ofProvider(sum.providerId, providerName), group: "provider" }, sum)),
    ...report.byChain.map((sum) =>
      row(
        { group: "chain", name: sum.chainId === null ? "No chain" : sum.title, id: sum.chainId, providerId: null },
        sum,
      ),
    ),
    ...report.byRoute.map((sum) =>
      row({ ...ofProvider(sum.providerId, providerName), group: "route", id: sum.upstreamProvider }, sum),
    ),
    ...report.byClient.map((sum) =>
      row({ group: "client", name: sum.client ?? "This window", id: sum.client, providerId: null }, sum),
    ),
  ];
  return csvOf(spendCsvNames, rows);
}

function ofProvider(providerId: string, providerName: SpendExport["providerName"]): Omit<Names, "group"> {
  return { name: providerName(providerId), id: providerId, providerId };
}

function namesOf({ group, name, id, providerId }: Names, { isDemo, fromMs, toMs }: SpendReport): readonly Cell[] {
  return [group, name, id, providerId, isDemo ? "yes" : "no", fromMs === null ? null : isoOf(fromMs), isoOf(toMs)];
}

function figuresOf(sum: SpendSum): readonly Cell[] {
  return [
    usdOf(sum.nanoUsd),
    usdOf(sum.wastedNanoUsd),
    usdOf(sum.estimatedNanoUsd),
    sum.unknownCosts,
    sum.answers,
    sum.attempts,
    sum.failedAttempts,
    sum.billedFailures,
    sum.inputTokens,
    sum.cachedTokens,
    sum.outputTokens,
  ];
}
