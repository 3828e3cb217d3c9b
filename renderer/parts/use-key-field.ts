import { type RefObject, useRef, useState } from "react";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { checkKey } from "#shared/check-key.ts";
import { type KeyOwner, ownerOf } from "./key-owner.ts";

export type KeyField = {
  readonly ref: RefObject<HTMLInputElement | null>;
  /** What is wrong with the key and what to do; null while nothing is. */
  readonly error: string | null;
  readonly hasText: boolean;
  /** Whose key the text looks like; a hint, never proof. */
  readonly looksLike: KeyOwner | null;
  onInput(): void;
  /** The key as it would be sent; null where it is refused, and the field then says why. */
  take(): string | null;
  /** Empties it once this key is saved; what was typed meanwhile stays. */
  clear(saved: string): void;
  refuse(message: string): void;
};

/**
 * A field for a key. The key lives in the input element alone: React state holds only what is said about it, so that
 * nothing but the field and the one call that hands it to the host ever sees it.
 */
export function useKeyField(): KeyField {
  const ref = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState(nothing);
  const text = () => ref.current?.value ?? "";
  const refuse = (error: string) => {
    setSaid((before) => ({ ...before, error }));
    ref.current?.focus();
  };
  return {
    ref,
    ...said,
    onInput: () => {
      const { providers } = useAppStore.getState();
      setSaid({ error: null, hasText: text() !== "", looksLike: ownerOf(text(), providers) });
    },
    take: () => {
      const checked = checkKey(text());
      if (checked.ok) return checked.key;
      refuse(checked.message);
      return null;
    },
    clear: (saved) => {
      const checked = checkKey(text());
      if (!checked.ok || checked.key !== saved) return;
      if (ref.current !== null) ref.current.value = "";
      setSaid(nothing);
    },
    refuse,
  };
}

/** `an Anthropic key`, `a Google AI key` */
export function keyOf(providerName: string): string {
  return `${/^[aeiou]/i.test(providerName) ? "an" : "a"} ${providerName} key`;
}

type Said = Pick<KeyField, "error" | "hasText" | "looksLike">;

const nothing: Said = { error: null, hasText: false, looksLike: null };
