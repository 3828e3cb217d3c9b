import { togglePalette, toggleShortcuts, toggleSidebar } from "#renderer/actions/overlay.ts";
import { setDemo } from "#renderer/actions/providers.ts";
import { focusNextRegion } from "#renderer/actions/regions.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useToastsStore } from "#renderer/stores/toasts-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { keymap } from "#shared/keymap.ts";
import { attempt, type Command } from "./command.ts";

/** What is done with the window as a whole. */
export function shellCommands(): readonly Command[] {
  const { settings } = useAppStore.getState();
  return [
    ...undoCommand(),
    {
      id: "shell.shortcuts",
      label: "Show all shortcuts",
      group: "commands",
      sign: "settings",
      keys: keymap["shell.shortcuts"],
      words: "keyboard keys help hotkeys",
      run: toggleShortcuts,
    },
    {
      id: "shell.sidebar",
      label: useViewStore.getState().isSidebarCollapsed ? "Show sidebar" : "Collapse sidebar",
      group: "commands",
      sign: "layout",
      keys: keymap["shell.sidebar"],
      words: "hide navigation rail",
      run: toggleSidebar,
    },
    {
      id: "shell.demo",
      label: settings.demo ? "Turn the demo off" : "Turn the demo on",
      group: "commands",
      sign: "drill",
      words: "simulated scripted providers",
      run: attempt(() => setDemo(!settings.demo)),
    },
  ];
}

/** A toast passes; the way back stays until there is a newer one. */
function undoCommand(): readonly Command[] {
  const { undoable } = useToastsStore.getState();
  if (undoable === null) return [];
  const detail = undoable.text.replace(/\.$/, "");
  return [
    {
      id: "shell.undo",
      label: "Undo",
      group: "commands",
      sign: "retry",
      detail,
      words: "back revert restore",
      run: () => undoable.undo?.(),
    },
  ];
}

/** Of the keyboard alone: the palette is where they would be looked for, and a region is where the keys are. */
export function keyboardCommands(): readonly Command[] {
  const common = { group: "commands", sign: "move" } as const;
  return [
    {
      ...common,
      id: "shell.palette",
      label: "Search or run a command",
      keys: keymap["shell.palette"],
      run: togglePalette,
    },
    {
      ...common,
      id: "shell.next-region",
      label: "Next region",
      keys: keymap["shell.next-region"],
      run: () => focusNextRegion(1),
    },
    {
      ...common,
      id: "shell.previous-region",
      label: "Previous region",
      keys: keymap["shell.previous-region"],
      run: () => focusNextRegion(-1),
    },
  ];
}
