import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { SettingsChange } from "#shared/contract.ts";
import { defaultPreferences, type Settings } from "#shared/settings.ts";
import { problemOf } from "./answers.ts";
import { copyText } from "./copy.ts";

/** What "Reset" brings back. */
type Preferences = Pick<Settings, keyof typeof defaultPreferences>;

/** Saves at once; gives what went wrong in words for the field, or null. */
export async function changeSettings(change: SettingsChange): Promise<string | null> {
  return problemOf(await call("settings.save", change));
}

/** Whether a reset would change anything. */
export function arePreferencesUsual(settings: Settings): boolean {
  return JSON.stringify(preferencesOf(settings)) === JSON.stringify(defaultPreferences);
}

/** Look, keys and network as they came, with a way back. Keys, chains, answers and the gateway stay as they are. */
export async function resetSettings(): Promise<string | null> {
  const before = preferencesOf(useAppStore.getState().settings);
  const problem = await changeSettings(defaultPreferences);
  if (problem === null) tell({ text: "Settings reset", undo: () => void restore(before) });
  return problem;
}

async function restore(before: Preferences): Promise<void> {
  const problem = await changeSettings(before);
  if (problem !== null) tell({ text: `The settings stay reset. ${problem}`, tone: "bad" });
}

function preferencesOf({ theme, density, sendWith, parallelRequests, proxy }: Settings): Preferences {
  return { theme, density, sendWith, parallelRequests, proxy };
}

/** The page of the first start; it leads back to Compare, and takes nothing away. */
export function showFirstRun(): Promise<string | null> {
  return changeSettings({ welcomed: false });
}

export async function openDataFolder(): Promise<string | null> {
  return problemOf(await call("data.open", {}));
}

export async function copyDataFolder(): Promise<void> {
  const folder = useAppStore.getState().capabilities?.dataDir;
  if (folder !== undefined) await copyText(folder, "Path");
}
