import { useState } from "react";
import { type SavedAndTested, saveAndTestKey } from "#renderer/actions/first-run.ts";
import { type KeyOwner, keyOwners } from "#renderer/parts/key-owner.ts";
import { KeyTestResult } from "#renderer/parts/key-test-result.tsx";
import { type KeyField, keyOf, useKeyField } from "#renderer/parts/use-key-field.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { SelectField, TextField } from "#renderer/ui/field.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import styles from "./key-form.module.css";

/** One field for the key of any provider: saved first, then tested, so that a failed test loses nothing. */
export function KeyForm() {
  const form = useKeyForm();
  const { field } = form;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <TextField
        ref={field.ref}
        label="API key"
        hideLabel
        type="password"
        autoComplete="off"
        isMono
        placeholder="sk-…"
        error={field.error}
        onInput={field.onInput}
        end={
          <Button type="submit" disabled={form.isBusy || !field.hasText}>
            {form.isBusy ? "Testing…" : "Test and save"}
          </Button>
        }
      />
      {field.hasText ? <Whose form={form} /> : null}
      <Result result={form.result} />
      <KeptWhere />
    </form>
  );
}

type Form = {
  readonly field: KeyField;
  readonly isBusy: boolean;
  readonly result: SavedAndTested | null;
  /** The id of who was picked by hand; counts where the key itself does not tell. */
  readonly picked: string;
  pick(ownerId: string): void;
  submit(): Promise<void>;
};

function useKeyForm(): Form {
  const field = useKeyField();
  const [picked, pick] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState<SavedAndTested | null>(null);
  const owners = useKeyOwners();
  const submit = async () => {
    const key = field.take();
    if (key === null) return;
    const owner = field.looksLike ?? owners.find(({ id }) => id === picked);
    if (owner === undefined) return field.refuse("This key does not tell whose it is. Pick its provider below.");
    setBusy(true);
    const found = await saveAndTestKey(owner, key);
    setBusy(false);
    setResult(found.kind === "not-saved" ? null : found);
    if (found.kind === "not-saved") return field.refuse(found.message);
    field.clear(key);
    pick("");
  };
  const pickAndForgive = (ownerId: string) => {
    pick(ownerId);
    field.onInput();
  };
  return { field, isBusy, result, picked, pick: pickAndForgive, submit };
}

function useKeyOwners(): readonly KeyOwner[] {
  const providers = useAppStore((state) => state.providers);
  return keyOwners(providers);
}

/** Whose key it is: worked out from its shape, else asked. */
function Whose({ form }: { readonly form: Form }) {
  const owners = useKeyOwners();
  const { looksLike } = form.field;
  if (looksLike !== null) {
    return (
      <p className={styles.whose}>
        <Icon name="ok" size="xs" className="ok" />
        Looks like {keyOf(looksLike.name)}
      </p>
    );
  }
  return (
    <SelectField label="Whose key is it?" value={form.picked} onChange={(event) => form.pick(event.target.value)}>
      <option value="">Pick its provider</option>
      {owners.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

function Result({ result }: { readonly result: SavedAndTested | null }) {
  if (result === null) return null;
  if (result.kind === "tested") return <KeyTestResult test={result.test} />;
  return (
    <p className="warn" role="status">
      {result.message}
    </p>
  );
}

function KeptWhere() {
  const keychain = useAppStore((state) => state.keychain);
  const words =
    keychain.kind === "keychain"
      ? `Saved in the ${keychain.label}, sent only to its provider.`
      : keychain.kind === "memory"
        ? "Kept in memory for this run, sent only to its provider."
        : "Sent only to its provider.";
  return (
    <p className={styles.kept} title={keychain.kind === "memory" ? keychain.missing : undefined}>
      <Icon name="lock" size="xs" className={keychain.kind === "memory" ? "warn" : "ok"} />
      {words}
    </p>
  );
}
