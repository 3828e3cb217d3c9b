import type { ComparisonFormat, ExportedFile } from "#shared/exports.ts";
import { comparisonCsv } from "./comparison-csv.ts";
import { type ComparisonExport, exportTitle } from "./comparison-export.ts";
import { comparisonHtml } from "./comparison-html.ts";
import { comparisonJson } from "./comparison-json.ts";
import { comparisonMarkdown } from "./comparison-markdown.ts";
import { exportFile } from "./export-file.ts";

type Writing = { readonly ending: string; readonly mimeType: string; readonly write: (of: ComparisonExport) => string };

const writings: Readonly<Record<ComparisonFormat, Writing>> = {
  markdown: { ending: "md", mimeType: "text/markdown;charset=utf-8", write: comparisonMarkdown },
  json: { ending: "json", mimeType: "application/json", write: comparisonJson },
  csv: { ending: "csv", mimeType: "text/csv;charset=utf-8", write: comparisonCsv },
  html: { ending: "html", mimeType: "text/html;charset=utf-8", write: comparisonHtml },
};

export function comparisonFile(exported: ComparisonExport, format: ComparisonFormat): ExportedFile {
  const { ending, mimeType, write } = writings[format];
  const subject = exportTitle(exported);
  return exportFile({ subject, atMs: exported.comparison.startedAtMs, ending, mimeType, text: write(exported) });
}
