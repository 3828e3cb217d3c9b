import { formatCost, formatCostSum, formatSeconds } from "#shared/format.ts";
import type { Run } from "#shared/run.ts";
import { sumCosts } from "#shared/usage.ts";
import {
  attemptsOf,
  type ComparisonExport,
  type ExportedAttempt,
  exportTitle,
  imageWords,
  isoOf,
} from "./comparison-export.ts";
import { fenced, plainLine } from "./markdown-text.ts";
import { attemptOutcome, runOutcome } from "./outcome-words.ts";
import { figuresTable, isRepeated, planWords, type RepeatedExport, runsTable, type Table } from "./repeated-runs.ts";
import { verdictsOf } from "./repeated-verdicts.ts";

/** Answers stand in fences: what a model wrote is shown as it was written and never becomes markup of this file. */
export function comparisonMarkdown(exported: ComparisonExport): string {
  const { comparison, runs, tags } = exported;
  const system = comparison.system ? ["### System prompt", fenced(comparison.system)] : [];
  const facts = [
    `- Sent: ${isoOf(comparison.startedAtMs)}`,
    ...(comparison.isDemo ? ["- Demo: answers, times and costs are simulated"] : []),
    ...(comparison.images?.length ? [`- ${imageWords(comparison.images.length)}`] : []),
    ...(tags.length === 0 ? [] : [`- Tags: ${tags.map(plainLine).join(", ")}`]),
  ];
  const parts = [
    `# ${plainLine(exportTitle(exported))}`,
    facts.join("\n"),
    "## Prompt",
    fenced(comparison.prompt),
    ...system,
    ...(isRepeated(exported) ? repeatedParts(exported) : runs.flatMap((run) => runParts(run, exported))),
    `Exported by Understudy ${plainLine(exported.version)}. It holds no keys.`,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Hundreds of answers would hide what was measured of them: they are in the files that programs read. */
function repeatedParts(exported: RepeatedExport): readonly string[] {
  return [
    "## What was measured",
    ...verdictsOf(exported).flatMap(({ sentence, basis }) => [plainLine(sentence), plainLine(basis)]),
    plainLine(planWords(exported.comparison.repeat)),
    tableText(figuresTable(exported)),
    "## Runs",
    "The answers are in the CSV and the JSON of this comparison.",
    tableText(runsTable(exported)),
  ];
}

function tableText({ head, rows }: Table): string {
  const lineOf = (cells: readonly string[]) => `| ${cells.map(plainLine).join(" | ")} |`;
  return [lineOf(head), `|${head.map(() => "---|").join("")}`, ...rows.map(lineOf)].join("\n");
}

function runParts(run: Run, exported: ComparisonExport): readonly string[] {
  const cost = formatCostSum(sumCosts(run.attempts.map((attempt) => attempt.cost)));
  const total = run.endMs === null ? [] : [formatSeconds(run.endMs)];
  return [
    `## ${plainLine(run.title)}`,
    [runOutcome(run).words, ...total, cost].map(plainLine).join(" · "),
    ...(run.failure === null ? [] : [plainLine(run.failure.message)]),
    ...(run.attempts.length === 0 ? [] : [attemptTable(run, exported)]),
    ...(run.reasoning === "" ? [] : ["### Reasoning", fenced(run.reasoning)]),
    ...(run.text === "" ? [] : ["### Answer", fenced(run.text)]),
  ];
}

function attemptTable(run: Run, exported: ComparisonExport): string {
  const rows = attemptsOf(run).map((of) => `| ${rowCells(of, exported).map(plainLine).join(" | ")} |`);
  return ["| # | Provider | Model | Outcome | Began | Took | Cost |", "|---|---|---|---|---|---|---|", ...rows].join(
    "\n",
  );
}

function rowCells(of: ExportedAttempt, exported: ComparisonExport): readonly string[] {
  const { attempt, number } = of;
  return [
    String(number),
    exported.providerName(attempt.providerId),
    attempt.modelServed ?? attempt.modelId,
    attemptOutcome(of).words,
    formatSeconds(attempt.startMs),
    attempt.endMs === null ? "" : formatSeconds(attempt.endMs - attempt.startMs),
    attempt.status === "skipped" ? "" : formatCost(attempt.cost.nanoUsd),
  ];
}
