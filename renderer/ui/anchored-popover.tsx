import { Popover } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import styles from "./anchored-popover.module.css";

export type AnchoredPopoverProps = {
  readonly label: string;
  /** What it stands at; asked again whenever it is placed. */
  readonly anchor: () => HTMLElement | null;
  /** What the focus goes back to. */
  readonly returnTo: () => HTMLElement | null;
  /** Esc, or a press outside. */
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A panel that floats at something that is no trigger of its own. It is open while it is drawn. */
export function AnchoredPopover({ label, anchor, returnTo, onClose, children }: AnchoredPopoverProps) {
  return (
    <Popover.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Popover.Portal>
        <Popover.Positioner
          className={styles.positioner}
          anchor={anchor}
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={12}
          // Above, or below where there is more room; never over what it stands at.
          collisionAvoidance={{ side: "flip", align: "shift", fallbackAxisSide: "none" }}
        >
          <Popover.Popup className={styles.popup} aria-label={label} finalFocus={returnTo}>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
