import { promptOfRound } from "#shared/repeat.ts";
import type { Comparison, Run } from "#shared/run.ts";
import { estimateTokens, shownAttempt } from "#shared/run-numbers.ts";

/** A prompt of a thread with what one column answered. */
export type Turn = { readonly prompt: Comparison; readonly run: Run };

/**
 * What a column has said in a thread, isolated from the others, as the host hands it on: its newest answer to each
 * prompt; one that it did not answer is no turn of it.
 */
export function turnsOf(columnId: string, thread: readonly Comparison[], runs: readonly Run[]): readonly Turn[] {
  const own = runs.filter((run) => run.columnId === columnId);
  return thread.flatMap((prompt) => {
    const run = own.findLast((one) => one.comparisonId === prompt.id);
    return run !== undefined && isAnswer(run) ? [{ prompt, run }] : [];
  });
}

function isAnswer({ status, text }: Run): boolean {
  return text.trim() !== "" && (status === "done" || status === "stopped" || status === "interrupted");
}

/** By size and provider an image takes from some 250 to some 1,600 tokens; the host weighs it with as many. */
export const tokensPerImage = 1_000;

/**
 * Tokens of all turns before a prompt. What the provider counted for the last of them says it best: its input was all
 * the turns before it, system prompt and images included.
 */
export function tokensOfTurns(turns: readonly Turn[]): { readonly tokens: number; readonly hasSystem: boolean } {
  const usage = shownUsage(turns.at(-1)?.run);
  if (usage !== null) {
    return { tokens: usage.inputTokens + Math.max(0, usage.outputTokens - usage.reasoningTokens), hasSystem: true };
  }
  const tokens = turns.reduce((sum, { prompt, run }) => {
    const images = (prompt.images?.length ?? 0) * tokensPerImage;
    return sum + estimateTokens(promptOfRound(prompt, run.round ?? 0).prompt) + images + estimateTokens(run.text);
  }, 0);
  return { tokens, hasSystem: false };
}

function shownUsage(run: Run | undefined) {
  const usage = run === undefined ? null : (shownAttempt(run)?.usage ?? null);
  return usage?.source === "reported" ? usage : null;
}
