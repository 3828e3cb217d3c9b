/** Who answered, of a chain's finished runs since a moment. Demo runs and real ones are never mixed. */
export type ChainStatistics = {
  readonly chainId: string;
  /** Epoch ms. */
  readonly sinceMs: number;
  readonly isDemo: boolean;
  /** Runs that were answered or failed; stopped and interrupted ones are left out. */
  readonly runs: number;
  /** Runs that another link than the first answered, or none. */
  readonly fellThrough: number;
  readonly unanswered: number;
  /** Link id → in how many runs it answered, and failed without answering; links that the chain has no more are there, too. */
  readonly links: Readonly<Record<string, LinkStatistics>>;
  /** What lost links and waits added before the answering attempt, in ms; null below 3 and 15 runs that fell through. */
  readonly waitAddedMs: { readonly p50: number | null; readonly p95: number | null };
  /** Of the runs whose cost is known: all attempts, and those that did not answer. */
  readonly costNanoUsd: number;
  readonly wastedNanoUsd: number;
  /** Answers that are in the two sums. */
  readonly pricedAnswers: number;
  /** Runs of which some cost is not known; not in the two sums. */
  readonly unknownCosts: number;
};

export type LinkStatistics = { readonly answered: number; readonly failed: number };

/** The whole question, as the disk is asked. */
export type StatisticsQuestion = Pick<ChainStatistics, "chainId" | "sinceMs" | "isDemo">;
