import { parseNumber } from "./parse-number.ts";

/** What was typed into a field: a value, or what is wrong with it and what to do. */
export type ReadValue<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** A value that a check may find wrong in words. */
export function checked<T>(value: T, check: (value: T) => string | null): ReadValue<T> {
  const message = check(value);
  return message === null ? { ok: true, value } : { ok: false, message };
}

export function readNumber(text: string, check: (value: number) => string | null): ReadValue<number> {
  return checked(parseNumber(text), check);
}
