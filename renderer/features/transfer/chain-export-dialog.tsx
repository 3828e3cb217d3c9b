import type { KeyboardEvent } from "react";
import {
  chooseChainFormat,
  closeChainExport,
  copyChainExport,
  exportAllChains,
  exportedChains,
  saveChainExport,
} from "#renderer/actions/chain-export.ts";
import { matchesShortcut, shortcutText } from "#renderer/parts/shortcuts.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { type ChainsTransfer, useTransferStore } from "#renderer/stores/transfer-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { Kbd } from "#renderer/ui/kbd.tsx";
import { Segments } from "#renderer/ui/segments.tsx";
import type { Chain } from "#shared/chain.ts";
import { type ChainFormat, chainFormats } from "#shared/chain-export.ts";
import { formatCount } from "#shared/format.ts";
import styles from "./chain-export-dialog.module.css";
import { ChainExportLook } from "./chain-export-look.tsx";
import { chainFormatNames, lossLines } from "./chain-export-words.ts";
import { sizeWords } from "./size-words.ts";

const copyKeys = "Mod+C";

/** A chain, or all of them, as code or configuration for another program (⌘⇧E in Chains). */
export function ChainExportDialog() {
  const transfer = useTransferStore((state) => state.chains);
  return transfer === null ? null : <Opened transfer={transfer} />;
}

function Opened({ transfer }: { readonly transfer: ChainsTransfer }) {
  const chains = useAppStore((state) => state.chains);
  const answer = transfer.made[transfer.format];
  const file = answer?.ok === true ? answer.value.file : null;
  return (
    <Dialog
      isOpen
      title={titleOf(chains, transfer)}
      aside={<Choices transfer={transfer} chains={chains} />}
      onClose={closeChainExport}
      onKeyDown={onKeyDown}
      actions={
        <>
          <span className={`num ${styles.size}`}>{file === null ? "" : sizeWords(file)}</span>
          <Button onClick={closeChainExport}>Close</Button>
          <Button disabled={file === null} onClick={saveChainExport}>
            Save as…
          </Button>
          <CopyButton isReady={file !== null} />
        </>
      }
    >
      <ChainExportLook transfer={transfer} />
    </Dialog>
  );
}

function titleOf(chains: readonly Chain[], transfer: ChainsTransfer): string {
  const [first, ...others] = exportedChains(chains, transfer);
  return others.length > 0 ? `Export all ${formatCount(others.length + 1)} chains` : `Export ${first?.name ?? "chain"}`;
}

/** Nothing marked: the whole file is meant. */
function onKeyDown({ nativeEvent }: KeyboardEvent): void {
  if (!matchesShortcut(nativeEvent, copyKeys, useAppStore.getState().capabilities)) return;
  if (window.getSelection()?.isCollapsed === false) return;
  nativeEvent.preventDefault();
  void copyChainExport();
}

function CopyButton({ isReady }: { readonly isReady: boolean }) {
  const keys = useAppStore((state) => shortcutText(copyKeys, state.capabilities));
  return (
    <Button tone="primary" icon="copy" disabled={!isReady} onClick={() => void copyChainExport()}>
      Copy {keys === undefined ? null : <Kbd>{keys}</Kbd>}
    </Button>
  );
}

type ChoicesProps = { readonly transfer: ChainsTransfer; readonly chains: readonly Chain[] };

function Choices({ transfer, chains }: ChoicesProps) {
  const count = chains.filter((chain) => chain.links.length > 0).length;
  const all = `All ${formatCount(count)} chains`;
  return (
    <>
      <fieldset className={styles.formats} aria-label="Format">
        {chainFormats.map((format) => (
          <Format key={format} format={format} transfer={transfer} />
        ))}
      </fieldset>
      {count < 2 ? null : (
        <div className={styles.which}>
          <Segments
            label="What is exported"
            options={["This one", all]}
            value={transfer.isAll ? all : "This one"}
            onChange={(chosen) => exportAllChains(chosen === all)}
          />
        </div>
      )}
    </>
  );
}

type FormatProps = { readonly format: ChainFormat; readonly transfer: ChainsTransfer };

/** A real radio button, so that the arrow keys move as they do everywhere. */
function Format({ format, transfer }: FormatProps) {
  const warning = warningOf(transfer, format);
  const name = chainFormatNames[format];
  return (
    <label title={warning ?? undefined}>
      <input
        type="radio"
        name="chain-format"
        className="visually-hidden"
        aria-label={warning === null ? name : `${name}: ${warning}`}
        checked={format === transfer.format}
        onChange={() => chooseChainFormat(format)}
      />
      <span>
        {name}
        {warning === null ? null : <Icon name="warn" size="s" className="warn" />}
      </span>
    </label>
  );
}

function warningOf({ made }: ChainsTransfer, format: ChainFormat): string | null {
  const answer = made[format];
  if (answer === undefined) return null;
  if (!answer.ok) return "not possible";
  const count = lossLines(answer.value).length;
  if (count === 0) return null;
  return count === 1 ? "1 rule is left out" : `${formatCount(count)} rules are left out`;
}
