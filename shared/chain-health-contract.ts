import type { ChainHealth, ChainWhatIf } from "./chain-health.ts";
import type { ChainStatistics } from "./chain-statistics.ts";

/**
 * The methods that tell how a chain did: a part of the contract. All are of what began within the last `days`, of the
 * demo's runs while it is on, else of the real ones.
 */
export type ChainHealthContract = {
  "chain.statistics": { input: { chainId: string; days: number }; output: ChainStatistics };
  /** Times, costs and other orders of its links, by its newest runs. */
  "chain.health": { input: { chainId: string; days: number }; output: ChainHealth };
  /** What the prompts of this window would have cost on this chain. `not-found` for one that is not saved. */
  "chain.whatIf": { input: { chainId: string; days: number }; output: ChainWhatIf };
};
