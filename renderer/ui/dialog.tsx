import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import type { KeyboardEvent, ReactNode } from "react";
import { classes } from "./classes.ts";
import styles from "./dialog.module.css";

export type DialogProps = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** For a form: wider, and higher up. */
  readonly isWide?: boolean;
  /** For something to look at beside a choice: as wide as it gets. */
  readonly isBroad?: boolean;
  /** Below the title in a strip of its own, at the left of all the rest: what is chosen from. Fills the dialog's edge. */
  readonly aside?: ReactNode;
  /** Keys that mean something wherever in it the focus is. */
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  /** Buttons at the foot, the main one last. */
  readonly actions: ReactNode;
  readonly children: ReactNode;
};

/** Asks before something happens. Esc and a press outside close it; focus goes back to where it was. */
export function Dialog(props: DialogProps) {
  const { title, isOpen, onClose, isWide = false, isBroad = false, aside, onKeyDown, actions, children } = props;
  const heading = <BaseDialog.Title className={styles.title}>{title}</BaseDialog.Title>;
  const look = classes(
    styles.popup,
    (isWide || isBroad) && styles.wide,
    isBroad && styles.broad,
    aside !== undefined && styles.split,
  );
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup className={look} aria-modal onKeyDown={onKeyDown}>
          {aside === undefined ? (
            heading
          ) : (
            <div className={styles.aside}>
              {heading}
              {aside}
            </div>
          )}
          <div className={styles.body}>{children}</div>
          <div className={styles.actions}>{actions}</div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
