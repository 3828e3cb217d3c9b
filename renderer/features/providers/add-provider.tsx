import { useId, useState } from "react";
import { addProvider } from "#renderer/actions/providers.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import { checkBaseUrl } from "#shared/check-base-url.ts";
import { checkProviderName } from "#shared/check-chain.ts";
import type { ServerPreset } from "#shared/server-presets.ts";
import styles from "./provider-dialogs.module.css";
import { ServerSelect } from "./server-select.tsx";

type Faults = { readonly name: string | null; readonly baseUrl: string | null; readonly host: string | null };

const noFaults: Faults = { name: null, baseUrl: null, host: null };

/** Any server that speaks the OpenAI shape: one of those known by name, or any other by its address. */
export function AddProvider({ onClose }: { readonly onClose: () => void }) {
  const form = useAddForm(onClose);
  const formId = useId();
  return (
    <Dialog
      isOpen
      title="Add an OpenAI-compatible provider"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form={formId} disabled={form.isAdding}>
            Add provider
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void form.submit();
        }}
      >
        <AddFields form={form} />
      </form>
    </Dialog>
  );
}

function AddFields({ form }: { readonly form: ReturnType<typeof useAddForm> }) {
  return (
    <>
      <ServerSelect onPick={form.take} />
      <TextField
        label="Name"
        autoComplete="off"
        placeholder="Staging vLLM"
        value={form.name}
        error={form.faults.name}
        onChange={(event) => form.setName(event.target.value)}
      />
      <TextField
        label="Base URL"
        isMono
        inputMode="url"
        autoComplete="off"
        placeholder="https://api.example.com/v1"
        hint="With the version, as in /v1. http:// is for this machine only."
        value={form.baseUrl}
        error={form.faults.baseUrl}
        onChange={(event) => form.setBaseUrl(event.target.value)}
      />
      <Switch label="Answers without a key" isOn={form.keyOptional} onChange={form.setKeyOptional} />
      <Problem message={form.faults.host} />
    </>
  );
}

function useAddForm(onAdded: () => void) {
  const [name, setName] = useState("");
  const [baseUrl, setBaseUrl] = useState("");
  const [keyOptional, setKeyOptional] = useState(false);
  const [faults, setFaults] = useState(noFaults);
  const [isAdding, setAdding] = useState(false);
  const submit = async () => {
    const url = checkBaseUrl(baseUrl, (text) => URL.parse(text));
    const found = { name: checkProviderName(name.trim()), baseUrl: url.ok ? null : url.message, host: null };
    setFaults(found);
    if (found.name !== null || !url.ok) return;
    setAdding(true);
    const host = await addProvider({ name: name.trim(), baseUrl: url.baseUrl, keyOptional });
    setAdding(false);
    if (host === null) onAdded();
    else setFaults({ ...noFaults, host });
  };
  const take = (preset: ServerPreset | null) => {
    setName(preset?.name ?? "");
    setBaseUrl(preset?.baseUrl ?? "");
    setKeyOptional(preset?.keyOptional ?? false);
    setFaults(noFaults);
  };
  return { take, name, setName, baseUrl, setBaseUrl, keyOptional, setKeyOptional, faults, isAdding, submit };
}
