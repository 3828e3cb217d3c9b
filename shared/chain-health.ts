import type { ModelRef, Price } from "./model.ts";
import type { Interval } from "./statistics/bootstrap.ts";

/** Fewest first attempts of each link from which another order is estimated. */
export const fewestForOrders = 15;
/** Of more links than these there are too many orders to compare. */
export const mostOrderedLinks = 6;
/** Fewest answered runs of a chain from which it is taken who answers how often. */
export const fewestForShares = 15;
/** Of a chain's runs so many are looked at, the newest ones. */
export const mostHealthRuns = 2_000;

/** 95 %, both ends included. */
export type HealthInterval = Interval;

/** What was measured, by the rules of ui/README.md §7. */
export type Measured = {
  readonly count: number;
  /** Null below 3. */
  readonly p50: number | null;
  /** Of p50; from 5 values on. */
  readonly interval: HealthInterval | null;
  /** Null below 15. */
  readonly p95: number | null;
};

/** What is to be expected: a mean, because money adds up. */
export type Expected = {
  readonly count: number;
  /** Null below 3. */
  readonly mean: number | null;
  /** 95 %; from 5 values on. */
  readonly interval: HealthInterval | null;
};

/** How one model did as a link of a chain. Links of one chain that ask the same model are told as one. */
export type LinkHealth = ModelRef & {
  /** Its place in the chain as it is now, from 0; null where the chain asks this model no more. */
  readonly linkIndex: number | null;
  /** How often the chain came to it and sent it a first attempt; retries are not counted. */
  readonly asked: number;
  readonly answered: number;
  /** How often it was asked and gave no answer. */
  readonly failed: number;
  /** How often it was passed over without being asked: it cooled down, had no key … */
  readonly skipped: number;
  /** Ms from when the chain came to it to the first token of its answer: its retries and waits are in it. */
  readonly firstTokenMs: Measured;
  /** Ms from when the chain came to it to the end of its answer. */
  readonly totalMs: Measured;
  /** Ms from when the chain came to it until it was given up. */
  readonly lostMs: Measured;
  /** Nano-USD of each time it was asked, whatever came of it; without those whose cost is not known. */
  readonly costNanoUsd: Expected;
  readonly unknownCosts: number;
};

/** What the recorded attempts of a chain say of it. Demo runs and real ones are never mixed. */
export type ChainHealth = {
  readonly chainId: string;
  readonly days: number;
  /** Epoch ms. */
  readonly sinceMs: number;
  readonly isDemo: boolean;
  /** Runs that were answered, or failed by who was asked; others measure nothing (`isMeasured`). */
  readonly runs: number;
  /** There were more than `mostHealthRuns`: the newest ones are told of. */
  readonly isCut: boolean;
  readonly answered: number;
  /** Answered by another link than the first. */
  readonly fellThrough: number;
  /** First those of the chain as it is, in its order, then those it had. */
  readonly links: readonly LinkHealth[];
  /** Ms from Send to the first token of the answer, lost links included. */
  readonly firstTokenMs: Measured;
  /** Ms from Send to the end of the answer. */
  readonly totalMs: Measured;
  /** Nano-USD of a run, lost attempts included; without runs of which some cost is not known. */
  readonly costNanoUsd: Expected;
  readonly unknownCosts: number;
  /** Ms that lost links and waits added before the link that answered, in runs that fell through. */
  readonly addedWaitMs: Measured;
  readonly orders: ChainOrders;
};

/** What other orders of the same links would have given: an estimate, as if links failed independently of each other. */
export type ChainOrders =
  /** Nothing to put in another order. */
  | { readonly kind: "one-link" }
  | { readonly kind: "too-many-links" }
  | { readonly kind: "never-answered" }
  /** Links that were not asked often enough, by their place in the chain. */
  | { readonly kind: "too-few"; readonly links: readonly { readonly linkIndex: number; readonly asked: number }[] }
  /** The best ones first, by their time; the present one is always among them, and the cheapest. */
  | { readonly kind: "estimated"; readonly orders: readonly ChainOrder[] };

export type ChainOrder = {
  /** Places of the links in the chain as it is now. */
  readonly linkIndexes: readonly number[];
  readonly isCurrent: boolean;
  /** 0 to 1: how many runs would have been answered. */
  readonly answeredShare: number;
  /** Ms from Send to the first token of an answer, on average. */
  readonly firstTokenMs: number;
  readonly firstTokenInterval: HealthInterval;
  /** Against the present order, less is faster; null for the present one. No clear difference where it spans zero. */
  readonly differenceMs: { readonly value: number; readonly interval: HealthInterval } | null;
  /** Nano-USD of a run, on average; null where the cost of some link is not known. */
  readonly costNanoUsd: number | null;
};

/** The whole question, as the disk is asked. */
export type HealthQuestion = Pick<ChainHealth, "chainId" | "days" | "sinceMs" | "isDemo"> & {
  /** Of the chain as it is, in its order. */
  readonly links: readonly ModelRef[];
};

export type ChainWhatIfQuestion = Omit<HealthQuestion, "links"> & {
  /** With the price that an answer would be billed by now; null where it is not known. */
  readonly links: readonly (ModelRef & { readonly price: Price | null })[];
};

/**
 * What the prompts of the last days would have cost on a chain: an estimate by their recorded tokens at the prices of
 * its links, because another model counts and writes another number of tokens.
 */
export type ChainWhatIf = {
  readonly chainId: string;
  readonly days: number;
  /** Epoch ms. */
  readonly sinceMs: number;
  readonly isDemo: boolean;
  /** Prompts of this window that were answered, with recorded tokens and a known cost. */
  readonly prompts: number;
  /** Answers without recorded tokens or without a known cost; in no figure. */
  readonly leftOut: number;
  /** What those prompts cost: their answers, and attempts that were lost on the way as far as their cost is known. */
  readonly actualNanoUsd: number;
  /** Null where a link that is expected to answer has no known price. */
  readonly nanoUsd: number | null;
  /** Of `nanoUsd`: what is expected for attempts that are lost. */
  readonly lostNanoUsd: number;
  /** Runs of this chain that tell who answers how often; 0: too few, so that the first link is taken to answer all. */
  readonly basedOnRuns: number;
  /** Links that are expected to answer, and how large a part of the prompts (0 to 1). */
  readonly links: readonly (ModelRef & {
    readonly linkIndex: number;
    readonly share: number;
    readonly price: Price | null;
  })[];
};
