import { createHash } from "node:crypto";
import { formatCost, formatCostSum, formatCount, formatSeconds } from "#shared/format.ts";
import type { Run } from "#shared/run.ts";
import { sumCosts } from "#shared/usage.ts";
import { attemptBars } from "./attempt-bars.ts";
import {
  attemptsOf,
  type ComparisonExport,
  type ExportedAttempt,
  exportTitle,
  imageWords,
  isoOf,
} from "./comparison-export.ts";
import { html, type Markup, nothing } from "./html-text.ts";
import { attemptOutcome, runOutcome } from "./outcome-words.ts";
import { pageStyle } from "./page-style.ts";
import { repeatedCards } from "./repeated-html.ts";
import { isRepeated } from "./repeated-runs.ts";

/** Nothing is fetched, run or sent: the page's own style is all that it may use. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(pageStyle).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** A page that stands for itself: no script, no address, every text as text. */
export function comparisonHtml(exported: ComparisonExport): string {
  const { comparison, runs, tags } = exported;
  const title = exportTitle(exported);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${{ markup: pageStyle }}</style>
</head>
<body>
<main>
<header>
<h1><bdi>${title}</bdi></h1>
<p class="sub">${factsOf(exported)}</p>
${tags.length === 0 ? nothing : html`<p class="sub">Tags: ${tags.join(", ")}</p>`}
</header>
<section class="card">
<h2>Prompt</h2>
${pre(comparison.prompt)}
${comparison.images?.length ? html`<p class="sub">${imageWords(comparison.images.length)}</p>` : nothing}
${comparison.system ? html`<h3>System prompt</h3>${pre(comparison.system)}` : nothing}
</section>
${isRepeated(exported) ? repeatedCards(exported) : runs.map((run) => runCard(run, exported))}
<p class="foot">Exported ${isoOf(exported.exportedAtMs)} by Understudy ${exported.version}. Costs are in USD. It holds no keys.</p>
</main>
</body>
</html>
`;
  return page.markup;
}

function factsOf({ comparison, runs }: ComparisonExport): string {
  const cost = sumCosts(runs.flatMap((run) => run.attempts.map((attempt) => attempt.cost)));
  const unknown = cost.unknownCount === 0 ? [] : [`plus ${formatCount(cost.unknownCount)} of unknown cost`];
  const demo = comparison.isDemo ? ["demo: simulated"] : [];
  const answers = runs.filter((run) => run.answeredBy !== null).length;
  return [
    `Sent ${isoOf(comparison.startedAtMs)}`,
    `${formatCount(answers)} of ${formatCount(runs.length)} answered`,
    formatCostSum(cost),
    ...unknown,
    ...demo,
  ].join(" · ");
}

function runCard(run: Run, exported: ComparisonExport): Markup {
  const outcome = runOutcome(run);
  const cost = formatCostSum(sumCosts(run.attempts.map((attempt) => attempt.cost)));
  const total = run.endMs === null ? nothing : html`<span class="sub">${formatSeconds(run.endMs)}</span>`;
  return html`<section class="card">
<div class="head"><h2><bdi>${run.title}</bdi></h2><span class="${outcome.tone}">${outcome.words}</span>${total}<span class="sub">${cost}</span></div>
${run.failure === null ? nothing : html`<p class="bad">${run.failure.message}</p>`}
${attemptBars(run)}
${attemptTable(run, exported)}
${run.reasoning === "" ? nothing : html`<details><summary>Reasoning</summary>${pre(run.reasoning)}</details>`}
${run.text === "" ? nothing : html`<h3>Answer</h3>${pre(run.text)}`}
</section>`;
}

function attemptTable(run: Run, exported: ComparisonExport): Markup {
  if (run.attempts.length === 0) return nothing;
  return html`<div class="scroll"><table>
<thead><tr><th>Attempt</th><th>Provider</th><th>Model</th><th>Outcome</th><th class="number">Began</th><th class="number">First token</th><th class="number">Took</th><th class="number">Tokens</th><th class="number">Cost</th></tr></thead>
<tbody>
${attemptsOf(run).map((of) => attemptRow(of, exported))}
</tbody></table></div>`;
}

function attemptRow(of: ExportedAttempt, exported: ComparisonExport): Markup {
  const { attempt, number } = of;
  const outcome = attemptOutcome(of);
  const since = (ms: number | null) => (ms === null ? "" : formatSeconds(ms - attempt.startMs));
  const tokens =
    attempt.usage === null
      ? ""
      : `${formatCount(attempt.usage.inputTokens)} in, ${formatCount(attempt.usage.outputTokens)} out`;
  const isSkip = attempt.status === "skipped";
  const dropped = attempt.droppedText === "" ? nothing : droppedRow(attempt.droppedText);
  return html`<tr><td>${number}</td><td><bdi>${exported.providerName(attempt.providerId)}</bdi></td><td><bdi>${attempt.modelServed ?? attempt.modelId}</bdi></td><td class="${outcome.tone}">${outcome.words}</td><td class="number">${formatSeconds(attempt.startMs)}</td><td class="number">${since(attempt.firstContentMs)}</td><td class="number">${since(attempt.endMs)}</td><td class="number">${tokens}</td><td class="number">${isSkip ? "" : formatCost(attempt.cost.nanoUsd)}</td></tr>${dropped}`;
}

function droppedRow(text: string): Markup {
  return html`<tr><td></td><td colspan="8"><details><summary>Text that was dropped</summary>${pre(text)}</details></td></tr>`;
}

/** A parser drops one line break behind the tag, so that one is put there: the text stays as it was. */
function pre(text: string): Markup {
  return html`<pre>
${text}</pre>`;
}
