import type { ChainHealth, ChainWhatIf, ChainWhatIfQuestion, HealthQuestion } from "#shared/chain-health.ts";

/** What the main thread asks of the worker about chains. */
export type HealthMethods = {
  chainHealth: { input: HealthQuestion; output: ChainHealth };
  chainWhatIf: { input: ChainWhatIfQuestion; output: ChainWhatIf };
};
