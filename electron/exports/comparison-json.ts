import { type ComparisonExport, exportTitle } from "./comparison-export.ts";

export const comparisonFormat = "understudy-comparison";
export const comparisonVersion = 1;

/**
 * Every attempt of every column, as it is kept: times in ms, moments in epoch ms, money in integer nano-USD (null is
 * unknown), prices in USD per million tokens.
 */
export function comparisonJson(exported: ComparisonExport): string {
  const { comparison, runs, tags, isPinned, version, exportedAtMs } = exported;
  const file = {
    format: comparisonFormat,
    version: comparisonVersion,
    program: `Understudy ${version}`,
    exportedAtMs,
    title: exportTitle(exported),
    isPinned,
    tags,
    comparison,
    runs,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
