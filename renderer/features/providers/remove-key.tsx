import { useState } from "react";
import { removeKey } from "#renderer/actions/providers.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { focusSoon } from "#renderer/ui/focus-soon.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import { maskedKey } from "./provider-line.ts";
import styles from "./remove-key.module.css";

/** Drawn where a key is kept here; one from the environment is not ours to remove. */
export function RemoveKey({ state }: { readonly state: ProviderState }) {
  const [isAsking, setAsking] = useState(false);
  const { key } = state;
  if (key.kind === "none" || key.kind === "environment") return null;
  return (
    <section className={styles.remove} aria-label="Remove key">
      <Button tone="danger" icon="trash" onClick={() => setAsking(true)}>
        Remove key…
      </Button>
      {isAsking ? <Question state={state} last4={key.last4} onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

type QuestionProps = { readonly state: ProviderState; readonly last4: string; readonly onClose: () => void };

function Question({ state, last4, onClose }: QuestionProps) {
  const keychain = useAppStore((app) => app.keychain);
  const [problem, setProblem] = useState<string | null>(null);
  const { provider, key } = state;
  const place = key.kind === "memory" || keychain.kind !== "keychain" ? "" : ` from the ${keychain.label}`;
  const remove = async () => {
    const found = await removeKey(provider.id);
    setProblem(found);
    if (found !== null) return;
    onClose();
    focusSoon("input[type='password']");
  };
  return (
    <Dialog
      isOpen
      title={`Remove the key of ${provider.name}?`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="danger" onClick={() => void remove()}>
            Remove key
          </Button>
        </>
      }
    >
      <p>
        {maskedKey(last4)} is deleted{place}.{" "}
        {provider.keyOptional
          ? "Requests go out without a key."
          : `Links to ${provider.name} are skipped until it has a key again.`}
      </p>
      {problem === null ? null : (
        <p className="bad" role="status">
          {problem}
        </p>
      )}
    </Dialog>
  );
}
