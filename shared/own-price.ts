import type { ModelRef } from "./model.ts";

/** A price that the user set for a model, because no list knows it or the lists are wrong. USD per million tokens; 0 is free. */
export type OwnPrice = ModelRef & {
  readonly inputUsd: number;
  readonly outputUsd: number;
  /** Epoch ms; attempts that began before keep the price that they began with. */
  readonly setAtMs: number;
};
