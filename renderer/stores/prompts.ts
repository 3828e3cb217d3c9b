import type { Comparison } from "#shared/run.ts";

/** The prompts of a conversation in the order they were sent; the edited ones and those they replaced alike. */
export function promptsOf(comparisons: readonly Comparison[], conversationId: string): readonly Comparison[] {
  return comparisons.filter((one) => one.conversationId === conversationId);
}

/** The prompt on screen: the one that was gone to, else the newest. */
export function shownPrompt(prompts: readonly Comparison[], shownId: string | null): Comparison | undefined {
  return prompts.find((one) => one.id === shownId) ?? prompts.at(-1);
}

/** What a prompt is called: `Prompt 3`. Null where it is not of this conversation. */
export function promptNumber(prompts: readonly Comparison[], comparisonId: string): number | null {
  const index = prompts.findIndex((one) => one.id === comparisonId);
  return index === -1 ? null : index + 1;
}

/** The number of the prompt that this one is an edit of: the first one that followed what it follows; null for its own. */
export function editedNumber(prompts: readonly Comparison[], prompt: Comparison): number | null {
  const first = prompts.findIndex((one) => one.followsId === prompt.followsId);
  return first === -1 || prompts[first]?.id === prompt.id ? null : first + 1;
}

/** The prompts that a new one would follow, oldest first: the way of `followsId` from `last` back. */
export function threadTo(prompts: readonly Comparison[], last: string | undefined): readonly Comparison[] {
  const byId = new Map(prompts.map((one) => [one.id, one]));
  const thread: Comparison[] = [];
  for (let next = last; next !== undefined; ) {
    const prompt = byId.get(next);
    if (prompt === undefined) break;
    // Taken out, so that a damaged way that bites its own tail ends, too.
    byId.delete(next);
    thread.unshift(prompt);
    next = prompt.followsId;
  }
  return thread;
}

/** What the prompt in the composer will follow: the newest one, or what the edited one followed. */
export function nextFollowsId(prompts: readonly Comparison[], editingId: string | null): string | undefined {
  const edited = prompts.find((one) => one.id === editingId);
  return edited === undefined ? prompts.at(-1)?.id : edited.followsId;
}
