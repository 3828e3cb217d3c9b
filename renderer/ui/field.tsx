import { type ComponentProps, type ReactNode, useId } from "react";
import { classes } from "./classes.ts";
import styles from "./field.module.css";
import { Icon } from "./icon.tsx";

type FieldParts = {
  readonly label: string;
  /** Below the control; replaced by the error where there is one. */
  readonly hint?: ReactNode;
  /** What is wrong and what to do. */
  readonly error?: string | null | undefined;
  /** Keeps the label for assistive tech only, where the place says it already. */
  readonly hideLabel?: boolean;
};

export type TextFieldProps = Omit<ComponentProps<"input">, "className" | "id"> &
  FieldParts & { readonly isMono?: boolean; readonly end?: ReactNode };

/** One line of text with its label, hint and error joined for assistive tech. */
export function TextField({ label, hint, error, hideLabel, isMono = false, end, ...rest }: TextFieldProps) {
  const id = useId();
  const look = classes(styles.input, isMono && styles.mono, hasError(error) && styles.invalid);
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <span className={styles.line}>
        <input
          {...rest}
          id={id}
          className={look}
          aria-invalid={hasError(error)}
          aria-describedby={`${id}-note`}
          spellCheck={false}
        />
        {end}
      </span>
    </FieldFrame>
  );
}

export type TextAreaFieldProps = Omit<ComponentProps<"textarea">, "className" | "id"> &
  FieldParts & { readonly isMono?: boolean; readonly end?: ReactNode };

/** Several lines of text; grows with them up to a third of the window. */
export function TextAreaField({ label, hint, error, hideLabel, isMono = false, end, ...rest }: TextAreaFieldProps) {
  const id = useId();
  const look = classes(styles.input, styles.area, isMono && styles.mono, hasError(error) && styles.invalid);
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <span className={styles.line}>
        <textarea
          spellCheck={!isMono}
          {...rest}
          id={id}
          className={look}
          aria-invalid={hasError(error)}
          aria-describedby={`${id}-note`}
        />
        {end}
      </span>
    </FieldFrame>
  );
}

export type SelectFieldProps = Omit<ComponentProps<"select">, "className" | "id"> &
  FieldParts & { readonly end?: ReactNode };

/** The platform's own list: right by keyboard and by touch for free. */
export function SelectField({ label, hint, error, hideLabel, end, children, ...rest }: SelectFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <span className={styles.line}>
        <span className={styles.select}>
          <select {...rest} id={id} className={styles.input} aria-describedby={`${id}-note`}>
            {children}
          </select>
          <Icon name="down" size="s" />
        </span>
        {end}
      </span>
    </FieldFrame>
  );
}

type FrameProps = {
  readonly id: string;
  readonly label: string;
  readonly hint: ReactNode;
  readonly error: string | null | undefined;
  readonly hideLabel: boolean | undefined;
  readonly children: ReactNode;
};

function FieldFrame({ id, label, hint, error, hideLabel = false, children }: FrameProps) {
  return (
    <div className={styles.field}>
      <label className={hideLabel ? "visually-hidden" : styles.label} htmlFor={id}>
        {label}
      </label>
      {children}
      <p id={`${id}-note`} className={hasError(error) ? styles.error : styles.hint}>
        {hasError(error) ? error : hint}
      </p>
    </div>
  );
}

function hasError(error: string | null | undefined): error is string {
  return typeof error === "string" && error !== "";
}
