import type { Stretch } from "./key-traces.ts";
import type { TraceSearch } from "./trace-search.ts";

/** A text without its escapes, and where each of its characters came from. */
export type Unescaped = {
  readonly text: string;
  /** For each character the index at which it, or what escapes it, begins in the original; and at last its length. */
  readonly at: readonly number[];
};

/** Backslashes of any depth, JSON's numbers of characters, and HTML's names and numbers of them. */
const escapes = /\\+(?:u00[0-9a-f]{2})?|&(?:quot|apos|amp|lt|gt|#\d{1,3}|#x[0-9a-f]{1,2});/gi;

const named: Readonly<Record<string, string>> = { quot: '"', apos: "'", amp: "&", lt: "<", gt: ">" };

/** As a reader sees it who takes escapes of whatever depth for what they stand for. A backslash itself is lost. */
export function unescaped(text: string): Unescaped {
  const pieces: string[] = [];
  const at: number[] = [];
  let position = 0;
  const take = (piece: string, from: number, step: 0 | 1) => {
    pieces.push(piece);
    for (let index = 0; index < piece.length; index += 1) at.push(from + index * step);
  };
  for (const match of text.matchAll(escapes)) {
    take(text.slice(position, match.index), position, 1);
    take(meantBy(match[0]), match.index, 0);
    position = match.index + match[0].length;
  }
  take(text.slice(position), position, 1);
  at.push(text.length);
  return { text: pieces.join(""), at };
}

function meantBy(written: string): string {
  if (written.startsWith("&#x") || written.startsWith("&#X")) return characterOf(written.slice(3, -1), 16);
  if (written.startsWith("&#")) return characterOf(written.slice(2, -1), 10);
  if (written.startsWith("&")) return named[written.slice(1, -1).toLowerCase()] ?? "";
  const number = /u00(..)$/i.exec(written)?.[1];
  return number === undefined ? "" : characterOf(number, 16);
}

function characterOf(digits: string, base: number): string {
  return String.fromCharCode(Number.parseInt(digits, base));
}

/** Whether escapes can stand in a key: most keys are letters and digits. */
export function isEscapable(key: string): boolean {
  return /["'`\\/<>&]/.test(key);
}

/** What a search finds under the escapes of a text, in places of the text as it is. */
export function stretchesUnderEscapes(text: string, search: TraceSearch): readonly Stretch[] {
  if (!/[\\&]/.test(text)) return [];
  const bare = unescaped(text);
  const placeOf = (index: number) => bare.at[index] ?? text.length;
  return search(bare.text).map(({ from, to }) => ({ from: placeOf(from), to: placeOf(to) }));
}
