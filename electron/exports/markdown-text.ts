/** A block that holds any text as it is: its fence is longer than every row of backticks within. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([row]) => row.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text.toWellFormed()}\n${fence}`;
}

/** They turn the direction of what comes behind them, in the line of another text, too. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** One line of plain text: no sign of it is Markdown or HTML, and nothing in it becomes a link. */
export function plainLine(text: string): string {
  return text
    .toWellFormed()
    .replace(directionMarks, "")
    .replace(/[\r\n\t\u2028\u2029]+/g, " ")
    .replace(/[\\`*_{}[\]<>()#+!|&~@]/g, (sign) => `\\${sign}`)
    .replace(/:(?=\/\/)/g, "\\:")
    .replace(/\bwww\./gi, (start) => `${start.slice(0, -1)}\\.`);
}
