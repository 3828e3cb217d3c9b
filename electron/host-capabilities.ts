import type { Capabilities } from "#shared/contract.ts";

const platforms = { linux: "linux", darwin: "darwin", win32: "win32" } as const;

/** A tab of the user's own browser keeps these shortcuts for itself; a window of ours keeps none. */
const browserKeys = ["Mod+L", "Mod+W", "Mod+Shift+N", "Mod+1", "Mod+2", "Mod+5", "Mod+6"];

export function capabilitiesOf(of: Pick<Capabilities, "host" | "version" | "dataDir">): Capabilities {
  const { host, version, dataDir } = of;
  const { platform } = process;
  const known = platform === "linux" || platform === "darwin" || platform === "win32" ? platforms[platform] : "other";
  return { host, platform: known, version, dataDir, reservedKeys: host === "node" ? browserKeys : [] };
}
