/** `1,024`, ` 0.7 ` and `$2` are numbers as people write them; NaN where there is none. */
export function parseNumber(text: string): number {
  const plain = text
    .trim()
    .replace(/^\$/, "")
    .replace(/,(?=\d{3}(?:\D|$))/g, "");
  return plain === "" ? Number.NaN : Number(plain);
}
