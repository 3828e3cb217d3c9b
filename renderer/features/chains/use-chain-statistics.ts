import { useEffect, useState } from "react";
import { askChainStatistics } from "#renderer/actions/chain-statistics.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import type { ChainStatistics } from "#shared/chain-statistics.ts";
import type { GatewayRequest } from "#shared/gateway.ts";
import type { Run } from "#shared/run.ts";

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
  const ended = useRunsStore((state) => endedRuns(Object.values(state.runs), chainId));
  const served = useAppStore((state) => endedRequests(state.gatewayRequests, chainId));
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
  }, [chainId, isDemo, isConnected, ended, served]);
  return question;
}

function hasEnded({ target, endMs }: Run, chainId: string): boolean {
  return endMs !== null && target.kind === "chain" && target.chainId === chainId;
}

/** Changes with every end and with every cost that is found later. */
function endedRuns(runs: readonly Run[], chainId: string): string {
  const ended = runs.filter((run) => hasEnded(run, chainId));
  const unknown = ended.flatMap((run) => run.attempts.filter((attempt) => attempt.cost.nanoUsd === null));
  return `${ended.length} ${unknown.length}`;
}

/** Their ids, because only the last ones are kept and their number stays the same in the end. */
function endedRequests(requests: readonly GatewayRequest[], chainId: string): string {
  return requests.flatMap(({ id, run }) => (run !== null && hasEnded(run, chainId) ? id : [])).join();
}
