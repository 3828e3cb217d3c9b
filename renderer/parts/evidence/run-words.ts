import { briefOf } from "#renderer/parts/failure-words.ts";
import { formatCount, formatSeconds } from "#shared/format.ts";
import { rowOf } from "#shared/repeat.ts";
import type { Comparison, Run } from "#shared/run.ts";
import { sampleOf } from "#shared/statistics/samples.ts";

/** `5.82 s, 326 tokens`, `502 server error after 0.90 s`, `stopped`; for a round that was not asked yet `not asked yet`. */
export function runWords(run: Run | undefined): string {
  if (run === undefined) return "not asked yet";
  const time = formatSeconds(run.endMs ?? 0);
  switch (run.status) {
    case "done":
      return [time, tokenWords(run)].filter((part) => part !== "").join(", ");
    case "failed":
      return run.failure === null ? `no answer after ${time}` : `${briefOf(run.failure)} after ${time}`;
    case "stopped":
    case "interrupted":
      return `${run.status}, measures nothing`;
    default:
      return "running";
  }
}

function tokenWords(run: Run): string {
  const tokens = run.attempts.find((attempt) => attempt.id === run.answeredBy)?.usage?.outputTokens;
  if (tokens === undefined) return "";
  return tokens === 1 ? "1 token" : `${formatCount(tokens)} tokens`;
}

/**
 * `cold connection, 1,024 tokens from the prompt cache`: what may have made this answer slower or faster than others;
 * empty for a warm connection without a cache, which is the usual case.
 */
export function circumstanceWords(run: Run | undefined): string {
  if (run?.status !== "done") return "";
  const { isWarm, cacheReadTokens } = sampleOf(run);
  return [
    isWarm === false ? "cold connection" : "",
    cacheReadTokens === null || cacheReadTokens === 0
      ? ""
      : `${formatCount(cacheReadTokens)} tokens from the prompt cache`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/** `text: Refund …, label: billing`: the row of a data set that a round was asked with; null where there are none. */
export function rowWords({ repeat }: Pick<Comparison, "repeat">, round: number): string | null {
  const row = repeat === undefined ? null : rowOf(repeat, round);
  if (row === null) return null;
  return Object.entries(row)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");
}
