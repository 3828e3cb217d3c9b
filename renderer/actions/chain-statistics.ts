import { call } from "#renderer/bridge/host.ts";
import type { ChainStatistics } from "#shared/chain-statistics.ts";
import type { Answer } from "#shared/failure.ts";

/** Who answered a chain's runs of the last days. */
export function askChainStatistics(chainId: string, days: number): Promise<Answer<ChainStatistics>> {
  return call("chain.statistics", { chainId, days });
}
