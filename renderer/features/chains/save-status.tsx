import type { ReactNode } from "react";
import { saveChain } from "#renderer/actions/chains.ts";
import { fieldFault, useChainDraftsStore } from "#renderer/stores/chain-drafts-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import styles from "./save-status.module.css";

/** Every change is saved by itself; this says whether it is. */
export function SaveStatus({ chainId }: { readonly chainId: string }) {
  const save = useChainDraftsStore((state) => state.saves[chainId]);
  const fault = useChainDraftsStore((state) => fieldFault(state, chainId));
  if (save === undefined && fault !== undefined) return <NotSaved message={fault} />;
  if (save === undefined) return <span className={`dim ${styles.status}`}>Saved</span>;
  if (save.kind === "saving") return <span className={`dim ${styles.status}`}>Saving…</span>;
  return (
    <NotSaved message={save.message}>
      {save.kind === "failed" ? (
        <Button size="small" onClick={() => void saveChain(chainId)}>
          Save again
        </Button>
      ) : null}
    </NotSaved>
  );
}

type NotSavedProps = { readonly message: string; readonly children?: ReactNode };

function NotSaved({ message, children }: NotSavedProps) {
  return (
    <span className={`bad ${styles.status}`}>
      <Icon name="warn" size="xs" />
      <span className="trunc" title={message}>
        Not saved. {message}
      </span>
      {children}
    </span>
  );
}
