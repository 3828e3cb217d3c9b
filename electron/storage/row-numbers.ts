import type { Row } from "./sqlite.ts";

/** A sum or a count of a row; 0 where there was nothing to sum. */
export function numberIn(row: Row, name: string): number {
  const value = row[name];
  return typeof value === "number" ? value : 0;
}
