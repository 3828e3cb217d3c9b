import styles from "./kbd.module.css";

/** A shortcut hint. Hidden from assistive tech, so that it never becomes part of a control's name. */
export function Kbd({ children, bare = false }: { readonly children: string; readonly bare?: boolean }) {
  return (
    <span aria-hidden="true">
      <kbd className={bare ? styles.bare : styles.kbd}>{children}</kbd>
    </span>
  );
}
