import type { Price } from "./model.ts";
import type { Attempt, Run } from "./run.ts";
import { type Cost, type CostSum, sumCosts, unknownCost } from "./usage.ts";

/** What a column shows of its run; null where it is not known yet. Times in ms since Send. */
export type RunNumbers = {
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
  readonly tokensPerSecond: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Counted here from text, shown with ≈: while it streams, or where the provider did not say. */
  readonly isEstimate: boolean;
  readonly cost: CostSum;
};

/** A rough count that holds for English text; only ever shown with ≈. */
const charactersPerToken = 4;
/** Below this many tokens a speed says nothing (ui/README.md §7). */
const fewestForSpeed = 10;
/**
 * A shorter stream gives no speed: text that comes in one burst was held back on its way, and its few milliseconds
 * are the delivery's, not the model's. They would read as thousands of tokens per second, and win every comparison.
 */
const shortestForSpeedMs = 100;

export function estimateTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

/** Nano-USD of so many tokens; null where the price is not known. 1 USD per million tokens is 1,000 nano-USD each. */
export function estimateNanoUsd(price: Price | null, inputTokens: number, outputTokens: number): number | null {
  if (price === null) return null;
  return Math.round((inputTokens * price.inputUsd + outputTokens * price.outputUsd) * 1_000);
}

/** The attempt whose text is on screen: the one that answered, else the last one that sent something. */
export function shownAttempt(run: Run): Attempt | undefined {
  const answered = run.attempts.find((attempt) => attempt.id === run.answeredBy);
  return answered ?? run.attempts.findLast((attempt) => attempt.firstContentMs !== null && attempt.droppedText === "");
}

/** Ms since Send, now or at the end. */
export function elapsedMs(run: Run, nowMs: number): number {
  return run.endMs ?? Math.max(0, nowMs - run.startedAtMs);
}

/** `sentTokens` (parts/sent-tokens.ts) is what went out, where the provider did not say. */
export function numbersOf(run: Run, sentTokens: number, nowMs: number): RunNumbers {
  const attempt = shownAttempt(run);
  const usage = attempt?.usage ?? null;
  const hasText = attempt !== undefined;
  const outputTokens = usage?.outputTokens ?? (hasText ? estimateTokens(run.text + run.reasoning) : null);
  const totalMs = elapsedMs(run, nowMs);
  return {
    firstTokenMs: attempt?.firstAnswerMs ?? null,
    totalMs,
    tokensPerSecond: hasText ? speedOf(attempt, outputTokens ?? 0, totalMs) : null,
    inputTokens: usage?.inputTokens ?? (hasText ? sentTokens : null),
    outputTokens,
    isEstimate: usage === null || usage.source === "estimated",
    cost: costOf(run, sentTokens),
  };
}

/** How long a model thought before its answer began; null while it still does, and where it did not. */
export function reasoningMs(run: Run | undefined): number | null {
  const attempt = run === undefined ? undefined : shownAttempt(run);
  if (attempt === undefined || attempt.firstContentMs === null) return null;
  const untilMs = attempt.firstAnswerMs ?? attempt.endMs;
  return untilMs === null || untilMs <= attempt.firstContentMs ? null : untilMs - attempt.firstContentMs;
}

/**
 * Tokens per second from the first text to the last one; null where they say nothing of it. `nowMs`: since Send. An
 * attempt that ended without a known time of its last text has none: a crash cut it off.
 */
export function speedOf(attempt: Attempt, outputTokens: number, nowMs: number): number | null {
  const { firstContentMs, endMs } = attempt;
  const lastMs = attempt.lastContentMs ?? (endMs === null ? nowMs : null);
  if (firstContentMs === null || lastMs === null || outputTokens < fewestForSpeed) return null;
  const streamedMs = lastMs - firstContentMs;
  return streamedMs < shortestForSpeedMs ? null : outputTokens / (streamedMs / 1_000);
}

/** Every attempt counts, the lost ones too. */
function costOf(run: Run, sentTokens: number): CostSum {
  return sumCosts(run.attempts.map((attempt) => costOfAttempt(run, attempt, sentTokens)));
}

/** What an attempt cost; a running one is estimated from what arrived. */
export function costOfAttempt(run: Run, attempt: Attempt, sentTokens: number): Cost {
  if (attempt.status !== "running") return attempt.cost;
  if (attempt.firstContentMs === null) return { nanoUsd: 0, source: "estimated" };
  const nanoUsd = estimateNanoUsd(attempt.price, sentTokens, estimateTokens(run.text + run.reasoning));
  return nanoUsd === null ? unknownCost : { nanoUsd, source: "estimated" };
}

/** Of how many answers that say this figure it is the best; null where it is not, or where none can be compared. */
export type Best = {
  readonly firstToken: number | null;
  readonly total: number | null;
  readonly speed: number | null;
  readonly cost: number | null;
};

/** Among the finished answers to one prompt, where at least two can be compared; ties share it. */
export function bestOf(own: RunNumbers, finished: readonly RunNumbers[]): Best {
  const least = (pick: (numbers: RunNumbers) => number | null) => bestCount(own, finished, pick);
  return {
    firstToken: least((numbers) => numbers.firstTokenMs),
    total: least((numbers) => numbers.totalMs),
    speed: least((numbers) => (numbers.tokensPerSecond === null ? null : -numbers.tokensPerSecond)),
    cost: least((numbers) => (numbers.cost.unknownCount > 0 ? null : numbers.cost.nanoUsd)),
  };
}

function bestCount(
  own: RunNumbers,
  all: readonly RunNumbers[],
  pick: (numbers: RunNumbers) => number | null,
): number | null {
  const values = all.flatMap((numbers) => pick(numbers) ?? []);
  const value = pick(own);
  return value !== null && values.length >= 2 && value <= Math.min(...values) ? values.length : null;
}
