import { type GatewayRequest, mostGatewayRequests } from "#shared/gateway.ts";
import { localMidnight } from "#shared/local-day.ts";
import { shownAttempt } from "#shared/run-numbers.ts";
import { type CostSum, sumCosts } from "#shared/usage.ts";

/** The line of figures above the requests. */
export type RequestTotals = {
  readonly count: number;
  /** True where older ones were dropped, so that the count says nothing of the day. */
  readonly isFull: boolean;
  readonly fellThrough: number;
  readonly unanswered: number;
  /** Median of the first tokens; null below three answers (ui/README.md §7). */
  readonly firstTokenMs: number | null;
  readonly cost: CostSum;
};

const fewestForMedian = 3;

/** Over the requests that are listed, since midnight. */
export function totalsOf(requests: readonly GatewayRequest[], nowMs: number): RequestTotals {
  const midnightMs = localMidnight(nowMs);
  const today = requests.filter((request) => request.atMs >= midnightMs);
  const runs = today.flatMap(({ run }) => run ?? []);
  const answered = runs.flatMap((run) => (run.answeredBy === null ? [] : (shownAttempt(run) ?? [])));
  return {
    count: today.length,
    isFull: requests.length >= mostGatewayRequests && today.length === requests.length,
    fellThrough: answered.filter((attempt) => attempt.linkIndex > 0).length,
    unanswered: runs.filter((run) => run.status === "failed").length,
    firstTokenMs: medianOf(answered.flatMap((attempt) => attempt.firstAnswerMs ?? [])),
    cost: sumCosts(runs.filter((run) => run.endMs !== null).flatMap((run) => run.attempts.map(({ cost }) => cost))),
  };
}

function medianOf(values: readonly number[]): number | null {
  if (values.length < fewestForMedian) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper;
  return (lower + upper) / 2;
}
