import { openView } from "#renderer/actions/navigate.ts";
import { shortcutText } from "#renderer/parts/shortcuts.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { Kbd } from "#renderer/ui/kbd.tsx";
import { Brand } from "./brand.tsx";
import { HealthList } from "./health-list.tsx";
import { type NavItem, navItems } from "./nav-items.ts";
import styles from "./sidebar.module.css";

export function Sidebar() {
  return (
    <div className={styles.sidebar}>
      <nav className={styles.nav} aria-label="Main">
        <Brand />
        {navItems.map((item) => (
          <NavLink key={item.view} item={item} />
        ))}
      </nav>
      <HealthList />
    </div>
  );
}

function NavLink({ item }: { readonly item: NavItem }) {
  const isCurrent = useViewStore((state) => state.view === item.view);
  const capabilities = useAppStore((state) => state.capabilities);
  const keys = shortcutText(item.keys, capabilities);
  return (
    <a
      href={`#${item.view}`}
      title={item.label}
      aria-current={isCurrent ? "page" : undefined}
      onClick={(event) => {
        event.preventDefault();
        openView(item.view);
      }}
    >
      <Icon name={item.icon} />
      <span>{item.label}</span>
      {keys === undefined ? null : <Kbd bare>{keys}</Kbd>}
    </a>
  );
}
