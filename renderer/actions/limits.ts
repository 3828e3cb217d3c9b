import { call } from "#renderer/bridge/host.ts";
import { problemOf } from "./answers.ts";
import { showProblem } from "./problem.ts";

/**
 * What the user may do about a cooldown (engine.md R20): both close it, and the next request asks the provider at once.
 */

/** Ends the wait of one column. */
export async function sendNow(runId: string): Promise<void> {
  const answer = await call("run.sendNow", { runId });
  if (!answer.ok) showProblem(`Not sent. ${answer.failure.message}`);
}

/** Lifts every limit of a provider; gives what went wrong in words, or null. */
export async function clearCooldown(providerId: string): Promise<string | null> {
  return problemOf(await call("limit.clear", { providerId }));
}
