import type { FailureClass } from "./failure.ts";

/** A limit that survives a restart: hard and longer than 60 s (engine.md R11). Times are epoch ms. */
export type SavedLimit = {
  /** The scope's key: an origin, an account's fingerprint, a model. Holds no key. */
  readonly scope: string;
  readonly providerId: string;
  readonly reason: FailureClass;
  readonly limitedAtMs: number;
  readonly untilMs: number;
  readonly level: number;
  readonly consecutiveErrors: number;
};
