import type { ReactNode } from "react";
import { showOverlay } from "#renderer/stores/view-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { Kbd } from "#renderer/ui/kbd.tsx";
import styles from "./page.module.css";
import { useKeysOf } from "./shortcuts.ts";

export type PageProps = {
  /** Words, or a control that shows and changes them. */
  readonly title: ReactNode;
  /** Right end of the title bar: buttons and chips. */
  readonly actions?: ReactNode;
  /** Between title and actions, in the middle of the bar: what switches the view. */
  readonly middle?: ReactNode;
  /** After the title. */
  readonly details?: ReactNode;
  readonly children: ReactNode;
};

/** Title bar and content of a view; app.tsx places both in the window's grid. */
export function Page({ title, actions, middle, details, children }: PageProps) {
  return (
    <>
      <header className={styles.titleBar} data-region="title">
        <h1 className="trunc">{title}</h1>
        {details}
        <span className="grow" />
        {middle === undefined ? null : (
          <>
            {middle}
            <span className="grow" />
          </>
        )}
        <SearchField />
        {actions}
      </header>
      <main className={styles.main} data-region="content">
        {children}
      </main>
    </>
  );
}

/** Looks like a field and opens the command palette. */
function SearchField() {
  const keys = useKeysOf("shell.palette");
  return (
    <button
      type="button"
      className={styles.search}
      title="Search or run a command"
      onClick={() => showOverlay("palette")}
    >
      <Icon name="search" size="s" />
      <span className={styles.words}>Search or run a command</span>
      {keys === undefined ? null : <Kbd>{keys}</Kbd>}
    </button>
  );
}
