import { useEffect } from "react";
import { addChain, saveEditedChains } from "#renderer/actions/chains.ts";
import { Page } from "#renderer/parts/page.tsx";
import { useSelectionStore } from "#renderer/stores/selection-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { ChainEditor } from "./chain-editor.tsx";
import { ChainList } from "./chain-list.tsx";
import styles from "./chains-view.module.css";
import { RemoveChain } from "./remove-chain.tsx";
import { SaveStatus } from "./save-status.tsx";
import { useChains } from "./use-chains.ts";

/** Every chain, and the one being edited. */
export function ChainsView() {
  const chains = useChains();
  const selectedId = useSelectionStore((state) => state.chainId);
  const chain = chains.find((one) => one.id === selectedId) ?? chains[0];
  useSaveOnLeaving();
  return (
    <Page
      title="Chains"
      details={
        chain === undefined ? null : (
          <>
            <span className="dim" aria-hidden="true">
              /
            </span>
            <span className="strong trunc">{chain.name}</span>
            <SaveStatus chainId={chain.id} />
          </>
        )
      }
      actions={chain === undefined ? null : <RemoveChain key={chain.id} chain={chain} />}
    >
      <div className={styles.view}>
        <ChainList chains={chains} selectedId={chain?.id ?? null} />
        {chain === undefined ? <NoChain /> : <ChainEditor key={chain.id} chain={chain} chains={chains} />}
      </div>
    </Page>
  );
}

function NoChain() {
  return (
    <div className={styles.none}>
      <h2>No chain yet.</h2>
      <p className="sub">
        A chain is an ordered list of links: one model after another, each tried when the one before it gives no answer.
      </p>
      <Button tone="primary" icon="plus" onClick={addChain}>
        New chain
      </Button>
    </div>
  );
}

/** Nothing typed is lost by going elsewhere or closing the window. */
function useSaveOnLeaving(): void {
  useEffect(() => {
    window.addEventListener("pagehide", saveEditedChains);
    return () => {
      window.removeEventListener("pagehide", saveEditedChains);
      saveEditedChains();
    };
  }, []);
}
