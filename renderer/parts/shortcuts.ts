import { useAppStore } from "#renderer/stores/app-store.ts";
import type { Capabilities } from "#shared/contract.ts";
import { type KeyedCommand, keymap } from "#shared/keymap.ts";

type Host = Pick<Capabilities, "platform" | "reservedKeys"> | null;

const arrowSigns = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Enter: "↵" } as const;
const macSigns: Readonly<Record<string, string>> = { ...arrowSigns, Mod: "⌘", Shift: "⇧", Alt: "⌥", Ctrl: "⌃" };
const otherSigns: Readonly<Record<string, string>> = { ...arrowSigns, Mod: "Ctrl" };

/**
 * How a shortcut such as `Mod+Shift+N` is shown here; undefined where the surrounding browser keeps it for itself,
 * so that no hint promises what will not happen.
 */
export function shortcutText(keys: string, host: Host): string | undefined {
  return isShortcutFree(keys, host) ? keyNames(keys, host).join(host?.platform === "darwin" ? "" : "+") : undefined;
}

/** One name per key: `["Ctrl", "Shift", "N"]`. */
export function keyNames(keys: string, host: Host): readonly string[] {
  const signs = host?.platform === "darwin" ? macSigns : otherSigns;
  return keys.split("+").map((part) => signs[part] ?? part);
}

export function isShortcutFree(keys: string, host: Host): boolean {
  return !(host?.reservedKeys ?? []).includes(keys);
}

/** The hint of a command's keys; undefined where they are the browser's. */
export function useKeysOf(command: KeyedCommand): string | undefined {
  return useAppStore((state) => shortcutText(keymap[command], state.capabilities));
}

/** True where the pressed keys are exactly this shortcut; Mod is ⌘ on macOS and Ctrl elsewhere. */
export function matchesShortcut(event: KeyboardEvent, keys: string, host: Host): boolean {
  if (!isShortcutFree(keys, host)) return false;
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  const isMac = host?.platform === "darwin";
  const wantsMod = parts.includes("Mod");
  const hasModifiers =
    event.metaKey === (isMac && wantsMod) &&
    event.ctrlKey === ((!isMac && wantsMod) || parts.includes("Ctrl")) &&
    event.altKey === parts.includes("Alt") &&
    // Where a sign needs Shift is the layout's business: `/` is Shift and 7 in German.
    (isSign(key) || event.shiftKey === parts.includes("Shift"));
  return hasModifiers && (isMac || !writesWithAltGr(event)) && isKey(event, key);
}

/** Windows reports AltGr as Ctrl and Alt, but whoever presses it wants a character; on macOS ⌥ may be called so. */
function writesWithAltGr(event: KeyboardEvent): boolean {
  return event.getModifierState("AltGraph");
}

function isSign(key: string): boolean {
  return key.length === 1 && !/[A-Z0-9]/.test(key);
}

/**
 * Digits by their place: `1` needs Shift on French layouts, and with ⌥ it writes another sign. Letters by what the
 * layout writes, and by their place where it writes no Latin ones.
 */
function isKey(event: KeyboardEvent, key: string): boolean {
  if (/^[0-9]$/.test(key)) return event.code === `Digit${key}`;
  const isLatinLetter = /^[a-z]$/i.test(event.key);
  if (/^[A-Z]$/.test(key) && !isLatinLetter) return event.code === `Key${key}`;
  return event.key.toLowerCase() === key.toLowerCase();
}
