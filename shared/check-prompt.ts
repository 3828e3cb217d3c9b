/** Characters; more than any model of today takes, and well under what one bridge message may hold. */
export const longestPrompt = 1_000_000;

/** Says why this prompt cannot be sent, or null where it can. */
export function checkPrompt(prompt: string): string | null {
  if (prompt.trim() === "") return "Write a prompt first.";
  if (prompt.length > longestPrompt) return "The prompt may hold at most 1,000,000 characters. Shorten it.";
  return null;
}
