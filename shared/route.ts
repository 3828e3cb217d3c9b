import type { ModelRef, Price } from "./model.ts";

/** One endpoint that serves a model. */
export type Route = ModelRef & {
  /** The model's name there. */
  readonly name: string;
  /** `direct`: the endpoint of who made the model; `other`: any other endpoint that serves it. */
  readonly kind: "direct" | "openrouter" | "other";
  /** A free variant: limits of its own, often another queue. */
  readonly isFree: boolean;
  readonly price: Price | null;
  /** Whether it can be asked now: it has a key, or needs none. */
  readonly isReady: boolean;
};
