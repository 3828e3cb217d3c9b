import { Menu as BaseMenu } from "@base-ui/react/menu";
import type { ReactElement } from "react";
import { classes } from "./classes.ts";
import { Icon, type IconName } from "./icon.tsx";
import { Kbd } from "./kbd.tsx";
import styles from "./menu.module.css";

export type MenuItem = {
  readonly label: string;
  readonly icon?: IconName;
  readonly keys?: string | undefined;
  readonly tone?: "plain" | "danger";
  readonly disabled?: boolean;
  readonly onSelect: () => void;
};

export type MenuProps = {
  /** The button that opens it: a Button or an IconButton. */
  readonly trigger: ReactElement;
  readonly items: readonly MenuItem[];
};

/** A list of actions behind one button; arrows, letters, Home, End and Esc work. */
export function Menu({ trigger, items }: MenuProps) {
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner className={styles.positioner} align="end" sideOffset={4}>
          <BaseMenu.Popup className={styles.popup}>
            {items.map((item) => (
              <MenuRow key={item.label} item={item} />
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

function MenuRow({ item }: { readonly item: MenuItem }) {
  return (
    <BaseMenu.Item
      className={classes(styles.item, item.tone === "danger" && styles.danger)}
      disabled={item.disabled ?? false}
      onClick={item.onSelect}
    >
      {item.icon === undefined ? null : <Icon name={item.icon} size="s" />}
      <span className="grow">{item.label}</span>
      {item.keys === undefined ? null : <Kbd bare>{item.keys}</Kbd>}
    </BaseMenu.Item>
  );
}
