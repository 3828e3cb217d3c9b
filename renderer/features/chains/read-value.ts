import { parseNumber } from "#renderer/parts/parse-number.ts";
import { checked, type ReadValue, readNumber } from "#renderer/parts/read-number.ts";

/** Empty is the catalog's price; 0 is free on purpose. */
export function readCost(text: string, check: (value: number) => string | null): ReadValue<number | null> {
  return text.trim() === "" ? { ok: true, value: null } : readNumber(text, check);
}

/** Seconds as people write them, kept in ms; empty is the default. */
export function readSeconds(text: string, check: (ms: number) => string | null): ReadValue<number | null> {
  if (text.trim() === "") return { ok: true, value: null };
  const ms = Math.round(parseNumber(text.replace(/s\s*$/, "")) * 1_000);
  return checked(ms, check);
}

export function showSeconds(ms: number | undefined): string {
  return ms === undefined ? "" : String(ms / 1_000);
}

/** Model ids with commas between them; empty is none. */
export function readModels(
  text: string,
  check: (models: readonly string[]) => string | null,
): ReadValue<readonly string[]> {
  const value = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return checked(value, check);
}
