/** Who answered, of a chain's finished runs since a moment. Demo runs and real ones are never mixed. */
export type ChainStatistics = {
  readonly chainId: string;
  /** Epoch ms. */
  readonly sinceMs: number;
  readonly isDemo: boolean;
  /** Runs that ended, stopped ones left out. */
  readonly runs: number;
  /** Runs that another link than the first answered, or none. */
  readonly fellThrough: number;
  readonly unanswered: number;
  /** Link id → how often it answered and failed; links that the chain has no more are there, too. */
  readonly links: Readonly<Record<string, { readonly answered: number; readonly failed: number }>>;
  /** What lost links and waits added before the answering attempt, in ms; null below 3 and 15 runs that fell through. */
  readonly waitAddedMs: { readonly p50: number | null; readonly p95: number | null };
  readonly costNanoUsd: number;
  readonly wastedNanoUsd: number;
  /** Answers of which some cost is not known; not in the two sums. */
  readonly unknownCosts: number;
};
