/** Characters that nobody sees, or that turn the direction of what stands beside them. */
const hidden =
  /\u034f|[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;
const latin = /\p{Script=Latin}/u;
/** Scripts with letters that look like Latin ones. */
const alike = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}]/u;

/**
 * For names that come from a file: what looks like a name that is known must be that name. Says what is wrong, or null.
 */
export function checkVisible(name: string): string | null {
  if (hidden.test(name)) return "Its name has an invisible character in it.";
  if (latin.test(name) && alike.test(name)) return "Its name mixes letters that only look alike.";
  return null;
}
