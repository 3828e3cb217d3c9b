import type { DemoStyle } from "#electron/demo/demo-models.ts";
import { type CodeSample, capital, type Outline, type Point, type Table } from "./outline.ts";

/** How many points a style makes before the model's own factor. */
const pointCounts: Readonly<Record<DemoStyle, number>> = {
  terse: 2,
  bulleted: 4,
  structured: 4,
  thorough: 5,
  "code-first": 3,
  table: 4,
  conversational: 3,
};

export function pointCount(style: DemoStyle, lengthFactor: number): number {
  return Math.max(2, Math.round(pointCounts[style] * lengthFactor));
}

/** Gives an outline the form that a model likes: the same content, told apart at a glance. */
export function render(outline: Outline, style: DemoStyle): string {
  return renderers[style](outline)
    .filter((block) => block !== null && block !== "")
    .join("\n\n");
}

type Blocks = (string | null)[];

const renderers: Readonly<Record<DemoStyle, (outline: Outline) => Blocks>> = {
  terse: (outline) => [
    outline.lead[0],
    codeBlock(outline.code),
    tableBlock(outline.table),
    outline.code === null && outline.table === null ? short(outline) : null,
  ],
  bulleted: (outline) => [
    outline.lead[0],
    codeBlock(outline.code),
    tableBlock(outline.table),
    marked(outline),
    outline.caution === null ? null : `⚠️ ${outline.caution}`,
  ],
  structured: (outline) => [
    `## ${outline.heading}`,
    outline.lead.slice(0, 2).join(" "),
    codeBlock(outline.code),
    outline.code === null ? null : outline.code.note,
    tableBlock(outline.table),
    outline.points.length === 0 ? null : `### ${outline.ordered ? "Steps" : "What matters"}`,
    outline.points.map((point, index) => `${index + 1}. **${point.title}.** ${point.text}`).join("\n"),
    outline.caution === null ? null : `> **Watch out:** ${outline.caution}`,
    outline.close,
  ],
  thorough: (outline) => [
    outline.lead.join(" "),
    tableBlock(outline.table),
    ...outline.points.map((point) => `### ${point.title}\n\n${point.text} ${point.more}`),
    outline.code === null ? null : `### In code\n\n${outline.code.note}`,
    codeBlock(outline.code),
    outline.caution === null ? null : `**One caveat.** ${outline.caution}`,
    outline.close,
  ],
  "code-first": (outline) => [
    outline.code === null ? outline.lead[0] : codeBlock(outline.code),
    outline.code === null ? null : outline.code.note,
    tableBlock(outline.table),
    outline.points.length === 0 ? null : outline.ordered ? "**Steps**" : "**Notes**",
    outline.points.map((point) => `- \`${point.title}\`: ${point.text}`).join("\n"),
  ],
  table: (outline) => [
    outline.lead.slice(0, 2).join(" "),
    codeBlock(outline.code),
    outline.table === null ? tableBlock(pointTable(outline)) : tableBlock(outline.table),
    outline.caution === null ? null : `**Note:** ${outline.caution}`,
    outline.table === null ? null : marked(outline),
    outline.close,
  ],
  conversational: (outline) => [
    outline.lead.join(" "),
    codeBlock(outline.code),
    tableBlock(outline.table),
    prose(outline.points),
    outline.caution,
    outline.close,
  ],
};

/** Steps by their titles alone. */
function short(outline: Outline): string {
  return outline.ordered
    ? outline.points.map((point, index) => `${index + 1}. ${point.title}`).join("\n")
    : marked(outline);
}

function marked({ points, ordered }: Outline): string {
  return points
    .map((point, index) => `${ordered ? `${index + 1}.` : "-"} **${point.title}**: ${point.text}`)
    .join("\n");
}

const connectors = ["First,", "Then there is this:", "Next,", "After that,", "And finally,"] as const;

function prose(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const connector = index === points.length - 1 && index > 0 ? connectors[4] : connectors[index % 4];
      return `${connector} **${lower(point.title)}**. ${point.text}`;
    })
    .join("\n\n");
}

/** Leaves names and abbreviations alone. */
function lower(title: string): string {
  return /^\p{Lu}\p{Ll}*(?:\s|$)/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

function pointTable({ points, ordered }: Outline): Table | null {
  if (points.length === 0) {
    return null;
  }
  const rows = points.map((point, index) => [ordered ? String(index + 1) : "•", `**${point.title}**`, point.text]);
  return { head: ["#", ordered ? "Step" : "Aspect", "In short"], rows };
}

function codeBlock(code: CodeSample | null): string | null {
  return code === null ? null : `\`\`\`${code.language}\n${code.source}\n\`\`\``;
}

function tableBlock(table: Table | null): string | null {
  if (table === null) {
    return null;
  }
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "/")).join(" | ")} |`;
  return [line(table.head.map(capital)), line(table.head.map(() => "---")), ...table.rows.map(line)].join("\n");
}
