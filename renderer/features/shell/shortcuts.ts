import { useEffect } from "react";
import { addColumn } from "#renderer/actions/columns.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { stopAll, stopFocusedColumn } from "#renderer/actions/stop.ts";
import { matchesShortcut } from "#renderer/parts/shortcuts.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { navItems } from "./nav-items.ts";

type Binding = { readonly keys: string; readonly run: () => void };

const bindings: readonly Binding[] = [
  ...navItems.map((item) => ({ keys: item.keys, run: () => openView(item.view) })),
  { keys: "Mod+.", run: () => void stopAll() },
  { keys: "Mod+Shift+N", run: () => void addColumn() },
  { keys: "Mod+L", run: focusComposer },
];

/** Shortcuts that work anywhere in the window; popups and dialogs take Esc for themselves first. */
export function useShortcuts(): void {
  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  if (event.key === "Escape") {
    if (!isPopupOpen()) void stopFocusedColumn();
    return;
  }
  const { capabilities } = useAppStore.getState();
  const binding = bindings.find((one) => matchesShortcut(event, one.keys, capabilities));
  if (binding === undefined) return;
  event.preventDefault();
  binding.run();
}

/** Esc closes what floats before it stops anything; it is still in the document while its own handler runs. */
function isPopupOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null;
}

function focusComposer(): void {
  openView("compare");
  document.querySelector<HTMLTextAreaElement>("textarea[aria-label='Prompt']")?.focus();
}
