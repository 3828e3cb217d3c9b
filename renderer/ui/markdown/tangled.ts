/**
 * What a model can write to make a parser work for seconds, or nest so deep that nothing can draw it (security.md R5).
 * Measured on 8,000 characters: quotes in quotes overflow the stack after a second, `1. 1. 1.` takes five, `[[[…]]]` two
 * and `*_*_` one. The work grows with the square of these signs; no honest text has as many.
 */
const mostSigns = 1_200;
const deepestLine = 10;
const deepestIndent = 40;
const deepestCode = 200;

/** Runs of emphasis or strike-through, and brackets. */
const signs = /\*+|_+|~+|[[\]]/g;
/** One more quote or list item inside what the line has begun so far. */
const container = /[ \t]{0,4}(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;
/** A line across the text, as `* * *`: it nests nothing, however long. Each sign is tried once. */
const rule = /[ \t]*([-*])(?:[ \t]*\1)*[ \t]*(?=\n|$)/y;
const farItem = /[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])/y;
/** A line of more than a hundred cells. */
const manyCells = /^(?:[^|\n]*\|){101}/m;
const fence = /^ {0,3}(?:`{3}|~{3})/;

/**
 * True for a block that is shown as it was written, instead of being read as Markdown. Never for a block of code: its
 * text is not read. One pass over the text.
 */
export function isTangled(text: string): boolean {
  if (fence.test(text)) return false;
  if (hasMore(text, signs, mostSigns) || manyCells.test(text)) return true;
  let from = 0;
  while (from < text.length) {
    const newline = text.indexOf("\n", from);
    if (isDeep(text, from) || isFarIn(text, from)) return true;
    from = newline === -1 ? text.length : newline + 1;
  }
  return false;
}

/** True for code whose brackets open so many others that colouring it takes seconds. */
export function isDeepCode(code: string): boolean {
  let depth = 0;
  for (const bracket of code.matchAll(/[([{]|[)\]}]/g)) {
    depth = Math.max(0, depth + ("([{".includes(bracket[0]) ? 1 : -1));
    if (depth > deepestCode) return true;
  }
  return false;
}

function hasMore(text: string, pattern: RegExp, most: number): boolean {
  pattern.lastIndex = 0;
  for (let count = 0; count <= most; count += 1) if (!pattern.test(text)) return false;
  return true;
}

function isDeep(text: string, from: number): boolean {
  container.lastIndex = from;
  for (let depth = 0; depth <= deepestLine; depth += 1) if (!container.test(text)) return false;
  rule.lastIndex = from;
  return !rule.test(text);
}

/** An item so far to the right that it lies in many others. */
function isFarIn(text: string, from: number): boolean {
  farItem.lastIndex = from;
  const found = farItem.exec(text);
  return found !== null && found[0].length > deepestIndent;
}
