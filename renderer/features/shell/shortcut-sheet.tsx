import { keyedCommands } from "#renderer/actions/commands/all-commands.ts";
import { isShortcutFree, keyNames } from "#renderer/parts/shortcuts.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { showOverlay } from "#renderer/stores/view-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { Kbd } from "#renderer/ui/kbd.tsx";
import { columnKeys } from "#shared/keymap.ts";
import styles from "./shortcut-sheet.module.css";

type Line = { readonly label: string; readonly keys: string };

/** Keys that belong to a place rather than to a command. */
const placeKeys: readonly Line[] = [
  { label: "Close, else stop the focused column", keys: "Esc" },
  { label: "Move link up", keys: "Alt+ArrowUp" },
  { label: "Move link down", keys: "Alt+ArrowDown" },
  { label: "Lift and drop what is reordered", keys: "Space" },
];

/** All shortcuts (⌘/). Draw it only while it is open. */
export function ShortcutSheet() {
  const lines = useLines();
  const close = () => showOverlay(null);
  return (
    <Dialog isOpen isWide title="Keyboard shortcuts" onClose={close} actions={<Button onClick={close}>Close</Button>}>
      <dl className={styles.sheet}>
        {lines.map((line) => (
          <div key={line.keys}>
            <dt>{line.label}</dt>
            <dd>
              <Keys keys={line.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

/** What the browser keeps for itself is not promised here. */
function useLines(): readonly Line[] {
  const capabilities = useAppStore((state) => state.capabilities);
  const commands = keyedCommands()
    .filter((command) => command.group !== "columns")
    .flatMap(({ label, keys }) => (keys === undefined ? [] : [{ label, keys }]));
  const first = columnKeys(1, capabilities?.platform ?? "other");
  const columns = isShortcutFree(first, capabilities) ? [{ label: "Focus column 1 to 9", keys: `${first} … 9` }] : [];
  return [...commands, ...columns, ...placeKeys].filter((line) => isShortcutFree(line.keys, capabilities));
}

function Keys({ keys }: { readonly keys: string }) {
  const names = keyNames(
    keys,
    useAppStore((state) => state.capabilities),
  );
  return (
    <>
      <span className="visually-hidden">{names.join(" ")}</span>
      {names.map((name) => (
        <Kbd key={name}>{name}</Kbd>
      ))}
    </>
  );
}
