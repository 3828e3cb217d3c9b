import { useEffect } from "react";
import { newChain, saveEditedChains } from "#renderer/actions/chains.ts";
import { Page } from "#renderer/parts/page.tsx";
import { useSelectionStore } from "#renderer/stores/selection-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Panels } from "#renderer/ui/panels.tsx";
import { useMedia } from "#renderer/ui/use-media.ts";
import type { Chain } from "#shared/chain.ts";
import { ChainEditor } from "./chain-editor.tsx";
import { ChainList } from "./chain-list.tsx";
import { ChainActions, ChainTitle } from "./chain-title.tsx";
import styles from "./chains-view.module.css";
import { DrillPanel } from "./drill/drill-panel.tsx";
import { HealthColumn } from "./health-column.tsx";
import { useChains } from "./use-chains.ts";

/** Below this the list is hidden: the title bar holds it then. */
const narrow = "(max-width: 1180px)";
const tall = "(min-height: 1100px)";
/** Rows of the drill are one line high then. */
const short = "(max-height: 760px)";
const wide = "(min-width: 1800px)";

/** Every chain, the one being edited, and the health of its providers. */
export function ChainsView() {
  const chains = useChains();
  const selectedId = useSelectionStore((state) => state.chainId);
  const chain = chains.find((one) => one.id === selectedId) ?? chains[0];
  const isNarrow = useMedia(narrow);
  const isWide = useMedia(wide);
  useSaveOnLeaving();
  return (
    <Page
      title="Chains"
      details={
        chain === undefined ? null : <ChainTitle key={chain.id} chain={chain} chains={chains} hasSwitch={isNarrow} />
      }
      actions={chain === undefined ? null : <ChainActions chain={chain} />}
    >
      <div className={styles.view}>
        <Panels
          orientation="horizontal"
          place="first"
          label="Width of the list of chains"
          sizes={{ least: 160, usual: isWide ? 240 : 196, most: 360 }}
          leastRest={400}
          sized={isNarrow ? null : <ChainList chains={chains} selectedId={chain?.id ?? null} />}
          rest={chain === undefined ? <NoChain /> : <WithDrill key={chain.id} chain={chain} />}
        />
        <HealthColumn chain={chain} />
      </div>
    </Page>
  );
}

/** The drill docks below the editor, and follows it where the window is tall. */
function WithDrill({ chain }: { readonly chain: Chain }) {
  const isTall = useMedia(tall);
  const isShort = useMedia(short);
  const drill = chain.links.length === 0 ? null : <DrillPanel chain={chain} />;
  return (
    <Panels
      orientation="vertical"
      place="last"
      label="Height of the drill"
      sizes={{ least: 96, usual: usualHeight(chain.links.length, isShort), most: 620 }}
      leastRest={160}
      sized={isTall ? null : drill}
      rest={
        <div className={isTall ? styles.tall : styles.docked}>
          <ChainEditor chain={chain} />
          {isTall ? drill : null}
        </div>
      }
    />
  );
}

/** Of the drill: its head, its verdict and a row for each link, but never most of the window. */
function usualHeight(links: number, isShort: boolean): number {
  return isShort ? Math.min(260, 146 + links * 28) : Math.min(380, 160 + links * 43);
}

function NoChain() {
  return (
    <div className={styles.none}>
      <h2>No chain yet.</h2>
      <p className="sub">
        A chain is an ordered list of links: one model after another, each tried when the one before it gives no answer.
      </p>
      <Button tone="primary" icon="plus" onClick={newChain}>
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
