import type { Attempt, FinishReason, Run } from "#shared/run.ts";
import { type CostSum, sumCosts, type Usage } from "#shared/usage.ts";

/** What we say of a run beside the fields of OpenAI. Nothing in it comes from a provider's headers or ids. */

/** The attempt that answered, or that is answering; null where a run ended without an answer. */
export function currentAttempt(run: Run): Attempt | null {
  if (run.status === "running") return run.attempts.at(-1) ?? null;
  return run.attempts.find(({ id }) => id === run.answeredBy) ?? null;
}

/** `chainName` is null where a model was asked for directly. */
export function runHeaders(run: Run, chainName: string | null): Record<string, string> {
  const attempt = currentAttempt(run);
  const sent = run.attempts.filter(({ status }) => status !== "skipped").length;
  return {
    "x-understudy-run": run.id,
    "x-understudy-attempts": String(sent),
    ...(chainName !== null && { "x-understudy-chain": headerText(chainName) }),
    ...(attempt !== null && {
      "x-understudy-link": String(attempt.linkIndex + 1),
      "x-understudy-model": headerText(`${attempt.providerId}/${attempt.modelId}`),
    }),
  };
}

/** Absent where it is not known what the run cost. */
export function costHeaders(run: Run): Record<string, string> {
  const costUsd = costUsdOf(sumCosts(run.attempts.map(({ cost }) => cost)));
  return costUsd === null ? {} : { "x-understudy-cost-usd": decimal(costUsd) };
}

/** Without an exponent, to the nano-USD. */
function decimal(usd: number): string {
  return usd.toFixed(9).replace(/\.?0+$/, "");
}

/** Names may be in any script; a header holds visible ASCII. */
function headerText(text: string): string {
  return text.toWellFormed().replaceAll(/[^\x20-\x7e]|%/gu, encodeURIComponent);
}

/** The object `understudy` of a body or a last chunk. A cut answer names the attempt that it came from. */
export function understudyObject(run: Run, chainName: string | null, attempt = currentAttempt(run)) {
  const sum = sumCosts(run.attempts.map(({ cost }) => cost));
  return {
    run: run.id,
    chain: chainName,
    link: attempt === null ? null : attempt.linkIndex + 1,
    attempts: run.attempts.map(attemptObject),
    costUsd: costUsdOf(sum),
    costSource: costSourceOf(run, sum),
  };
}

function attemptObject({ linkIndex, providerId, modelId, kind, status, failure, ...attempt }: Attempt) {
  return {
    link: linkIndex + 1,
    provider: providerId,
    model: modelId,
    kind,
    status,
    served: attempt.modelServed,
    failure: failure?.class ?? null,
    httpStatus: attempt.httpStatus,
    startMs: rounded(attempt.startMs),
    firstTokenMs: rounded(attempt.firstContentMs),
    endMs: rounded(attempt.endMs),
    costUsd: attempt.cost.nanoUsd === null ? null : attempt.cost.nanoUsd / 1e9,
  };
}

function rounded(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 10) / 10;
}

/** Null where a part of it is not known: a sum without it would claim too little. */
function costUsdOf({ nanoUsd, unknownCount }: CostSum): number | null {
  return unknownCount > 0 ? null : nanoUsd / 1e9;
}

function costSourceOf(run: Run, { unknownCount, isEstimate }: CostSum): string {
  if (unknownCount > 0) return "unknown";
  if (isEstimate) return "estimated";
  const sources = run.attempts.filter(({ status }) => status !== "skipped").map(({ cost }) => cost.source);
  return sources.length > 0 && sources.every((source) => source === "reported") ? "reported" : "computed";
}

export function usageObject(usage: Usage | null) {
  if (usage === null) return null;
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cacheReadTokens },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  };
}

const finishWords: Readonly<Record<FinishReason, string>> = {
  stop: "stop",
  length: "length",
  tool_calls: "tool_calls",
  content_filter: "content_filter",
  refusal: "content_filter",
  error: "stop",
  other: "stop",
};

/** OpenAI's word for why the answer ended. */
export function finishWord(run: Run): string {
  return finishWords[currentAttempt(run)?.finish ?? "stop"];
}
