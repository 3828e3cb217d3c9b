/** What was sent to the host and not answered yet, by comparison. */
const asked = new Map<string, Promise<unknown>>();

/** Remembers a start until the host has answered it. It must not reject. */
export async function underWay<T>(comparisonId: string, answer: Promise<T>): Promise<T> {
  asked.set(comparisonId, answer);
  const value = await answer;
  if (asked.get(comparisonId) === answer) asked.delete(comparisonId);
  return value;
}

/** Resolves once the host knows of what was sent, at once where nothing is on its way: a Stop before that would be lost. */
export async function whenTaken(comparisonId: string): Promise<void> {
  await asked.get(comparisonId);
}
