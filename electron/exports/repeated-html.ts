import { html, type Markup } from "./html-text.ts";
import { figuresTable, planWords, type RepeatedExport, runsTable, type Table } from "./repeated-runs.ts";
import { verdictsOf } from "./repeated-verdicts.ts";

/** Hundreds of answers would hide what was measured of them: they are in the files that programs read. */
export function repeatedCards(exported: RepeatedExport): readonly Markup[] {
  return [
    html`<section class="card">
<h2>What was measured</h2>
${verdictsOf(exported).map(({ sentence, basis }) => html`<p>${sentence}</p><p class="sub">${basis}</p>`)}
<p class="sub">${planWords(exported.comparison.repeat)}</p>
${tableOf(figuresTable(exported))}
</section>`,
    html`<section class="card">
<h2>Runs</h2>
<p class="sub">The answers are in the CSV and the JSON of this comparison.</p>
${tableOf(runsTable(exported))}
</section>`,
  ];
}

function tableOf({ head, rows }: Table): Markup {
  return html`<div class="scroll"><table>
<thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map((cell) => html`<td><bdi>${cell}</bdi></td>`)}</tr>`)}
</tbody></table></div>`;
}
