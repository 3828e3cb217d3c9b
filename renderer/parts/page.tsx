import type { ReactNode } from "react";
import styles from "./page.module.css";

export type PageProps = {
  readonly title: string;
  /** Right end of the title bar: buttons and chips. */
  readonly actions?: ReactNode;
  /** After the title. */
  readonly details?: ReactNode;
  readonly children: ReactNode;
};

/** Title bar and content of a view; app.tsx places both in the window's grid. */
export function Page({ title, actions, details, children }: PageProps) {
  return (
    <>
      <header className={styles.titleBar}>
        <h1 className="trunc">{title}</h1>
        {details}
        <span className="grow" />
        {actions}
      </header>
      <main className={styles.main}>{children}</main>
    </>
  );
}
