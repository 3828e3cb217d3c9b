import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useMemo, useRef, useState } from "react";
import { allCommands } from "#renderer/actions/commands/all-commands.ts";
import type { Command } from "#renderer/actions/commands/command.ts";
import { type Found, type FoundGroup, type Match, searchCommands } from "#renderer/actions/commands/search-commands.ts";
import { shortcutText } from "#renderer/parts/shortcuts.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { showOverlay } from "#renderer/stores/view-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { Kbd } from "#renderer/ui/kbd.tsx";
import { commandIcons, groupTitles } from "./command-icons.ts";
import styles from "./palette.module.css";

/** Everything that can be done, found by typing (⌘K). Draw it only while it is open. */
export function Palette() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => (isOpen ? undefined : showOverlay(null))}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} aria-label="Command palette" aria-modal initialFocus={input}>
          <Finder input={input} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Finder({ input }: { readonly input: React.RefObject<HTMLInputElement | null> }) {
  const [query, setQuery] = useState("");
  // As they were when it opened: what streams meanwhile must not move rows under the fingers.
  const commands = useMemo(allCommands, []);
  const groups = useMemo(() => offered(searchCommands(commands, query), query), [commands, query]);
  return (
    <Autocomplete.Root
      items={groups}
      mode="none"
      inline
      open
      autoHighlight="always"
      keepHighlight
      value={query}
      onValueChange={(text, details) => (details.reason === "item-press" ? undefined : setQuery(text))}
      itemToStringValue={(found: Found) => found.command.label}
    >
      <div className={styles.search}>
        <Icon name="search" />
        <Autocomplete.Input ref={input} aria-label="Search or run a command" placeholder="Search or run a command" />
      </div>
      <Autocomplete.Empty className={styles.empty}>
        {groups.length > 0 ? null : (
          <p>
            Nothing matches “{query.trim()}”. Search looks in commands, views, columns, models, chains and providers.
          </p>
        )}
      </Autocomplete.Empty>
      <Autocomplete.List className={`scroll ${styles.list}`}>
        {(group: Offered) => <Group key={group.group} group={group} />}
      </Autocomplete.List>
      <Foot />
    </Autocomplete.Root>
  );
}

/** As Autocomplete takes groups. */
type Offered = Omit<FoundGroup, "items"> & { readonly items: Found[] };

/** What cannot be done now only says so to those who look for it. */
function offered(groups: readonly FoundGroup[], query: string): readonly Offered[] {
  const isSearch = query.trim() !== "";
  return groups
    .map((group) => ({
      ...group,
      items: group.items.filter(({ command }) => isSearch || command.unavailable === undefined),
    }))
    .filter((group) => group.items.length > 0);
}

function Group({ group }: { readonly group: Offered }) {
  return (
    <Autocomplete.Group items={group.items} className={styles.group}>
      <Autocomplete.GroupLabel className={styles.title}>{groupTitles[group.group]}</Autocomplete.GroupLabel>
      <Autocomplete.Collection>
        {(found: Found) => <Row key={found.command.id} found={found} />}
      </Autocomplete.Collection>
    </Autocomplete.Group>
  );
}

function Row({ found }: { readonly found: Found }) {
  const { command, matches } = found;
  const keys = useAppStore((state) =>
    command.keys === undefined ? undefined : shortcutText(command.keys, state.capabilities),
  );
  const detail = command.unavailable ?? command.detail;
  return (
    <Autocomplete.Item
      value={found}
      className={styles.row}
      disabled={command.unavailable !== undefined}
      onClick={() => runAfterClose(command)}
    >
      <Icon name={commandIcons[command.sign]} />
      <span className="trunc">
        <Marked text={command.label} matches={matches} />
      </span>
      <span className="grow" />
      {detail === undefined ? null : <span className="dim num trunc">{detail}</span>}
      {keys === undefined ? null : <Kbd>{keys}</Kbd>}
    </Autocomplete.Item>
  );
}

/** Closing gives the focus back to where it was; a command that moves it comes after that. */
function runAfterClose(command: Command): void {
  showOverlay(null);
  requestAnimationFrame(() => requestAnimationFrame(command.run));
}

function Marked({ text, matches }: { readonly text: string; readonly matches: readonly Match[] }) {
  const pieces = matches.flatMap(({ start, end }, index) => [
    text.slice(matches[index - 1]?.end ?? 0, start),
    <mark key={start}>{text.slice(start, end)}</mark>,
  ]);
  return (
    <>
      {pieces}
      {text.slice(matches.at(-1)?.end ?? 0)}
    </>
  );
}

function Foot() {
  return (
    <p className={styles.foot} aria-hidden="true">
      <span>
        <Kbd>↑</Kbd>
        <Kbd>↓</Kbd> move
      </span>
      <span>
        <Kbd>↵</Kbd> run
      </span>
      <span>
        <Kbd>esc</Kbd> close
      </span>
    </p>
  );
}
