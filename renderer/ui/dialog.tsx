import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
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
  /** Buttons at the foot, the main one last. */
  readonly actions: ReactNode;
  readonly children: ReactNode;
};

/** Asks before something happens. Esc and a press outside close it; focus goes back to where it was. */
export function Dialog({ title, isOpen, onClose, isWide = false, isBroad = false, actions, children }: DialogProps) {
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup
          className={classes(styles.popup, (isWide || isBroad) && styles.wide, isBroad && styles.broad)}
          aria-modal
        >
          <BaseDialog.Title className={styles.title}>{title}</BaseDialog.Title>
          <div className={styles.body}>{children}</div>
          <div className={styles.actions}>{actions}</div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
