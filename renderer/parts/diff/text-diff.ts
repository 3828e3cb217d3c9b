import { lineDiff, wordsWithSpaceDiff } from "diff";
import { type Edit, editScript } from "./edit-script.ts";

export type DiffUnit = "words" | "lines";

/** A stretch of text that is in both answers, only in the baseline, or only in the other one. */
export type DiffPart = { readonly kind: Edit["kind"]; readonly text: string };

export type TextDiff = {
  readonly parts: readonly DiffPart[];
  /** Lines where the answers differ too much for words. */
  readonly unit: DiffUnit;
  /** Lines did not match either: all of one answer stands against all of the other. */
  readonly isWhole: boolean;
  /** Counted in words, whatever the unit. */
  readonly added: number;
  readonly removed: number;
  /** 0 to 100: words in both, of all words. */
  readonly samePercent: number;
};

/** Beyond this what it would show is of no use; 18 million steps at the most, well under a second of work. */
const mostEdits = 6_000;

/** Compares in slices; take its values until it is done. Falls back to lines, and from there to the whole. */
export function* diffTexts(baseline: string, other: string, unit: DiffUnit): Generator<undefined, TextDiff> {
  const byWord = unit === "words" ? yield* partsOf(baseline, other, "words") : null;
  if (byWord !== null) return summed(withoutCrumbs(byWord), "words", false);
  const byLine = yield* partsOf(baseline, other, "lines");
  if (byLine !== null) return summed(byLine, "lines", false);
  return summed(
    [
      { kind: "removed", text: baseline },
      { kind: "added", text: other },
    ],
    "lines",
    true,
  );
}

function* partsOf(baseline: string, other: string, unit: DiffUnit): Generator<undefined, readonly DiffPart[] | null> {
  // Each of these takes a while with a long answer, so there is a pause after each.
  const numbers = numberTokens();
  const first = tokensOf(baseline, unit);
  yield;
  const firstNumbers = first.map(numbers);
  yield;
  const second = tokensOf(other, unit);
  yield;
  const secondNumbers = second.map(numbers);
  yield;
  const edits = yield* editScript(firstNumbers, secondNumbers, mostEdits);
  yield;
  return edits === null ? null : textsOf(edits, first, second);
}

function tokensOf(text: string, unit: DiffUnit): readonly string[] {
  return unit === "words" ? wordsWithSpaceDiff.tokenize(text) : lineDiff.tokenize(text, {});
}

/** Equal tokens get equal numbers, so that the long loop compares numbers. */
function numberTokens(): (token: string) => number {
  const known = new Map<string, number>();
  return (token) => {
    const number = known.get(token) ?? known.size;
    known.set(token, number);
    return number;
  };
}

function textsOf(edits: readonly Edit[], first: readonly string[], second: readonly string[]): readonly DiffPart[] {
  let x = 0;
  let y = 0;
  return edits.map(({ kind, count }) => {
    const text = (kind === "added" ? second.slice(y, y + count) : first.slice(x, x + count)).join("");
    if (kind !== "added") x += count;
    if (kind !== "removed") y += count;
    return { kind, text };
  });
}

/** A space that both have between two changed words tells nothing: it joins the changes, so that they read as one. */
function withoutCrumbs(parts: readonly DiffPart[]): readonly DiffPart[] {
  const isCrumb = (part: DiffPart, index: number) =>
    part.kind === "same" && /^[^\S\n]+$/.test(part.text) && index > 0 && index < parts.length - 1;
  const joined: DiffPart[] = [];
  let removed = "";
  let added = "";
  const flush = () => {
    if (removed !== "") joined.push({ kind: "removed", text: removed });
    if (added !== "") joined.push({ kind: "added", text: added });
    removed = "";
    added = "";
  };
  parts.forEach((part, index) => {
    if (part.kind === "removed" || isCrumb(part, index)) removed += part.text;
    if (part.kind === "added" || isCrumb(part, index)) added += part.text;
    if (part.kind !== "same" || isCrumb(part, index)) return;
    flush();
    joined.push(part);
  });
  flush();
  return joined;
}

function summed(parts: readonly DiffPart[], unit: DiffUnit, isWhole: boolean): TextDiff {
  const count = (kind: Edit["kind"]) =>
    parts.reduce((sum, part) => sum + (part.kind === kind ? countWords(part.text) : 0), 0);
  const added = count("added");
  const removed = count("removed");
  const same = count("same") * 2;
  const all = same + added + removed;
  // Rounded down: 100 % is only what is the same word by word.
  return { parts, unit, isWhole, added, removed, samePercent: all === 0 ? 100 : Math.floor((same / all) * 100) };
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0;
}
