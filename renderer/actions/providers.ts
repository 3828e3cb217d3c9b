import { call } from "#renderer/bridge/host.ts";
import { selectProvider } from "#renderer/stores/selection-store.ts";
import type { Input } from "#shared/contract.ts";
import { problemOf } from "./answers.ts";
import { clearCooldown } from "./limits.ts";

/**
 * What the user does with a provider. Each gives what went wrong in words, or null; what changed comes as an event.
 */

/** The result arrives as the provider's `lastTest`; the words here only say that no test could be made. */
export async function testKey(providerId: string): Promise<string | null> {
  return problemOf(await call("key.test", { providerId }));
}

export async function removeKey(providerId: string): Promise<string | null> {
  return problemOf(await call("key.remove", { providerId }));
}

/** Shows the new provider once the host has it. */
export async function addProvider(input: Input<"provider.add">): Promise<string | null> {
  const answer = await call("provider.add", input);
  if (answer.ok) selectProvider(answer.value.provider.id);
  return problemOf(answer);
}

export async function changeProvider(input: Input<"provider.change">): Promise<string | null> {
  return problemOf(await call("provider.change", input));
}

export async function removeProvider(providerId: string): Promise<string | null> {
  return problemOf(await call("provider.remove", { providerId }));
}

export async function refreshModels(providerId: string): Promise<string | null> {
  return problemOf(await call("models.refresh", { providerId }));
}

export async function setDemo(demo: boolean): Promise<string | null> {
  return problemOf(await call("settings.save", { demo }));
}

/** "Check again": asks whether a provider answers by now, and lets its next request go out at once where it does. */
export async function checkProvider(providerId: string): Promise<string | null> {
  const answer = await call("key.test", { providerId });
  if (!answer.ok) return answer.failure.message;
  // A status of any kind is an answer; a key that is refused shows as such.
  if (answer.value.status === null) return answer.value.message;
  return await clearCooldown(providerId);
}
