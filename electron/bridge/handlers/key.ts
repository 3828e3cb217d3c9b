import { tellDemo } from "#electron/bridge/demo-notices.ts";
import { notSaved } from "#electron/bridge/not-saved.ts";
import type { Handlers } from "#electron/bridge/router.ts";
import { checkKey } from "#shared/check-key.ts";
import type { Input } from "#shared/contract.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { fetchModelsSoon } from "./fetch-models.ts";
import { noProvider, refuseInDemo, stateOf } from "./provider-answers.ts";

type KeyHandlers = Pick<Handlers, "key.set" | "key.test" | "key.remove" | "keychain.retry">;

/** Keys go in, are tried and removed; none ever comes out. */
export function keyHandlers(dependencies: HandlerDependencies): KeyHandlers {
  const { workspace, checks, keys } = dependencies;
  return {
    async "key.set"(input) {
      const set = await workspace.providerTurns(() => setKey(dependencies, input));
      if (set.ok) fetchModelsSoon(dependencies, input.providerId);
      return set;
    },
    "key.remove": ({ providerId }) => workspace.providerTurns(() => removeKey(dependencies, providerId)),
    async "key.test"({ providerId }) {
      if (workspace.provider(providerId) === null) return noProvider();
      const refused = refuseInDemo(workspace);
      if (refused !== null) return refused;
      const test = await checks.testKey(providerId);
      // It may have been removed while the test ran.
      if (workspace.provider(providerId) === null) return noProvider();
      workspace.book.setTest(providerId, test);
      workspace.tellProvider(providerId);
      return succeed(test);
    },
    async "keychain.retry"() {
      const state = await keys.probe();
      await refreshKeys(dependencies);
      return succeed(state);
    },
  };
}

/** Asks the keychain which keys it gives now, and tells the windows. */
export async function refreshKeys({
  workspace,
  keys,
  batcher,
}: Pick<HandlerDependencies, "workspace" | "keys" | "batcher">): Promise<void> {
  await workspace.providerTurns(() => workspace.ring.refresh());
  batcher.emit({ topic: "keychain", keychain: keys.state() });
  for (const { provider } of workspace.providers()) workspace.tellProvider(provider.id);
}

async function setKey(dependencies: HandlerDependencies, input: Input<"key.set">): Promise<Answer<ProviderState>> {
  const { workspace, store, manager } = dependencies;
  const checked = checkKey(input.key);
  if (!checked.ok) return refuse("invalid-input", `key: ${checked.message}`);
  const { providerId } = input;
  const provider = workspace.book.inForce(providerId);
  const saved = workspace.book.saved(providerId);
  if (provider === null || saved === null) return noProvider();
  const isFirst = !workspace.ring.hasAny();
  // A key record belongs to a stored provider; a built-in one may never have been stored.
  const stored = await store.saveProvider(saved);
  if (!stored.ok) return notSaved(stored);
  const put = await workspace.ring.put(provider, checked.key);
  if (!put.ok) return refuse("unavailable", `The key was not saved: ${put.message}`);
  workspace.book.setTest(providerId, null);
  manager.keyReplaced(providerId);
  workspace.tellProvider(providerId);
  if (isFirst) await leaveDemo(dependencies);
  return stateOf(workspace, providerId);
}

/** The first key ends the demo (design.md §1). The key is saved either way, so trouble here becomes a notice. */
async function leaveDemo({ workspace, demo, budgets }: HandlerDependencies): Promise<void> {
  if (!workspace.settings().demo) return;
  const changed = await workspace.changeSettings({ demo: false });
  if (!changed.ok) {
    tellDemo(workspace, "on", changed.failure.message);
    return;
  }
  // The demo's simulated money is not to stand there as real.
  budgets.tellAll();
  await demo.off();
  tellDemo(workspace, "off", "Your first key is saved, so prompts go to the real providers from now on.");
}

async function removeKey(
  { workspace, manager }: HandlerDependencies,
  providerId: string,
): Promise<Answer<ProviderState>> {
  const state = workspace.provider(providerId);
  if (state === null) return noProvider();
  if (state.key.kind === "environment" && !workspace.ring.hasStored(providerId)) {
    return refuse("conflict", `This key comes from the environment. Unset ${state.key.variable} and start again.`);
  }
  const dropped = await workspace.ring.drop(providerId);
  if (!dropped.ok) return refuse("unavailable", `The key could not be removed: ${dropped.message}`);
  workspace.book.setTest(providerId, null);
  manager.keyReplaced(providerId);
  workspace.tellProvider(providerId);
  return stateOf(workspace, providerId);
}
