/**
 * Keys of every command that has some (ui/README.md §6). `Mod` is ⌘ on macOS and Ctrl elsewhere; the last part is a
 * letter, a digit, a sign, or a key's name as `KeyboardEvent.key` has it. Numbers of views follow the map of all
 * views, so that those still to come keep theirs.
 */
export const keymap = {
  "compare.send": "Mod+Enter",
  "compare.stop-all": "Mod+.",
  "compare.write": "Mod+L",
  "compare.inspector": "Mod+I",
  "compare.repeat": "Mod+Shift+R",
  "column.add": "Mod+Shift+N",
  "column.change-model": "Mod+Shift+M",
  "column.remove": "Mod+W",
  "column.copy": "Mod+Shift+C",
  "column.previous": "Mod+Alt+ArrowLeft",
  "column.next": "Mod+Alt+ArrowRight",
  "column.move-left": "Alt+ArrowLeft",
  "column.move-right": "Alt+ArrowRight",
  "drill.run": "Mod+D",
  "export.comparison": "Mod+Shift+E",
  "export.chain": "Mod+Shift+E",
  "history.search": "Mod+Shift+F",
  "history.find": "Mod+F",
  "view.compare": "Mod+1",
  "view.chains": "Mod+2",
  "view.history": "Mod+3",
  "view.spend": "Mod+4",
  "view.providers": "Mod+5",
  "view.gateway": "Mod+6",
  "view.settings": "Mod+,",
  "shell.palette": "Mod+K",
  "shell.sidebar": "Mod+B",
  "shell.shortcuts": "Mod+/",
  "shell.next-region": "F6",
  "shell.previous-region": "Shift+F6",
} as const;

export type KeyedCommand = keyof typeof keymap;

/** Platforms as `Capabilities` names them. */
type Platform = "linux" | "darwin" | "win32" | "other";

/** What focuses column `number`, 1 to 9. Ctrl and a digit belongs to the views, except on macOS. */
export function columnKeys(number: number, platform: Platform): string {
  return platform === "darwin" ? `Ctrl+${number}` : `Alt+${number}`;
}
