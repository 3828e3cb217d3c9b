/** Null is an empty cell. Numbers are written plainly and are never taken for text. */
export type Cell = string | number | null;

/**
 * A spreadsheet takes a cell that begins so for a formula (also in the full-width forms), or drops it and looks at
 * what comes behind it.
 */
const risky = /^[=+\-@\t\r\n'\uff0b\uff0d\uff1d\uff20]/;

/**
 * A text that a spreadsheet could run gets an apostrophe in front of it. So does a text that begins with one, so that
 * taking one leading apostrophe away always gives the text back.
 */
export function defuse(text: string): string {
  return risky.test(text) ? `'${text}` : text;
}

/** The text that `defuse` was given. */
export function unfuse(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

/**
 * RFC 4180: commas, CRLF, quotes doubled inside quotes; the first row names the columns. A byte order mark comes
 * first, because spreadsheets read UTF-8 only with one.
 */
export function csvOf(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [names.map(quoted), ...rows.map((row) => row.map(cellText))];
  return `\ufeff${lines.map((line) => `${line.join(",")}\r\n`).join("")}`;
}

function cellText(cell: Cell): string {
  if (cell === null) return "";
  return typeof cell === "number" ? String(cell) : quoted(defuse(cell.toWellFormed()));
}

/** Semicolons too: where they separate, a piece of a text behind one would be a cell of its own. */
function quoted(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
