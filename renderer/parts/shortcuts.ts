import type { Capabilities } from "#shared/contract.ts";

type Host = Pick<Capabilities, "platform" | "reservedKeys"> | null;

const macSigns: Readonly<Record<string, string>> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Ctrl: "⌃", Enter: "↵" };

/**
 * How a shortcut such as `Mod+Shift+N` is shown here; undefined where the surrounding browser keeps it for itself,
 * so that no hint promises what will not happen.
 */
export function shortcutText(keys: string, host: Host): string | undefined {
  if (!isShortcutFree(keys, host)) return undefined;
  const parts = keys.split("+");
  if (host?.platform === "darwin") return parts.map((part) => macSigns[part] ?? part).join("");
  return parts.map((part) => (part === "Mod" ? "Ctrl" : part === "Enter" ? "↵" : part)).join("+");
}

export function isShortcutFree(keys: string, host: Host): boolean {
  return !(host?.reservedKeys ?? []).includes(keys);
}

/** True where the pressed keys are exactly this shortcut; Mod is ⌘ on macOS and Ctrl elsewhere. */
export function matchesShortcut(event: KeyboardEvent, keys: string, host: Host): boolean {
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  const isMac = host?.platform === "darwin";
  const wantsMod = parts.includes("Mod");
  const wanted = {
    meta: isMac && wantsMod,
    ctrl: (!isMac && wantsMod) || parts.includes("Ctrl"),
    shift: parts.includes("Shift"),
    alt: parts.includes("Alt"),
  };
  const hasModifiers =
    event.metaKey === wanted.meta &&
    event.ctrlKey === wanted.ctrl &&
    event.shiftKey === wanted.shift &&
    event.altKey === wanted.alt;
  return hasModifiers && event.key.toLowerCase() === key.toLowerCase() && isShortcutFree(keys, host);
}
