import type { ReactNode } from "react";
import styles from "./chip.module.css";
import { classes } from "./classes.ts";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "neutral" | "accent" | "ok" | "warn" | "bad";

export type ChipProps = {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly isSpinning?: boolean;
  readonly outlined?: boolean;
  readonly title?: string | undefined;
  readonly children: ReactNode;
};

/** A status: always an icon and a word, never colour alone. */
export function Chip({ tone = "neutral", icon, isSpinning = false, outlined = false, title, children }: ChipProps) {
  return (
    <span className={classes(styles.chip, styles[tone], outlined && styles.outlined)} title={title}>
      {icon === undefined ? null : <Icon name={icon} size="xs" className={isSpinning ? "spin" : undefined} />}
      {children}
    </span>
  );
}
