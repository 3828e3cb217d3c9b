/** More than any program says; what is deeper overflows the stack of whoever walks through it. */
const deepest = 128;
/** A few megabytes of empty objects take seconds to check and gigabytes to complain about. */
const mostValues = 100_000;

/** Whether a JSON text is too deep or holds too many values, before anything is made of it. */
export function isTooMuchJson(text: string): boolean {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    if (mark === '"') at = endOfString(text, at);
    else if (mark === "[" || mark === "{") depth += 1;
    else if (mark === "]" || mark === "}") depth -= 1;
    else if (mark === ",") values += 1;
    if (depth > deepest || values > mostValues) return true;
  }
  return false;
}

/** Hops from quote to quote: most of a large body is one image in one string. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, quote: number): boolean {
  let first = quote;
  while (text[first - 1] === "\\") first -= 1;
  return (quote - first) % 2 === 1;
}
