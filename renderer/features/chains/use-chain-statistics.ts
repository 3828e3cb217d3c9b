import { useEffect, useState } from "react";
import { askChainStatistics } from "#renderer/actions/chain-statistics.ts";
import { useEndedRuns } from "#renderer/parts/use-ended-runs.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import type { ChainStatistics } from "#shared/chain-statistics.ts";

export type StatisticsQuestion =
  | { readonly kind: "asking" }
  | { readonly kind: "known"; readonly statistics: ChainStatistics }
  /** Why the history could not be read, in words. */
  | { readonly kind: "failed"; readonly message: string };

/** How far back the editor looks. */
export const statisticsDays = 7;

/** Who answered of late: asked again when a run of the chain ends, also a program's, or its cost is found. */
export function useChainStatistics(chainId: string): StatisticsQuestion {
  const [question, setQuestion] = useState<StatisticsQuestion>({ kind: "asking" });
  const isDemo = useAppStore((state) => state.settings.demo);
  const isConnected = useAppStore((state) => state.connection === "connected");
  const ended = useEndedRuns(chainId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has ended is no input, but the reason to ask again
  useEffect(() => {
    let isLate = false;
    if (!isConnected) return;
    void askChainStatistics(chainId, statisticsDays).then((answer) => {
      // Demo and real are never mixed, nor two chains: what was asked before is not shown any more.
      if (isLate) return;
      setQuestion(
        answer.ok ? { kind: "known", statistics: answer.value } : { kind: "failed", message: answer.failure.message },
      );
    });
    return () => {
      isLate = true;
    };
  }, [chainId, isDemo, isConnected, ended]);
  return question;
}
