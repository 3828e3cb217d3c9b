import type { ComponentProps } from "react";
import styles from "./button.module.css";
import { classes } from "./classes.ts";
import { Icon, type IconName } from "./icon.tsx";

export type ButtonProps = ComponentProps<"button"> & {
  /** `primary` once per view at most; `ghost` has no border; `danger` for what cannot be undone. */
  readonly tone?: "plain" | "primary" | "ghost" | "danger";
  readonly size?: "small" | "medium" | "large";
  readonly icon?: IconName;
};

/** A verb. Takes every attribute of a real button, so that menus and dialogs can render it as their trigger. */
export function Button({ tone = "plain", size = "medium", icon, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={classes(styles.button, styles[tone], styles[size], className)}>
      {icon === undefined ? null : <Icon name={icon} size="s" />}
      {children}
    </button>
  );
}

export type IconButtonProps = Omit<ButtonProps, "children" | "icon" | "aria-label"> & {
  readonly icon: IconName;
  /** The accessible name and the tooltip. */
  readonly label: string;
};

/** A button without words; at least 24 × 24 px. */
export function IconButton({ tone = "ghost", size = "medium", icon, label, className, ...rest }: IconButtonProps) {
  const look = classes(styles.button, styles[tone], styles[size], styles.iconOnly, className);
  return (
    <button type="button" title={label} {...rest} aria-label={label} className={look}>
      <Icon name={icon} size={size === "small" ? "s" : "m"} />
    </button>
  );
}
