import type { ReactNode } from "react";
import { Segments } from "#renderer/ui/segments.tsx";
import type { SettingsChange } from "#shared/contract.ts";
import { SettingRow } from "./setting-row.tsx";
import { useSave } from "./use-save.ts";

export type ChoiceRowProps<T extends string> = {
  readonly label: string;
  readonly hint?: ReactNode;
  /** Value → its word, in the order that is shown. No word comes twice. */
  readonly words: Readonly<Record<T, string>>;
  readonly value: T;
  readonly changeTo: (value: T) => SettingsChange;
};

/** One of a few, saved as soon as it is chosen. */
export function ChoiceRow<T extends string>({ label, hint, words, value, changeTo }: ChoiceRowProps<T>) {
  const { problem, save } = useSave();
  const values = keysOf(words);
  return (
    <SettingRow label={label} hint={hint} problem={problem}>
      <Segments
        label={label}
        options={values.map((one) => words[one])}
        value={words[value]}
        onChange={(word) => {
          const chosen = values.find((one) => words[one] === word);
          if (chosen !== undefined) void save(changeTo(chosen));
        }}
      />
    </SettingRow>
  );
}

function keysOf<T extends string>(words: Readonly<Record<T, string>>): readonly T[] {
  const isKey = (key: string): key is T => Object.hasOwn(words, key);
  return Object.keys(words).filter(isKey);
}
