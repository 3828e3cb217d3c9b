import type { ReactNode } from "react";
import styles from "./banner.module.css";
import { IconButton } from "./button.tsx";
import { classes } from "./classes.ts";
import { Icon, type IconName } from "./icon.tsx";

export type BannerProps = {
  readonly tone: "info" | "warning" | "danger";
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons, at the end. */
  readonly actions?: ReactNode;
  readonly onDismiss?: (() => void) | undefined;
};

const iconTone = { info: "acc", warning: "warn", danger: "bad" } as const;

/** What the user must know of the whole view. */
export function Banner({ tone, icon, title, children, actions, onDismiss }: BannerProps) {
  return (
    // A landmark of its own, since it may stand above all others.
    <section className={classes(styles.banner, styles[tone])} aria-label={title}>
      <Icon name={icon} className={iconTone[tone]} />
      <p className="grow">
        <span className="strong">{title}</span> <span className="sub">{children}</span>
      </p>
      {actions}
      {onDismiss === undefined ? null : <IconButton icon="close" label="Dismiss" size="small" onClick={onDismiss} />}
    </section>
  );
}
