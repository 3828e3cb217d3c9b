import type { FailureClass, FailureReason } from "./failure.ts";
import type { ModelRef, Price } from "./model.ts";

/** What a report covers. `days`: 1 is today since local midnight, 7 is today and the six days before it. */
export type SpendRange =
  | { readonly kind: "session"; readonly sessionId: string }
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "all" };

/** Money and counts over attempts (engine.md R22). Money is integer nano-USD; what is unknown is in `unknownCosts` alone. */
export type SpendSum = {
  readonly nanoUsd: number;
  /** Of it, what attempts cost that did not win. */
  readonly wastedNanoUsd: number;
  /** Of it, what is estimated rather than reported or computed. */
  readonly estimatedNanoUsd: number;
  /** Attempts whose cost nobody knows; in no sum. */
  readonly unknownCosts: number;
  /** Runs that an attempt of this group answered. */
  readonly answers: number;
  /** HTTP requests; skipped links are none. */
  readonly attempts: number;
  readonly failedAttempts: number;
  /** Failed attempts that cost something. */
  readonly billedFailures: number;
  readonly inputTokens: number;
  /** Of the input tokens. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
};

export const noSpend: SpendSum = {
  nanoUsd: 0,
  wastedNanoUsd: 0,
  estimatedNanoUsd: 0,
  unknownCosts: 0,
  answers: 0,
  attempts: 0,
  failedAttempts: 0,
  billedFailures: 0,
  inputTokens: 0,
  cachedTokens: 0,
  outputTokens: 0,
};

export type ModelSpend = ModelRef & SpendSum & { readonly prices: readonly PriceUse[]; readonly drift: Drift | null };
/** A sum over models, and how it came about: what each model adds to it stands together, the dearest model first. */
export type SpendPart = SpendSum & { readonly uses: readonly ModelUse[] };
export type ProviderSpend = SpendPart & { readonly providerId: string };
/** `chainId` null: sent to a model. `title` is the newest one that its runs had. */
export type ChainSpend = SpendPart & { readonly chainId: string | null; readonly title: string };
/** A provider, and who served behind it where the provider said so (OpenRouter). */
export type RouteSpend = SpendPart & { readonly providerId: string; readonly upstreamProvider: string | null };
/** `client` null: this program's own window. */
export type ClientSpend = SpendPart & { readonly client: string | null };

/** How a model's money came about: tokens of one price, with where the price is from and since when. */
export type PriceUse = {
  /**
   * What the tokens were billed by. Where the provider reported the amount: what it can be compared with; where the
   * tokens are not known: what they would be billed by. Null where none is known. A price that was read anew and had
   * stayed the same is one, as of the first time.
   */
  readonly price: Price | null;
  readonly source: "reported" | "computed" | "estimated" | "unknown";
  /** Billed by the price's rates for long prompts. */
  readonly isLongPrompt: boolean;
  readonly attempts: number;
  /** All of them; the cached ones below are billed at rates of their own instead. */
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWrite5mTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly outputTokens: number;
  /** 0 where the source is `unknown`. */
  readonly nanoUsd: number;
};

export type ModelUse = ModelRef & PriceUse;

/** What a provider reported beside what its listed price would have made of the same tokens. */
export type Drift = {
  readonly reportedNanoUsd: number;
  readonly computedNanoUsd: number;
  readonly attempts: number;
};

/** Money lost for one cause. `class` null: another attempt answered although this one was never judged a failure. */
export type WasteCause = {
  readonly class: FailureClass | null;
  readonly reason: FailureReason | null;
  readonly attempts: number;
  readonly nanoUsd: number;
  readonly unknownCosts: number;
  /** Of the lost attempts alone. */
  readonly uses: readonly ModelUse[];
};

/** Sums so far at a moment: a step line. At most some hundred points, the last one is the whole. */
export type SpendPoint = { readonly atMs: number; readonly nanoUsd: number; readonly wastedNanoUsd: number };

/** Of answered runs whose cost is known, with what their failed attempts cost; null below one (p50: 3, p95: 15). */
export type CostPerAnswer = {
  /** `nanoUsd` over `answers`. */
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  /** Of those runs together. */
  readonly nanoUsd: number;
  readonly answers: number;
};

export type SpendReport = {
  readonly range: SpendRange;
  /** True while the demo is on: then everything here is simulated, and nothing real is in it. */
  readonly isDemo: boolean;
  /** Epoch ms; null where nothing was ever sent. */
  readonly fromMs: number | null;
  readonly toMs: number;
  readonly total: SpendSum;
  /** Runs that a later link than the first answered. */
  readonly fellThrough: number;
  /** Runs that failed, without those that a budget kept from being sent. */
  readonly unanswered: number;
  readonly costPerAnswer: CostPerAnswer;
  /** Each list in falling order of money, what is unknown last. */
  readonly byModel: readonly ModelSpend[];
  readonly byProvider: readonly ProviderSpend[];
  readonly byChain: readonly ChainSpend[];
  readonly byRoute: readonly RouteSpend[];
  readonly byClient: readonly ClientSpend[];
  readonly waste: readonly WasteCause[];
  readonly points: readonly SpendPoint[];
  /** Money and answers of the last ten minutes; only of a session. */
  readonly pace: { readonly nanoUsd: number; readonly answers: number; readonly overMs: number } | null;
};

/** What the answers of a range would have cost on one model, by their recorded tokens. */
export type WhatIf = ModelRef & {
  /** Null where the model has no known price. */
  readonly price: Price | null;
  /** Null where the model has no known price. */
  readonly nanoUsd: number | null;
  /** What those same answers cost. */
  readonly actualNanoUsd: number;
  readonly answers: number;
  /** Answers without recorded tokens or without a known cost, in neither figure. */
  readonly leftOut: number;
};

/** What a report is made of: the attempts of the demo or the real ones, never both. */
export type SpendQuestion = {
  readonly range: SpendRange;
  /** Epoch ms of the range's beginning; null where the range says it by itself. */
  readonly sinceMs: number | null;
  readonly isDemo: boolean;
  readonly currentSessionId: string;
  readonly nowMs: number;
};

export type WhatIfQuestion = SpendQuestion & {
  readonly model: ModelRef;
  /** Null where it is not known. */
  readonly price: Price | null;
};

/** Money of one provider within a span, as the budgets count it. */
export type SpendSlice = {
  readonly providerId: string;
  readonly isDemo: boolean;
  /** Asked for by a program through the gateway. */
  readonly isGateway: boolean;
  readonly nanoUsd: number;
  /** Set aside for attempts whose price was known and whose cost is not (yet). */
  readonly reservedNanoUsd: number;
  /** Attempts of which neither is known; in no sum. */
  readonly unknownCosts: number;
};

/** Which spans the budgets ask for. An attempt belongs to the day in which it was sent. */
export type SpendSumsQuestion = {
  readonly sessionId: string;
  /** Epoch ms of local midnights, in rising order; each day lasts until the next one, the last one has no end. */
  readonly dayStartsMs: readonly number[];
};

/** What the ledger of the budgets begins with. Spans and providers without an attempt are not in it. */
export type SpendSums = {
  readonly days: readonly (SpendSlice & { readonly dayStartMs: number })[];
  readonly session: readonly SpendSlice[];
  /** Of the session, all providers together. */
  readonly sessionSum: { readonly real: SpendSum; readonly demo: SpendSum };
};

/** Spans that the budgets know, as those of an import are asked for. */
export type SpendSpans = Pick<SpendSumsQuestion, "dayStartsMs"> & { readonly sessionIds: readonly string[] };

/** What an import adds to spans that the budgets know already. */
export type AddedSpend = Pick<SpendSums, "days"> & {
  readonly sessions: readonly (Pick<SpendSums, "session" | "sessionSum"> & { readonly sessionId: string })[];
};
