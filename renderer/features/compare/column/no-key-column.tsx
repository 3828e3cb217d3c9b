import type { FormEvent } from "react";
import { saveKey } from "#renderer/actions/keys.ts";
import { retryColumns } from "#renderer/actions/retry.ts";
import { useNames } from "#renderer/parts/names.ts";
import { useKeyField } from "#renderer/parts/use-key-field.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import type { KeychainState } from "#shared/provider-state.ts";
import type { Run } from "#shared/run.ts";
import styles from "./column-body.module.css";

/** Takes a key on the spot and sends. */
export function NoKeyColumn({ run, providerId }: { readonly run: Run; readonly providerId: string }) {
  const names = useNames();
  const keychain = useAppStore((state) => state.keychain);
  const field = useKeyField();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const key = field.take();
    if (key === null) return;
    const problem = await saveKey(providerId, key);
    if (problem !== null) return field.refuse(problem);
    field.clear(key);
    await retryColumns([run.columnId]);
  };
  return (
    <>
      <p className={styles.headline}>
        <Icon name="key" />
        <span>{names.provider(providerId)} has no key yet.</span>
      </p>
      <p className="sub">Paste one and it {whereItGoes(keychain)}.</p>
      <form className={styles.key} onSubmit={save}>
        <TextField
          ref={field.ref}
          label={`Key of ${names.provider(providerId)}`}
          hideLabel
          isMono
          type="password"
          autoComplete="off"
          placeholder="Key"
          error={field.error}
          onInput={field.onInput}
        />
        <Button type="submit" disabled={!field.hasText}>
          Save
        </Button>
      </form>
    </>
  );
}

function whereItGoes(keychain: KeychainState): string {
  return keychain.kind === "keychain" ? `goes to the ${keychain.label}` : "stays in memory until you quit";
}
