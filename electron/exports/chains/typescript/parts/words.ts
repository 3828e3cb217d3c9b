import type { Wire } from "./wire.ts";

export type FailureClass =
  | "RATE_LIMIT"
  | "QUOTA_DAY"
  | "BILLING"
  | "AUTH"
  | "MODEL_GONE"
  | "SERVER"
  | "NETWORK"
  | "TIMEOUT"
  | "EMPTY"
  | "CONTEXT_LENGTH"
  | "UNSUPPORTED"
  | "CONTENT_POLICY"
  | "BAD_REQUEST";

/** One link of a chain. Costs are USD per 1,000 tokens; one that is left out is unknown, 0 is free. */
export type ModelConfig = Partial<Rules> &
  Wire & {
    readonly name: string;
    /** Its key in `providers`. */
    readonly provider: string;
    readonly modelId: string;
    readonly maxTokens: number;
    /** Left out where the model takes none. */
    readonly temperature?: number;
    readonly costPer1kInput?: number;
    readonly costPer1kOutput?: number;
    /** As much as other input where it is left out. */
    readonly costPer1kCached?: number;
  };

export type Rules = {
  /** How often the same link is asked once more where that can help. */
  readonly retries: number;
  readonly firstContentMs: number;
  /** Where no other link could take over. */
  readonly lastHopeFirstContentMs: number;
  /** Between two pieces of content. */
  readonly idleMs: number;
  readonly totalMs: number;
  /** Classes after which the next link is not tried, or is tried, other than `fallThrough` says. */
  readonly stopsAfter: readonly FailureClass[];
  readonly goesOnAfter: readonly FailureClass[];
};

/** What holds where a link says nothing. */
export const usualRules: Rules = {
  retries: 1,
  firstContentMs: 12_000,
  lastHopeFirstContentMs: 60_000,
  idleMs: 15_000,
  totalMs: 600_000,
  stopsAfter: [],
  goesOnAfter: [],
};

/** After these the next link is tried. CONTENT_POLICY and BAD_REQUEST would fail there too. */
export const fallThrough: ReadonlySet<FailureClass> = new Set([
  "RATE_LIMIT",
  "QUOTA_DAY",
  "BILLING",
  "AUTH",
  "MODEL_GONE",
  "SERVER",
  "NETWORK",
  "TIMEOUT",
  "EMPTY",
  "CONTEXT_LENGTH",
  "UNSUPPORTED",
]);

export type Chain = {
  readonly links: readonly ModelConfig[];
  /** A stream that is cut after it showed text: the next link starts over, or the failure is final. */
  readonly onMidStream: "restart" | "fail";
};

export type Message = { readonly role: "system" | "user" | "assistant"; readonly content: string };
