/** Unicode counts them among the signs of format, but they are drawn: what Arabic and others set around a number. */
const drawn = "\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}";
/** Characters that nobody can see, or that turn the direction of what stands beside them. */
const unseen = "\\p{Cc}\\p{Cf}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u3164\\uffa0\\u{e0100}-\\u{e01ef}";
const hidden = new RegExp(`(?![${drawn}])[${unseen}]`, "gu");

/**
 * In a text of many lines these belong there: a new line, a tab, what joins an emoji of several or letters of a script
 * that joins them, what makes a word of Malayalam end as it did before it had letters for that, and the letters of a
 * flag. A second sign of variation behind a first one carries something else.
 */
const belonging = [
  "[\\n\\r\\t]",
  "(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})",
  "(?<=(?!\\p{Script=Latin})[\\p{L}\\p{M}])[\\u200c\\u200d](?=(?!\\p{Script=Latin})[\\p{L}\\p{M}])",
  "(?<=\\u0d4d)\\u200d",
  `[${drawn}]`,
  "(?<=\\u{1f3f4}[\\u{e0020}-\\u{e007e}]{0,6})[\\u{e0020}-\\u{e007f}]",
].join("|");
const hiddenInText = new RegExp(
  `(${belonging})|[${unseen}]|(?<=[\\ufe00-\\ufe0f])[\\ufe00-\\ufe0f]|(?<![\\s\\S])[\\ufe00-\\ufe0f]`,
  "gu",
);

/** Writes characters that nobody can see as their code point (security.md R6). For addresses and names. */
export function visibleText(text: string): string {
  return text.replace(hidden, codePoint);
}

/** The same for code and for the words of a link, in which some of these characters belong. */
export function visibleInText(text: string): string {
  return text.replace(hiddenInText, (character: string, belongs: string | undefined) =>
    belongs === undefined ? codePoint(character) : character,
  );
}

/** Whether such a text had something to show. */
export function showsHidden(text: string): boolean {
  return /\u27e8U\+[0-9A-F]{4,6}\u27e9/.test(text);
}

function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `\u27e8U+${code.toString(16).toUpperCase().padStart(4, "0")}\u27e9`;
}
