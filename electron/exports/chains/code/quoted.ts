/**
 * What no reader of code can see, or what an editor or a parser may take for the end of a line. JSON leaves these as
 * they are; all of them have four hexadecimal digits.
 */
const unseen = /[\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\uffff]/g;

/**
 * The text as a literal in double quotes. It is read as exactly this text by Python and by TypeScript, whose escapes
 * are those of JSON: nothing in it ends the literal or its line, and nothing is put into it, as a template would do.
 */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(unseen, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
