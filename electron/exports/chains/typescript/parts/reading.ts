import { Failure } from "./failures.ts";
import type { ModelConfig } from "./words.ts";

/** Tokens; the cached ones are part of the input. */
export type Usage = { readonly input: number; readonly cached: number; readonly output: number };

/** What one event of a stream says. */
export type Piece = {
  readonly text?: string;
  readonly thinking?: string;
  readonly finish?: Finish | null;
  readonly usage?: Usage;
  /** What the provider says it charged. */
  readonly costUsd?: number | null;
};

export type Finish = "stop" | "length" | "refused" | "error";

/** One answer as far as it has come. */
export type Reading = {
  hasText: boolean;
  finish: Finish | null;
  /** Some servers say a finish with each piece: whether more came after the last one, and after any. */
  goesOn: boolean;
  wentOn: boolean;
  usage: Usage;
  costUsd: number | null;
};

export function newReading(): Reading {
  const usage = { input: 0, cached: 0, output: 0 };
  return { hasText: false, finish: null, goesOn: false, wentOn: false, usage, costUsd: null };
}

export function take(reading: Reading, { text, thinking, finish, usage, costUsd }: Piece): void {
  if (text) reading.hasText = true;
  if (reading.finish !== null && (text || thinking)) reading.goesOn = reading.wentOn = true;
  if (finish) reading.goesOn = false;
  reading.finish = finish ?? reading.finish;
  reading.costUsd = costUsd ?? reading.costUsd;
  if (usage === undefined) return;
  const { input, cached, output } = reading.usage;
  // Counts only grow, and may come in several parts.
  reading.usage = {
    input: Math.max(input, usage.input),
    cached: Math.max(cached, usage.cached),
    output: Math.max(output, usage.output),
  };
}

/** An answer that was cut, filtered or is empty is none. */
export function check({ finish, hasText }: Reading): void {
  if (finish === null) throw new Failure("TIMEOUT", "The stream was cut before its end.");
  if (finish === "refused") throw new Failure("CONTENT_POLICY", "The model or its filter refused to answer.");
  if (finish === "error") throw new Failure("SERVER", "It ended the answer with an error.");
  if (hasText) return;
  const allThinking = "All tokens were spent on thinking. Raise maxTokens.";
  if (finish === "length") throw new Failure("EMPTY", allThinking, { mayRetry: false });
  throw new Failure("EMPTY", "It answered without any text.");
}

/** In USD: what the provider charged, else tokens times price, else null for unknown. */
export function priceOf({ costUsd, finish, usage }: Reading, link: ModelConfig): number | null {
  const { costPer1kInput: perInput, costPer1kOutput: perOutput, costPer1kCached: perCached = perInput } = link;
  if (costUsd !== null) return costUsd;
  if (finish === null || usage.input + usage.output === 0) return null;
  if (perInput === undefined || perOutput === undefined || perCached === undefined) return null;
  return ((usage.input - usage.cached) * perInput + usage.cached * perCached + usage.output * perOutput) / 1000;
}
