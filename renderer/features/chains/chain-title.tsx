import { type KeyboardEvent, useState } from "react";
import { openChainExport } from "#renderer/actions/chain-export.ts";
import {
  duplicateChain,
  faultOfName,
  newChain,
  removeChain,
  renameChain,
  startRenaming,
} from "#renderer/actions/chains.ts";
import { copyText } from "#renderer/actions/copy.ts";
import { focusIfLost } from "#renderer/actions/focus.ts";
import { setRenaming, useChainDraftsStore } from "#renderer/stores/chain-drafts-store.ts";
import { selectChain } from "#renderer/stores/selection-store.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { Menu } from "#renderer/ui/menu.tsx";
import type { Chain } from "#shared/chain.ts";
import styles from "./chain-title.module.css";
import { SaveStatus } from "./save-status.tsx";

export type ChainTitleProps = {
  readonly chain: Chain;
  readonly chains: readonly Chain[];
  /** True where no list stands beside the editor: the name then opens one. */
  readonly hasSwitch: boolean;
};

/** In the title bar: which chain this is, what programs call it, and whether it is saved. */
export function ChainTitle({ chain, chains, hasSwitch }: ChainTitleProps) {
  const isRenaming = useChainDraftsStore((state) => state.renamingId === chain.id);
  return (
    <>
      <span className="dim" aria-hidden="true">
        /
      </span>
      {isRenaming ? <NameField chain={chain} /> : <Name chain={chain} chains={chains} hasSwitch={hasSwitch} />}
      {isRenaming ? null : <ModelId name={chain.name} />}
      <SaveStatus chainId={chain.id} />
    </>
  );
}

function Name({ chain, chains, hasSwitch }: ChainTitleProps) {
  const name = <span className="trunc">{chain.name}</span>;
  if (!hasSwitch) {
    return (
      <button
        type="button"
        className={styles.name}
        data-chain-name
        title="Rename"
        aria-label={`Rename ${chain.name}`}
        onClick={() => startRenaming(chain.id)}
      >
        {name}
      </button>
    );
  }
  return (
    <Menu
      trigger={
        <button type="button" className={styles.name} data-chain-name aria-label={`Chain ${chain.name}, pick another`}>
          {name}
          <Icon name="down" size="xs" />
        </button>
      }
      items={[
        ...chains.map((one) => ({
          label: one.name,
          ...(one.id === chain.id && { icon: "check" as const }),
          onSelect: () => selectChain(one.id),
        })),
        { label: "New chain", icon: "plus" as const, onSelect: newChain },
      ]}
    />
  );
}

/** Enter and leaving keep a name that is one; Escape keeps the old one. What is no name stays to be put right. */
function NameField({ chain }: { readonly chain: Chain }) {
  const [typed, setTyped] = useState(chain.name);
  const fault = faultOfName(chain.id, typed);
  const end = () => {
    setRenaming(null);
    focusIfLost("[data-chain-name]");
  };
  const keep = () => {
    if (fault !== null) return;
    renameChain(chain.id, typed);
    end();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") keep();
    if (event.key === "Escape") end();
  };
  return (
    <span className={styles.rename}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the user asked to type here a moment ago
        autoFocus
        className={styles.input}
        autoComplete="off"
        spellCheck={false}
        aria-label="Chain name"
        aria-invalid={fault !== null}
        aria-describedby="chain-name-fault"
        value={typed}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={keep}
      />
      <span id="chain-name-fault" role="status" className={styles.fault}>
        {fault}
      </span>
    </span>
  );
}

/** What a program names to reach this chain through the gateway. */
function ModelId({ name }: { readonly name: string }) {
  const id = `chain/${name}`;
  return (
    <button
      type="button"
      className={styles.id}
      title={`Copy ${id}`}
      aria-label={`Copy ${id}`}
      onClick={() => void copyText(id, id)}
    >
      <span className="mono trunc">{id}</span>
      <Icon name="copy" size="xs" />
    </button>
  );
}

/** Right end of the title bar. */
export function ChainActions({ chain }: { readonly chain: Chain }) {
  const remove = async () => {
    await removeChain(chain.id);
    // The menu gives the focus to its button; with the last chain that one is gone, too.
    focusIfLost("main button");
  };
  return (
    <>
      <Button icon="copy" onClick={() => duplicateChain(chain.id)}>
        Duplicate
      </Button>
      <Button
        icon="code"
        disabled={chain.links.length === 0}
        title={chain.links.length === 0 ? "It has no links yet" : undefined}
        onClick={() => openChainExport(chain.id)}
      >
        Export as code
      </Button>
      <Menu
        trigger={<IconButton icon="more" label={`More for ${chain.name}`} />}
        items={[
          { label: "Rename", icon: "pencil", onSelect: () => startRenaming(chain.id) },
          { label: "Delete chain", icon: "trash", tone: "danger", onSelect: () => void remove() },
        ]}
      />
    </>
  );
}
