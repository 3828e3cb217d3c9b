import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { type Answer, succeed } from "#shared/failure.ts";
import type { KeyTest } from "#shared/provider-state.ts";
import type { ServerPreset } from "#shared/server-presets.ts";
import type { Settings } from "#shared/settings.ts";
import { problemOf } from "./answers.ts";
import { suggestColumns } from "./columns.ts";
import { saveKey } from "./keys.ts";
import { openView } from "./navigate.ts";

/** Turns the demo on and opens Compare ready to send. Gives what went wrong, or null. */
export function startDemo(): Promise<string | null> {
  return leave({ demo: true, welcomed: true });
}

/** Opens Compare with what the keys that are here can answer. */
export function leaveFirstRun(): Promise<string | null> {
  return leave({ welcomed: true });
}

/** For a server that is not in the list: it is added by its address. */
export async function goToProviders(): Promise<string | null> {
  const problem = await leave({ welcomed: true });
  if (problem === null) openView("providers");
  return problem;
}

async function leave(patch: Partial<Pick<Settings, "demo" | "welcomed">>): Promise<string | null> {
  const answer = await call("settings.save", patch);
  if (!answer.ok) return problemOf(answer);
  // The columns below depend on it, and its event may come after the answer.
  useAppStore.setState({ settings: answer.value });
  if (useAppStore.getState().comparisons.length === 0) {
    useColumnsStore.setState({ columns: [] });
    suggestColumns();
  }
  openView("compare");
  return null;
}

export type SavedAndTested =
  /** The host did not take the key. */
  | { readonly kind: "not-saved"; readonly message: string }
  /** The key is kept; no test could be made. */
  | { readonly kind: "not-tested"; readonly message: string }
  /** The key is kept, whatever the test found. */
  | { readonly kind: "tested"; readonly test: KeyTest };

/** A server that is known by name becomes a provider first. */
export type KeyGoesTo =
  | { readonly kind: "provider"; readonly id: string }
  | { readonly kind: "preset"; readonly preset: ServerPreset };

export async function saveAndTestKey(to: KeyGoesTo, key: string): Promise<SavedAndTested> {
  const provider = await providerFor(to);
  if (!provider.ok) return { kind: "not-saved", message: provider.failure.message };
  const providerId = provider.value;
  const problem = await saveKey(providerId, key);
  if (problem !== null) return { kind: "not-saved", message: problem };
  const answer = await call("key.test", { providerId });
  if (!answer.ok) return { kind: "not-tested", message: answer.failure.message };
  return { kind: "tested", test: answer.value };
}

async function providerFor(to: KeyGoesTo): Promise<Answer<string>> {
  if (to.kind === "provider") return succeed(to.id);
  const { name, baseUrl, keyOptional } = to.preset;
  const added = await call("provider.add", { name, baseUrl, keyOptional });
  return added.ok ? succeed(added.value.provider.id) : added;
}
