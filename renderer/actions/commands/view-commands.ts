import { focusWhenDrawn } from "#renderer/actions/focus.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { useViewStore, type ViewName } from "#renderer/stores/view-store.ts";
import { keymap } from "#shared/keymap.ts";
import { type Command, type CommandSign, unless } from "./command.ts";

export type ViewEntry = { readonly view: ViewName; readonly label: string; readonly sign: CommandSign };

/** Views in the order of the sidebar; Settings stands apart at its foot. */
export const viewEntries = [
  { view: "compare", label: "Compare", sign: "column" },
  { view: "chains", label: "Chains", sign: "chain" },
  { view: "history", label: "History", sign: "history" },
  { view: "spend", label: "Spend", sign: "spend" },
  { view: "providers", label: "Providers", sign: "key" },
  { view: "gateway", label: "Gateway", sign: "gateway" },
] as const satisfies readonly ViewEntry[];

export const settingsEntry = { view: "settings", label: "Settings", sign: "settings" } as const satisfies ViewEntry;

export function viewCommands(): readonly Command[] {
  const current = useViewStore.getState().view;
  return [...viewEntries, settingsEntry].map(({ view, label, sign }) => ({
    id: `view.${view}`,
    label: `Go to ${label}`,
    group: "views",
    sign,
    keys: keymap[`view.${view}`],
    words: "open show",
    ...unless(view !== current, "It is on screen"),
    run: () => goTo(view),
  }));
}

/** Shows a view and puts the keyboard there: what had the focus is gone with the view before. */
export function goTo(view: ViewName): void {
  openView(view);
  focusWhenDrawn(`nav [href="#${view}"]`);
}
