import type { ModelRef } from "./model.ts";
import type { Effort } from "./prompt.ts";

/** Which settings of one prompt reach a model; the others are left out of its request. A token limit always does. */
export type AcceptedOverrides = ModelRef & {
  readonly temperature: boolean;
  readonly topP: boolean;
  readonly stop: boolean;
  readonly seed: boolean;
  /** From the least to the most; empty: none. Any other effort becomes the nearest of these. */
  readonly efforts: readonly Effort[];
  /** False where a schema is told in words instead. */
  readonly jsonSchema: boolean;
};
