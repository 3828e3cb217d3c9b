import { spawn } from "node:child_process";

const openers = {
  darwin: { command: "open", before: [] },
  win32: { command: "rundll32.exe", before: ["url.dll,FileProtocolHandler"] },
  linux: { command: "xdg-open", before: [] },
} as const;

/** Opens an address, or a folder, with the system's own program; no shell is involved. Rejects where there is none. */
export function openLinkOutside(url: string): Promise<void> {
  const { platform } = process;
  const opener = platform === "darwin" || platform === "win32" ? openers[platform] : openers.linux;
  return new Promise((resolve, reject) => {
    const child = spawn(opener.command, [...opener.before, url], { stdio: "ignore", detached: true });
    child.once("error", () => reject(new Error(`${opener.command} is not installed, so nothing could open it.`)));
    child.once("spawn", () => {
      child.unref();
      resolve();
    });
  });
}

/** The system's file manager; undefined where there is no screen to show it on. */
export function folderOpener(environment: Readonly<Record<string, string | undefined>>) {
  const needsScreen = process.platform !== "darwin" && process.platform !== "win32";
  const hasScreen = (environment.DISPLAY ?? "") !== "" || (environment.WAYLAND_DISPLAY ?? "") !== "";
  return needsScreen && !hasScreen ? undefined : openLinkOutside;
}
