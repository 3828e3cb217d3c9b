import { type ReadValue, readNumber } from "#renderer/parts/read-number.ts";
import { checkSeed } from "#shared/check-repeat.ts";

/** Nothing written draws one. */
export function parsedSeed(text: string): ReadValue<number | null> {
  return text.trim() === "" ? { ok: true, value: null } : readNumber(text, checkSeed);
}
