import { call } from "#renderer/bridge/host.ts";
import type { Input } from "#shared/contract.ts";
import { saveConversation } from "./columns.ts";
import { showComparison, takeBackComparison, whyNotSent } from "./sending.ts";
import { noteAnswer } from "./unheard.ts";

/**
 * Sends a prompt again and again, as it is told; the conversation shows it at once. Null where the host took it, else
 * why nothing was sent, for people.
 */
export async function startRepeat(input: Input<"repeat.start">): Promise<string | null> {
  const { columns, repeat, ...fields } = input;
  // The seed is drawn by the host where none is told; it comes with the host's own word of the comparison.
  showComparison(fields, { ...repeat, columns, seed: repeat.seed ?? 0 });
  const refusal = await ask(input);
  if (refusal !== null) takeBackComparison(input.comparisonId);
  return refusal;
}

async function ask(input: Input<"repeat.start">): Promise<string | null> {
  const answer = (await saveConversation()) ? await call("repeat.start", input) : null;
  noteAnswer(input.comparisonId, answer);
  return whyNotSent(answer);
}
