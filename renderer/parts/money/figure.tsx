import { type ReactNode, useState } from "react";
import { Popover } from "#renderer/ui/popover.tsx";
import styles from "./figure.module.css";

export type FigureProps = {
  /** What is shown: `$0.2727`. */
  readonly words: string;
  /** Names the popover: `Cost of Claude Sonnet 4.5`. */
  readonly label: string;
  readonly isUnknown?: boolean;
  readonly side?: "top" | "bottom";
  readonly children: ReactNode;
};

/** A figure that opens how it came about. */
export function Figure({ words, label, isUnknown = false, side = "bottom", children }: FigureProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label={label}
      align="end"
      side={side}
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className={`num ${styles.figure} ${isUnknown ? styles.unknown : ""}`} title={label}>
          {words}
        </button>
      }
    >
      {children}
    </Popover>
  );
}
