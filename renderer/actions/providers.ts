import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { selectProvider } from "#renderer/stores/selection-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { Input } from "#shared/contract.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import { problemOf } from "./answers.ts";
import { clearCooldown } from "./limits.ts";

/**
 * What the user does with a provider. Each gives what went wrong in words, or null; what changed comes as an event.
 */

/** The result arrives as the provider's `lastTest`; the words here only say that no test could be made. */
export async function testKey(providerId: string): Promise<string | null> {
  return problemOf(await call("key.test", { providerId }));
}

/** Providers whose key, or whose answer without one, can be tested now. */
export function testableProviders(providers: readonly ProviderState[]): readonly ProviderState[] {
  return providers.filter(({ provider, key }) => {
    return provider.keyOptional || (key.kind !== "none" && key.kind !== "locked-or-missing");
  });
}

/** Tests every key at once; each result arrives with its provider. Says how many work, or what stood in the way. */
export async function testAllKeys(): Promise<void> {
  const tested = testableProviders(useAppStore.getState().providers);
  const answers = await Promise.all(tested.map(({ provider }) => call("key.test", { providerId: provider.id })));
  const failed = answers.find((answer) => !answer.ok);
  const works = answers.filter((answer) => answer.ok && answer.value.ok).length;
  if (failed !== undefined) return tell({ text: `Not every key was tested. ${failed.failure.message}`, tone: "bad" });
  const isFine = works === tested.length;
  const words = isFine
    ? works === 1
      ? "The key works"
      : `All ${works} keys work`
    : `${works} of ${tested.length} keys work`;
  tell({ text: words, tone: isFine ? "ok" : "bad" });
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
