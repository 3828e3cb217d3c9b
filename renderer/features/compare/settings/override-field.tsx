import { IconButton } from "#renderer/ui/button.tsx";
import { TextAreaField, TextField } from "#renderer/ui/field.tsx";
import type { Acceptance } from "./accepted-words.ts";
import type { Typed } from "./override-values.ts";

export type OverrideFieldProps<T> = {
  readonly label: string;
  /** The value in force as text; empty where the column sets none. */
  readonly text: string;
  /** What holds where the field is empty. */
  readonly placeholder: string;
  readonly acceptance: Acceptance;
  readonly hint?: string;
  /** Several lines: `mono` for what is no prose. */
  readonly lines?: "prose" | "mono";
  /** What was typed and is no value yet; it stays until it is one. */
  readonly typed: string | undefined;
  readonly read: (text: string) => Typed<T>;
  /** What is typed, and its value where it has one. */
  readonly onType: (typed: string | undefined, result: Typed<T>) => void;
};

/** One setting of a column: typed, checked at the field, and taken back to the default by a button. */
export function OverrideField<T>(props: OverrideFieldProps<T>) {
  const { label, text, placeholder, acceptance, hint, lines, typed, read, onType } = props;
  const shown = typed ?? text;
  const result = read(shown);
  const isSet = shown !== "";
  const shared = {
    label,
    placeholder,
    value: shown,
    autoComplete: "off",
    hint: acceptance.note ?? hint,
    error: result.ok ? null : result.message,
    // What is set already can still be seen, and taken back by its button.
    disabled: acceptance.isDisabled,
    onChange: (event: { readonly target: { readonly value: string } }) => {
      const next = read(event.target.value);
      onType(event.target.value, next);
    },
    onBlur: () => (result.ok ? onType(undefined, result) : undefined),
    end: isSet ? <ResetButton label={label} onReset={() => onType(undefined, read(""))} /> : undefined,
  } as const;
  if (lines === undefined) return <TextField {...shared} inputMode="decimal" />;
  return <TextAreaField {...shared} rows={lines === "mono" ? 4 : 2} isMono={lines === "mono"} />;
}

export function ResetButton({ label, onReset }: { readonly label: string; readonly onReset: () => void }) {
  return <IconButton icon="close" label={`${label}: back to the default`} onClick={onReset} />;
}
