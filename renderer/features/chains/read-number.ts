export type ReadNumber<T> =
  | { readonly ok: true; readonly value: T }
  /** What is wrong and what to do. */
  | { readonly ok: false; readonly message: string };

/** `1,024` and ` 0.7 ` are numbers as people write them. */
function parse(text: string): number {
  const plain = text
    .trim()
    .replace(/^\$/, "")
    .replace(/,(?=\d{3}(?:\D|$))/g, "");
  return plain === "" ? Number.NaN : Number(plain);
}

export function readNumber(text: string, check: (value: number) => string | null): ReadNumber<number> {
  const value = parse(text);
  const message = check(value);
  return message === null ? { ok: true, value } : { ok: false, message };
}

/** Empty is the catalog's price; 0 is free on purpose. */
export function readCost(text: string, check: (value: number) => string | null): ReadNumber<number | null> {
  return text.trim() === "" ? { ok: true, value: null } : readNumber(text, check);
}

/** Without the exponent that small numbers get: 0.0000001 and not 1e-7. */
export function showCost(costPer1k: number | null): string {
  if (costPer1k === null) return "";
  const text = String(costPer1k);
  return text.includes("e") ? costPer1k.toFixed(12).replace(/\.?0+$/, "") : text;
}
