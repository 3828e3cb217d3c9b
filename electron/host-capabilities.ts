import type { Capabilities } from "#shared/contract.ts";
import { columnKeys } from "#shared/keymap.ts";
import { type Environment, environmentProxy } from "./http/proxy-route.ts";

const platforms = { linux: "linux", darwin: "darwin", win32: "win32" } as const;

/**
 * A tab of the user's own browser keeps these shortcuts for itself; a window of ours keeps none. Chromium never shows
 * the page what closes or opens windows (IsReservedCommandOrKey in its browser_command_controller.cc); the address bar
 * and the numbers of tabs a page could take, but whoever works with tabs would lose them.
 */
const browserKeys = ["Mod+L", "Mod+W", "Mod+Shift+N", "Mod+1", "Mod+2", "Mod+3", "Mod+4", "Mod+5", "Mod+6"];

/** Alt and a digit goes to a tab on Linux; on macOS ⌘⌥ and an arrow does, and ⌘, opens the browser's settings. */
const browserKeysOf: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => columnKeys(number, "linux")),
  darwin: ["Mod+Alt+ArrowLeft", "Mod+Alt+ArrowRight", "Mod+,"],
};

export type HostFacts = Pick<Capabilities, "host" | "version" | "dataDir"> & {
  readonly env: Environment;
  /** Absent where there is no file manager to ask. */
  readonly openFolder?: ((folder: string) => Promise<void>) | undefined;
};

export function capabilitiesOf({ host, version, dataDir, env, openFolder }: HostFacts): Capabilities {
  const { platform } = process;
  const known = platform === "linux" || platform === "darwin" || platform === "win32" ? platforms[platform] : "other";
  const reservedKeys = host === "node" ? [...browserKeys, ...(browserKeysOf[platform] ?? [])] : [];
  const opensFolders = openFolder !== undefined;
  const environment = environmentProxy(env);
  return { host, platform: known, version, dataDir, opensFolders, environmentProxy: environment, reservedKeys };
}
