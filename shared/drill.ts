/** What goes wrong at one link of a rehearsal. Counts are tokens, pauses are seconds. */
export type DrillFault =
  /** 429, with or without a Retry-After. */
  | { readonly kind: "rate-limit"; readonly retryAfterS: number | null }
  | { readonly kind: "status"; readonly status: 401 | 500 | 503 | 529 }
  /** Connection refused. */
  | { readonly kind: "refused" }
  | { readonly kind: "no-first-token" }
  | { readonly kind: "cut"; readonly afterTokens: number }
  | { readonly kind: "stall"; readonly afterTokens: number }
  | { readonly kind: "malformed" }
  | { readonly kind: "empty" }
  | { readonly kind: "context-too-long" }
  | { readonly kind: "content-filter" };

/** A rehearsal that is kept with its chain. Links that are not named have no fault. */
export type Drill = {
  readonly id: string;
  /** Link id → its fault. */
  readonly faults: Readonly<Record<string, DrillFault>>;
};

/** How many times faster than real time a drill runs; its figures are in the time that it plays. */
export type DrillSpeed = 1 | 10;
