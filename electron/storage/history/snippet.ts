import type { Marked } from "#shared/history.ts";
import { isSought, type Sought, wordsOf } from "./words.ts";

/** How much of a text is shown, and how much of it before what was found, in characters. */
const snippetLength = 220;
const lengthBefore = 60;
/** Of a text that the quick way says nothing of, so much is gone through word by word. */
const longestSlowText = 100_000;
const mostCandidates = 20;

/** A text with the words that were looked for. */
export function markedText(text: string, sought: readonly Sought[]): Marked {
  if (sought.length === 0) return { text, marks: [] };
  const marks: [number, number][] = [];
  for (const word of wordsOf(text)) {
    if (!isSought(word, sought)) continue;
    const last = marks.at(-1);
    // Pairs of a script without spaces overlap.
    if (last !== undefined && word.start <= last[1]) last[1] = Math.max(last[1], word.end);
    else marks.push([word.start, word.end]);
  }
  return { text, marks };
}

/** How a text begins. */
export function beginningOf(text: string): Marked {
  return { text: cut(text, 0), marks: [] };
}

/**
 * The piece of these texts, in their order, that shows best what was found: of the first one that has every word, else
 * of the one with the most. Null where none has any. The texts are taken one by one, and no more than are needed.
 */
export function snippetOf(texts: Iterable<string>, sought: readonly Sought[]): Marked | null {
  const search = quickSearch(sought);
  const seen: string[] = [];
  let best: { readonly marked: Marked; readonly words: number } | null = null;
  for (const text of texts) {
    seen.push(text);
    const words = search.count(text);
    if (words <= (best?.words ?? 0)) continue;
    const marked = pieceAt(text, sought, search.starts(text));
    if (marked === null) continue;
    best = { marked, words };
    if (words === sought.length) break;
  }
  if (best !== null) return best.marked;
  for (const text of seen) {
    const marked = pieceAt(text, sought, slowStarts(text, sought));
    if (marked !== null) return marked;
  }
  return null;
}

type QuickSearch = { count(text: string): number; starts(text: string): Iterable<number> };

/** Finds words without accents where they stand as they are; says too much rather than too little of their borders. */
function quickSearch(sought: readonly Sought[]): QuickSearch {
  const escaped = sought.map(({ word }) => word.replace(/[^\p{L}\p{N}]/gu, "\\$&"));
  const each = escaped.map((word) => new RegExp(`(?<![A-Za-z0-9])${word}`, "i"));
  const any = new RegExp(`(?<![A-Za-z0-9])(?:${escaped.join("|")})`, "gi");
  return {
    count: (text) => each.filter((pattern) => pattern.test(text)).length,
    *starts(text) {
      for (const { index } of text.matchAll(any)) yield index;
    },
  };
}

function* slowStarts(text: string, sought: readonly Sought[]): Generator<number> {
  for (const word of wordsOf(text.slice(0, longestSlowText))) if (isSought(word, sought)) yield word.start;
}

/** The piece around the first of these places that does show a word. */
function pieceAt(text: string, sought: readonly Sought[], starts: Iterable<number>): Marked | null {
  let candidates = 0;
  for (const start of starts) {
    const marked = markedText(cut(text, start), sought);
    if (marked.marks.length > 0) return marked;
    candidates += 1;
    if (candidates === mostCandidates) break;
  }
  return null;
}

/** A piece around a place, from the beginning of a word on and never through a surrogate pair; with … where it is cut. */
function cut(text: string, around: number): string {
  let from = Math.max(0, around - lengthBefore);
  if (from > 0) {
    const space = text.slice(from, around).search(/\s/);
    from = space === -1 ? from : from + space + 1;
  }
  if (isSecondHalf(text, from)) from += 1;
  const end = Math.min(text.length, from + snippetLength);
  const until = isSecondHalf(text, end) ? end - 1 : end;
  const piece = text.slice(from, until);
  return `${from > 0 ? "…" : ""}${piece}${until < text.length ? "…" : ""}`;
}

/** Whether a cut here would part the two halves of one character. */
function isSecondHalf(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at > 0 && code >= 0xdc00 && code <= 0xdfff;
}
