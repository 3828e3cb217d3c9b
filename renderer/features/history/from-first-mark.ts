import type { Marked } from "#shared/history.ts";

/** Of a line that is cut where it is full, this much may stand before what was found, in characters. */
const mostBefore = 32;

/** A text from a word shortly before its first mark on, so that the mark is seen in a narrow line. */
export function fromFirstMark(marked: Marked): Marked {
  const { text, marks } = marked;
  const first = marks[0]?.[0] ?? 0;
  if (first <= mostBefore) return marked;
  const wordStart = text.slice(0, first).search(new RegExp(`(?<=\\s)\\S.{0,${mostBefore - 1}}$`, "s"));
  const start = wordStart === -1 ? first : wordStart;
  const moved = marks.map(([from, until]) => [from - start + 1, until - start + 1] as const);
  return { text: `…${text.slice(start)}`, marks: moved };
}
