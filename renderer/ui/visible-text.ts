/** Direction marks, zero-width and control characters: they can make an address look like another one. */
const hidden = /[\p{Cc}\p{Cf}]/gu;

/** Writes characters that nobody can see as their code point (security.md R6). */
export function visibleText(text: string): string {
  return text.replace(hidden, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\u27e8U+${code.toString(16).toUpperCase().padStart(4, "0")}\u27e9`;
  });
}
