import { useState } from "react";
import { focusIfLost } from "#renderer/actions/focus.ts";
import { removeKey } from "#renderer/actions/providers.ts";
import { maskedKey } from "#renderer/parts/names.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Question } from "#renderer/ui/question.tsx";
import type { ProviderState } from "#shared/provider-state.ts";

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
      {isAsking ? <Ask state={state} last4={key.last4} onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

type AskProps = { readonly state: ProviderState; readonly last4: string; readonly onClose: () => void };

function Ask({ state, last4, onClose }: AskProps) {
  const keychain = useAppStore((app) => app.keychain);
  const { provider, key } = state;
  const place = key.kind === "memory" || keychain.kind !== "keychain" ? "" : ` from the ${keychain.label}`;
  const remove = async () => {
    const problem = await removeKey(provider.id);
    if (problem === null) focusIfLost("input[type='password']");
    return problem;
  };
  return (
    <Question title={`Remove the key of ${provider.name}?`} verb="Remove key" onConfirm={remove} onClose={onClose}>
      {maskedKey(last4)} is deleted{place}.{" "}
      {provider.keyOptional
        ? "Requests go out without a key."
        : `Links to ${provider.name} are skipped until it has a key again.`}
    </Question>
  );
}
