import { type Canary, createCanary } from "./canaries.ts";
import { type Encoding, encoded, encodings, textEncodings } from "./encodings.ts";

/**
 * Positive controls: keys that nobody owns and that are put into a sink on purpose, one in each encoding. A scan that
 * does not find every one of them has not looked, whatever else it says.
 */
export type Control = {
  readonly canaries: readonly Canary[];
  /** All of them as letters, for a place that takes text. */
  readonly text: string;
  /** All of them in all nine encodings, for a place that takes bytes. */
  readonly bytes: Buffer;
};

export function createControl(name: string, forms: readonly Encoding[] = encodings): Control {
  const made = forms.map((encoding) => ({ encoding, canary: createCanary(`control ${name}: ${encoding}`, "control") }));
  const pieces = made.map(({ encoding, canary }) => encoded(canary.key, encoding));
  const bytes = Buffer.concat(pieces.flatMap((piece) => [piece, Buffer.from("\n")]));
  return { canaries: made.map(({ canary }) => canary), text: bytes.toString("utf8"), bytes };
}

export const createTextControl = (name: string): Control => createControl(name, textEncodings);
