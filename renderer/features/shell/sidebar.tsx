import { settingsEntry, type ViewEntry, viewEntries } from "#renderer/actions/commands/view-commands.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { useKeysOf } from "#renderer/parts/shortcuts.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { Kbd } from "#renderer/ui/kbd.tsx";
import { Brand } from "./brand.tsx";
import { commandIcons } from "./command-icons.ts";
import { HealthList } from "./health-list.tsx";
import styles from "./sidebar.module.css";

export function Sidebar() {
  return (
    <div className={styles.sidebar} data-region="nav">
      <nav className={styles.nav} aria-label="Main">
        <Brand />
        {viewEntries.map((entry) => (
          <NavLink key={entry.view} entry={entry} />
        ))}
      </nav>
      <HealthList />
      <span className="grow" />
      <nav className={styles.nav} aria-label="App">
        <NavLink entry={settingsEntry} />
      </nav>
    </div>
  );
}

function NavLink({ entry }: { readonly entry: ViewEntry }) {
  const isCurrent = useViewStore((state) => state.view === entry.view);
  const keys = useKeysOf(`view.${entry.view}`);
  return (
    <a
      href={`#${entry.view}`}
      title={entry.label}
      aria-current={isCurrent ? "page" : undefined}
      onClick={(event) => {
        event.preventDefault();
        openView(entry.view);
      }}
    >
      <Icon name={commandIcons[entry.sign]} />
      <span>{entry.label}</span>
      {keys === undefined ? null : <Kbd bare>{keys}</Kbd>}
    </a>
  );
}
