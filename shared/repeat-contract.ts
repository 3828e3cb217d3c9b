import type { ModelRef } from "./model.ts";
import type { DataSet, RepeatColumn, RepeatEstimate, RepeatPlan, RepeatState } from "./repeat.ts";
import type { Route } from "./route.ts";
import type { Comparison, ComparisonFields } from "./run.ts";

/** `seed` is drawn where it is absent. Chains are asked as the host has them. */
export type RepeatChoice = Omit<RepeatPlan, "seed" | "columns" | "chains"> & { readonly seed?: number };

/** The methods of repeated comparisons: a part of the contract. */
export type RepeatContract = {
  /**
   * Sends one prompt, or one for each row, again and again. With rows, `prompt` and `system` still hold the variables
   * that the rows fill. `conflict` where all runs together could pass a budget.
   */
  "repeat.start": {
    input: ComparisonFields & { columns: readonly RepeatColumn[]; repeat: RepeatChoice };
    output: Comparison;
  };
  /** What `repeat.start` would come to. Sends nothing. With `followsId`, the turns before it are counted in. */
  "repeat.check": {
    input: Pick<ComparisonFields, "prompt" | "system" | "images" | "followsId"> & {
      conversationId?: string;
      columns: readonly RepeatColumn[];
      repeat: RepeatChoice;
    };
    output: RepeatEstimate;
  };
  /** What goes on is answered to its end; nothing more is sent. */
  "repeat.pause": { input: { comparisonId: string }; output: RepeatState };
  /** Goes on with what is not measured yet, also of one that was stopped. `conflict` where a budget refuses the rest. */
  "repeat.resume": { input: { comparisonId: string }; output: RepeatState };
  /** Stops what goes on, too. What was measured stays. */
  "repeat.stop": { input: { comparisonId: string }; output: RepeatState };
  /** `not-found` for a comparison that is not repeated. */
  "repeat.state": { input: { comparisonId: string }; output: RepeatState };
  /** Reads CSV with a head, JSON Lines, or one prompt a line. `invalid-input` says which line is wrong and how. */
  "repeat.readData": { input: { text: string }; output: DataSet };
  /** Every endpoint that is known to serve this model, itself first. */
  "model.routes": { input: ModelRef; output: readonly Route[] };
};
