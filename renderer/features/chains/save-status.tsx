import { saveChain } from "#renderer/actions/chains.ts";
import { useChainDraftsStore } from "#renderer/stores/chain-drafts-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import styles from "./save-status.module.css";

/** Every change is saved by itself; this says whether it is. */
export function SaveStatus({ chainId }: { readonly chainId: string }) {
  const save = useChainDraftsStore((state) => state.saves[chainId]);
  if (save === undefined) return <span className={`dim ${styles.status}`}>Saved</span>;
  if (save.kind === "saving") return <span className={`dim ${styles.status}`}>Saving…</span>;
  return (
    <span className={`bad ${styles.status}`} role="alert">
      <Icon name="warn" size="xs" />
      <span className="trunc" title={save.message}>
        Not saved. {save.message}
      </span>
      {save.kind === "failed" ? (
        <Button size="small" onClick={() => void saveChain(chainId)}>
          Save again
        </Button>
      ) : null}
    </span>
  );
}
