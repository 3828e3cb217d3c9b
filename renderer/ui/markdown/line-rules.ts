/** A code block that is being read. */
export type Fence = {
  readonly opening: string;
  readonly marker: string;
  /** Its opening and what came since the last stretch. */
  open: string;
  /** Whole lines in `open`. */
  lines: number;
  /** Stretches that are not in the tree yet, each a code block of its own. */
  pieces: readonly string[];
  /** The code of those stretches as it came. */
  code: string[];
  /** It has more stretches than are joined again. */
  isLong: boolean;
};

const fenceOpening = /^( {0,3})(`{3,}|~{3,})([^\n]*)$/;
const listItem = /^(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
const tableRule = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

export function startsListItem(line: string): boolean {
  return listItem.test(line);
}

/** A fence that stands for itself; one that is indented inside a list stays part of the list. */
export function openingFence(line: string, isInList: boolean): Fence | null {
  const match = fenceOpening.exec(line.replace(/\r$/, ""));
  if (match === null) return null;
  const [, indent = "", marker = "", info = ""] = match;
  if (marker.startsWith("`") && info.includes("`")) return null;
  if (indent !== "" && isInList) return null;
  return { opening: line, marker, open: `${line}\n`, lines: 0, pieces: [], code: [], isLong: false };
}

export function closesFence(fence: Fence, line: string): boolean {
  const text = line.trim();
  const sign = fence.marker.charAt(0);
  const isIndented = /^ {4,}/.test(line);
  return !isIndented && text.length >= fence.marker.length && text === sign.repeat(text.length);
}

/** What stands above every part of a table; nothing for anything else. */
export function repeatedHead(lines: readonly string[]): readonly string[] {
  const [head, rule] = lines;
  return head?.includes("|") && rule?.includes("|") && tableRule.test(rule) ? [head, rule] : [];
}

const longestLine = 8_000;

/** Where a line from `from` to `end` is cut because it is too long: behind a space where there is one. Null for others. */
export function cutLine(text: string, from: number, end: number): number | null {
  if (end - from <= longestLine) return null;
  const most = from + longestLine;
  const space = text.lastIndexOf(" ", most - 1);
  if (space > from) return space + 1;
  // Never between the halves of one character.
  return /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most;
}
