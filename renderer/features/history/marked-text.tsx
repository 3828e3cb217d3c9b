import type { ReactNode } from "react";
import type { Marked } from "#shared/history.ts";

/** A text with what was searched for marked. */
export function MarkedText({ marked: { text, marks } }: { readonly marked: Marked }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    if (start > at) parts.push(text.slice(at, start));
    parts.push(<mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  parts.push(text.slice(at));
  return parts;
}
