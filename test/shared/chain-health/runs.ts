import type { HealthAttempt, HealthRun } from "#shared/chain-health/visits.ts";

export const first = { providerId: "openrouter", modelId: "a/one" };
export const second = { providerId: "openai", modelId: "two" };
export const third = { providerId: "google", modelId: "three" };
export const links = [first, second, third];

/** An attempt at a link of `links`; it fails for nothing at once where nothing else is said. */
export function at(linkIndex: number, beganMs: number, parts: Partial<HealthAttempt> = {}): HealthAttempt {
  const link = links[linkIndex] ?? first;
  return { ...link, linkIndex, beganMs, isSkip: false, isAnswer: false, firstAnswerMs: null, nanoUsd: 0, ...parts };
}

/** `[ms until its first token, nano-USD]`. */
type Answering = readonly [afterMs: number, nanoUsd?: number | null];

export function answers(linkIndex: number, beganMs: number, [afterMs, nanoUsd = 100]: Answering): HealthAttempt {
  return at(linkIndex, beganMs, { isAnswer: true, firstAnswerMs: beganMs + afterMs, nanoUsd });
}

export function runOf(endMs: number, ...attempts: readonly HealthAttempt[]): HealthRun {
  const isAnswered = attempts.some(({ isAnswer }) => isAnswer);
  return { endMs, linkCount: isAnswered ? null : links.length, attempts };
}

export function times<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
