/** About four characters a token in alphabetic scripts and one in the others, as common tokenizers have it. */
const wideScripts = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;

function quartersOf(character: string): number {
  return wideScripts.test(character) ? 4 : character.length;
}

/** Estimated tokens; 0 for an empty text only. */
export function countTokens(text: string): number {
  let quarters = 0;
  for (const character of text) {
    quarters += quartersOf(character);
  }
  return Math.ceil(quarters / 4);
}

/** The longest beginning of `text` with at most `maxTokens` tokens; never splits a character. */
export function cutToTokens(text: string, maxTokens: number): string {
  const budget = Math.max(0, maxTokens) * 4;
  let quarters = 0;
  let end = 0;
  for (const character of text) {
    quarters += quartersOf(character);
    if (quarters > budget) {
      break;
    }
    end += character.length;
  }
  return text.slice(0, end);
}
