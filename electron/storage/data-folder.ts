import { posix, win32 } from "node:path";

/**
 * The usual place for a program's data on this platform. `environment` is `process.env` and `home` the user's home
 * folder. A relative XDG_DATA_HOME is ignored, as its specification asks.
 */
export function defaultDataDir(
  platform: string,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  if (platform === "win32") {
    return win32.join(environment.APPDATA || win32.join(home, "AppData", "Roaming"), "Understudy");
  }
  if (platform === "darwin") return posix.join(home, "Library", "Application Support", "Understudy");
  const xdg = environment.XDG_DATA_HOME;
  const base = xdg !== undefined && posix.isAbsolute(xdg) ? xdg : posix.join(home, ".local", "share");
  return posix.join(base, "understudy");
}
