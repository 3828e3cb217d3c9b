import { useEffect } from "react";
import type { Command } from "#renderer/actions/commands/command.ts";
import { stopFocusedColumn } from "#renderer/actions/stop.ts";
import { matchesShortcut } from "#renderer/parts/shortcuts.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import { showOverlay, useViewStore } from "#renderer/stores/view-store.ts";
import { columnKeys, keymap } from "#shared/keymap.ts";

/** Shortcuts that work anywhere in the window; popups and dialogs take Esc for themselves first. */
export function useShortcuts(): void {
  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function onKeyDown(event: KeyboardEvent): void {
  // Whoever writes with an input method uses the same keys for something else.
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Escape") {
    if (!isPopupOpen()) void stopFocusedColumn();
    return;
  }
  if (!isShortcut(event) || writes(event) || !isOurs(event)) return;
  if (keyedCommands !== null) act(event, keyedCommands());
  else {
    // The browser does not wait for what is fetched.
    event.preventDefault();
    void fetchCommands().then((commands) => act(event, commands));
  }
}

/**
 * The registry brings every action of every view with it, so it is fetched with the palette, after the first view;
 * null until then.
 */
let keyedCommands: (() => readonly Command[]) | null = null;

async function fetchCommands(): Promise<readonly Command[]> {
  try {
    const registry = await import("#renderer/actions/commands/all-commands.ts");
    keyedCommands = registry.keyedCommands;
    return keyedCommands();
  } catch (error) {
    console.error("Not loaded: commands", error);
    tell({ text: "Understudy did not answer, so nothing was done. Press the keys again.", tone: "bad" });
    return [];
  }
}

/** The first-run page stands alone: what it hides cannot be reached by keys either. */
function isOurs(event: KeyboardEvent): boolean {
  const { isReady, settings, capabilities } = useAppStore.getState();
  if (!isReady || !settings.welcomed) return false;
  const platform = capabilities?.platform ?? "other";
  const columns = Array.from({ length: 9 }, (_, index) => columnKeys(index + 1, platform));
  return [...Object.values(keymap), ...columns].some((keys) => matchesShortcut(event, keys, capabilities));
}

function act(event: KeyboardEvent, commands: readonly Command[]): void {
  const { capabilities } = useAppStore.getState();
  const command = commands.find((one) => matchesShortcut(event, one.keys ?? "", capabilities));
  if (command === undefined) return;
  const isOfOverlay = command.id === "shell.palette" || command.id === "shell.shortcuts";
  // A dialog waits for its answer; only what floats above everything changes places with itself.
  if (isDialogOpen() && !(isOfOverlay && useViewStore.getState().overlay !== null)) return;
  event.preventDefault();
  if (event.repeat && !isStep(command.id)) return;
  if (isOfOverlay || useViewStore.getState().overlay === null) {
    if (command.unavailable === undefined) command.run();
  } else showOverlay(null);
}

/** A letter alone is text, always. */
function isShortcut(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key);
}

/** In a text field ⌥ and an arrow move by words, and ⌥ and a digit write a sign. */
function writes(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!event.altKey || event.ctrlKey || event.metaKey || !(target instanceof HTMLElement)) return false;
  const isText = target.matches("textarea, select, input:not([type='checkbox'], [type='radio'], [type='button'])");
  return (isText && event.key.startsWith("Arrow")) || target.isContentEditable;
}

/** Holding the keys down goes on and on only with these. */
function isStep(id: string): boolean {
  return /^column\.(move-left|move-right|next|previous)$|-region$/.test(id);
}

/** Esc closes what floats before it stops anything; it is still there while its own handler runs. Toasts only pass. */
function isPopupOpen(): boolean {
  return document.querySelector('[role="dialog"]:not([aria-modal="false"]), [role="menu"]') !== null;
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}
