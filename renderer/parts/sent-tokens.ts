import { useAppStore } from "#renderer/stores/app-store.ts";
import { promptsOf, threadTo } from "#renderer/stores/prompts.ts";
import { useRunsStore } from "#renderer/stores/runs-store.ts";
import type { Comparison, Run } from "#shared/run.ts";
import { estimateTokens } from "#shared/run-numbers.ts";
import { tokensOfTurns, tokensPerImage, turnsOf } from "./turns.ts";

/** What was sent with a run never changes, and a run is asked for ten times a second. */
const counted = new WeakMap<Comparison, Map<string, number>>();

/**
 * Tokens that went out with a run, as far as the window can tell: what the column said before, the system prompt, the
 * prompt and its images. Shown with ≈ until the provider says how many there were.
 */
export function sentTokens(run: Run): number {
  const { comparisons } = useAppStore.getState();
  const prompt = comparisons.find((one) => one.id === run.comparisonId);
  if (prompt === undefined) return 0;
  const known = counted.get(prompt) ?? new Map<string, number>();
  counted.set(prompt, known);
  const tokens = known.get(run.id) ?? countTokens(run, prompt, comparisons);
  known.set(run.id, tokens);
  return tokens;
}

function countTokens(run: Run, prompt: Comparison, comparisons: readonly Comparison[]): number {
  const thread = threadTo(promptsOf(comparisons, prompt.conversationId), prompt.followsId);
  const before = tokensOfTurns(turnsOf(run.columnId, thread, Object.values(useRunsStore.getState().runs)));
  const system = before.hasSystem ? "" : (run.overrides?.system ?? prompt.system ?? "");
  const images = (prompt.images?.length ?? 0) * tokensPerImage;
  return before.tokens + estimateTokens(system) + estimateTokens(prompt.prompt) + images;
}
