import { useEffect, useState } from "react";
import type { ReadValue } from "#renderer/parts/read-number.ts";
import { setFault } from "#renderer/stores/chain-drafts-store.ts";
import { TextField } from "#renderer/ui/field.tsx";

export type ValueFieldProps<T> = {
  /** `chain id/link id`, or `chain id/rules`: whose field it is. */
  readonly owner: string;
  readonly label: string;
  /** The value in force, as text. */
  readonly text: string;
  /** What an empty field means. */
  readonly placeholder?: string;
  readonly hint?: string | undefined;
  /** Words instead of a number. */
  readonly isText?: boolean;
  readonly read: (text: string) => ReadValue<T>;
  readonly onValue: (value: T) => void;
};

/** A value as text: what is typed stays until it is one, and only then counts. */
export function ValueField<T>({
  owner,
  label,
  text,
  placeholder,
  hint,
  isText = false,
  read,
  onValue,
}: ValueFieldProps<T>) {
  const [typed, setTyped] = useState<string | null>(null);
  const [known, setKnown] = useState(text);
  const shown = typed ?? text;
  const result = read(shown);
  if (known !== text) {
    setKnown(text);
    // Changed elsewhere: what stands here was a value once and is none of the chain's any more.
    if (result.ok && !isSame(result, read(text))) setTyped(null);
  }
  const fault = result.ok ? null : result.message;
  useEffect(() => {
    if (fault === null) return;
    const field = `${owner}/${label}`;
    setFault(field, fault);
    return () => setFault(field, null);
  }, [owner, label, fault]);
  return (
    <TextField
      label={label}
      isMono={isText}
      inputMode={isText ? undefined : "decimal"}
      hint={hint}
      autoComplete="off"
      placeholder={placeholder}
      value={shown}
      error={fault}
      onChange={(event) => {
        setTyped(event.target.value);
        const next = read(event.target.value);
        if (next.ok) onValue(next.value);
      }}
      onBlur={() => (result.ok ? setTyped(null) : undefined)}
    />
  );
}

function isSame<T>(one: ReadValue<T>, other: ReadValue<T>): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
