import { useAppStore } from "#renderer/stores/app-store.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import type { GatewayRequest } from "#shared/gateway.ts";
import type { Run } from "#shared/run.ts";

/** Changes whenever a run of the chain ends, also a program's, or its cost is found: its history is another one then. */
export function useEndedRuns(chainId: string): string {
  const ended = useRunsStore((state) => endedRuns(Object.values(state.runs), chainId));
  const served = useAppStore((state) => endedRequests(state.gatewayRequests, chainId));
  return `${ended} ${served}`;
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
