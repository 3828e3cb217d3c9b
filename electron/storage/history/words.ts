/** A word as the index has it, and where it stands in its text: `[start, end)` in UTF-16. */
export type Word = {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** One character of a script without spaces: what is kept of the runs it stands in begins with it. */
  readonly isSingle?: true;
};

/** Longer ones (keys, hashes, base64) are known by how they begin. */
const longestWord = 40;

/**
 * Scripts that write no spaces between words: a run of one is known by its pairs of neighbours, so that any part of two
 * and more characters is found. Its last character is kept by itself, too, so that one alone is found as a beginning.
 */
const unspaced = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
const pattern = new RegExp(
  String.raw`([${unspaced}]+)|\p{Extended_Pictographic}|[[\p{L}\p{N}]--[${unspaced}]][[\p{L}\p{N}\p{M}]--[${unspaced}]]*`,
  "gv",
);
const quickPattern = /[A-Za-z0-9]+/g;
const beyondAscii = /[^\0-\x7f]/;
/** Accents, keycaps and the choice between a coloured and a plain emoji. */
const marks = /[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f]/g;
/** What the index would take for the end of a word: some letters are written out with brackets or spaces. */
const separators = /[\0-\x2f\x3a-\x60\x7b-\x7f]/g;

/** Every word of a text, in its order. The same for what is stored, what is looked for and what is marked. */
export function* wordsOf(text: string): Generator<Word> {
  let from = 0;
  for (const line of text.split("\n")) {
    yield* beyondAscii.test(line) ? wordsOfLine(line, from) : quickWordsOfLine(line, from);
    from += line.length + 1;
  }
}

/** The words of a text alone: several times quicker, for what is stored. */
export function addWords(words: Set<string>, text: string): void {
  for (const line of text.split("\n")) {
    if (beyondAscii.test(line)) for (const { word } of wordsOfLine(line, 0)) words.add(word);
    else for (const word of line.toLowerCase().match(quickPattern) ?? []) words.add(word.slice(0, longestWord));
  }
}

function* quickWordsOfLine(line: string, from: number): Generator<Word> {
  for (const { 0: found, index } of line.matchAll(quickPattern)) {
    yield { word: found.toLowerCase().slice(0, longestWord), start: from + index, end: from + index + found.length };
  }
}

function* wordsOfLine(line: string, from: number): Generator<Word> {
  for (const match of line.matchAll(pattern)) {
    const [found, run] = match;
    const start = from + match.index;
    if (run !== undefined) {
      yield* pairsOf(run, start);
      continue;
    }
    const word = folded(found);
    if (word !== "") yield { word, start, end: start + found.length };
  }
}

/** Case, accents and forms that look alike count as the same: `Über`, `über` and `uber`, `Fluß` and `Fluss`. */
function folded(found: string): string {
  if (!beyondAscii.test(found)) return found.toLowerCase().slice(0, longestWord);
  const plain = found.normalize("NFKD").replace(marks, "").normalize("NFC").toLowerCase();
  return plain.replaceAll("ς", "σ").replaceAll("ß", "ss").replace(separators, "").slice(0, longestWord).toWellFormed();
}

function* pairsOf(run: string, start: number): Generator<Word> {
  const characters = [...run];
  let at = start;
  for (const [index, character] of characters.entries()) {
    const after = characters[index + 1];
    const word = folded(character + (after ?? ""));
    const end = at + character.length;
    if (word === "") {
      at = end;
      continue;
    }
    if (after === undefined) yield { word, start: at, end, isSingle: true };
    else yield { word, start: at, end: end + after.length };
    at = end;
  }
}

/** What is looked for. `isBeginning`: any word that begins so is meant. */
export type Sought = { readonly word: string; readonly isBeginning: boolean };

/** The words of a search, each once; the last one is a beginning, for it may not be written to its end yet. */
export function soughtWords(text: string): readonly Sought[] {
  const words = [...wordsOf(text)];
  const last = words.at(-1);
  const sought = new Map<string, Sought>();
  for (const [index, one] of words.entries()) {
    // The end of a run that was looked for in pairs says nothing of its own.
    const before = words[index - 1];
    if (one.isSingle && before !== undefined && before.end === one.end && before.start < one.start) continue;
    const isBeginning = one === last || one.isSingle === true || sought.get(one.word)?.isBeginning === true;
    sought.set(one.word, { word: one.word, isBeginning });
  }
  return [...sought.values()];
}

/** Whether a word of a text is one of those. */
export function isSought({ word }: Word, sought: readonly Sought[]): boolean {
  return sought.some((one) => (one.isBeginning ? word.startsWith(one.word) : word === one.word));
}
