import type { Answer } from "#shared/failure.ts";
import { refuse } from "#shared/failure.ts";
import type { DataSet } from "#shared/repeat.ts";

export type Read = Answer<DataSet>;

/** Says which line is wrong and how. */
export function wrong(message: string): Extract<Read, { ok: false }> {
  return refuse("invalid-input", message);
}
