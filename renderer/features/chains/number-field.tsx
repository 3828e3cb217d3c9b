import { useEffect, useState } from "react";
import { setFault } from "#renderer/stores/chain-drafts-store.ts";
import { TextField } from "#renderer/ui/field.tsx";
import type { ReadNumber } from "./read-number.ts";

export type NumberFieldProps<T> = {
  /** `chain id/link id`: whose field it is. */
  readonly owner: string;
  readonly label: string;
  /** The value in force, as text. */
  readonly text: string;
  readonly placeholder?: string;
  readonly read: (text: string) => ReadNumber<T>;
  readonly onValue: (value: T) => void;
};

/** A number as text: what is typed stays until it is one, and only then counts. */
export function NumberField<T>({ owner, label, text, placeholder, read, onValue }: NumberFieldProps<T>) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? text;
  const result = read(shown);
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
      inputMode="decimal"
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
