import type { ChainHealth, ChainWhatIf, ChainWhatIfQuestion, HealthQuestion } from "#shared/chain-health.ts";
import type { ChainStatistics, StatisticsQuestion } from "#shared/chain-statistics.ts";
import type { Found } from "./outcome.ts";

/** What the disk holds of how chains did. */
export type ChainStorePort = {
  chainStatistics(question: StatisticsQuestion): Promise<Found<ChainStatistics>>;
  chainHealth(question: HealthQuestion): Promise<Found<ChainHealth>>;
  chainWhatIf(question: ChainWhatIfQuestion): Promise<Found<ChainWhatIf>>;
};
