import { useState } from "react";
import { saveKey } from "#renderer/actions/keys.ts";
import { presetAt } from "#renderer/parts/server-address.ts";
import { type KeyField, keyOf, useKeyField } from "#renderer/parts/use-key-field.ts";
import { Button } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import type { KeyState, ProviderState } from "#shared/provider-state.ts";
import { TestKey } from "./test-key.tsx";

/** The field with what can be done to a key; a kept one is shown as its last four characters only. */
export function KeyForm({ state }: { readonly state: ProviderState }) {
  const field = useKeyField();
  const [isSaving, setSaving] = useState(false);
  const last4 = keptLast4(state.key);
  const save = async () => {
    if (last4 !== null && !field.hasText) return field.ref.current?.focus();
    const key = field.take();
    if (key === null) return;
    setSaving(true);
    const problem = await saveKey(state.provider.id, key);
    setSaving(false);
    if (problem === null) field.clear(key);
    else field.refuse(problem);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        ref={field.ref}
        label="API key"
        type="password"
        autoComplete="off"
        isMono
        placeholder={last4 === null ? emptyWords(state) : `••••••••••••••••${last4}`}
        error={field.error}
        hint={<OtherProvider field={field} state={state} />}
        onInput={field.onInput}
        end={
          <>
            <Button type="submit" tone={field.hasText ? "primary" : "plain"} disabled={isSaving}>
              {isSaving ? "Saving…" : last4 === null ? "Save" : "Replace"}
            </Button>
            <TestKey state={state} />
          </>
        }
      />
    </form>
  );
}

/** A key in the wrong field would be sent to the wrong company. */
function OtherProvider({ field, state }: { readonly field: KeyField; readonly state: ProviderState }) {
  const { looksLike } = field;
  const { id, name, kind } = state.provider;
  // A gateway of one's own may well take the keys of a big provider.
  if (looksLike === null || looksLike.id === id || kind === "openai-compatible") return null;
  return (
    <span className="warn">
      Looks like {keyOf(looksLike.name)}. Saved here, it is sent to {name}.
    </span>
  );
}

/** With the shape of the server's keys, where it is known, so that a wrong one is noticed before it is sent. */
function emptyWords({ provider }: ProviderState): string {
  const shape = provider.kind === "openai-compatible" ? presetAt(provider.baseUrl)?.keyShape : null;
  return shape === null || shape === undefined ? "Paste a key" : `Paste a key: ${shape}`;
}

function keptLast4(key: KeyState): string | null {
  return key.kind === "none" ? null : key.last4;
}
