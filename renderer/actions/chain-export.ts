import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { type ChainsTransfer, useTransferStore } from "#renderer/stores/transfer-store.ts";
import type { Chain } from "#shared/chain.ts";
import { type ChainFormat, chainFormats } from "#shared/chain-export.ts";
import type { ExportedFile } from "#shared/exports.ts";
import { saveChain } from "./chains.ts";
import { copyText } from "./copy.ts";
import { saveFile } from "./save-file.ts";

/** Opens the export dialog for a chain, with the format that was used last. */
export function openChainExport(chainId: string): void {
  const { lastChainFormat } = useTransferStore.getState();
  ask({ id: crypto.randomUUID(), chainId, isAll: false, format: lastChainFormat, made: {} });
}

export function closeChainExport(): void {
  useTransferStore.setState({ chains: null });
}

/** One chain, or every chain that has links. */
export function exportAllChains(isAll: boolean): void {
  const { chains } = useTransferStore.getState();
  if (chains !== null && chains.isAll !== isAll) ask({ ...chains, id: crypto.randomUUID(), isAll, made: {} });
}

/** The connection was lost: everything is asked for anew. */
export function exportChainsAgain(): void {
  const { chains } = useTransferStore.getState();
  if (chains !== null) ask({ ...chains, id: crypto.randomUUID(), made: {} });
}

export function chooseChainFormat(format: ChainFormat): void {
  const { chains } = useTransferStore.getState();
  if (chains !== null) useTransferStore.setState({ chains: { ...chains, format }, lastChainFormat: format });
}

/** The chains that an export is of. */
export function exportedChains(chains: readonly Chain[], { chainId, isAll }: ChainsTransfer): readonly Chain[] {
  return chains.filter((chain) => (isAll ? chain.links.length > 0 : chain.id === chainId));
}

function ask(asked: ChainsTransfer): void {
  useTransferStore.setState({ chains: asked });
  void fetchFiles(asked);
}

/** What was typed a moment ago is in the file: it is saved first. */
async function fetchFiles(asked: ChainsTransfer): Promise<void> {
  const chainIds = exportedChains(useAppStore.getState().chains, asked).map(({ id }) => id);
  await Promise.all(chainIds.map(saveChain));
  const first = useTransferStore.getState().chains?.format ?? asked.format;
  const others = chainFormats.filter((format) => format !== first);
  await Promise.all([first, ...others].map((format) => fetchFile(asked.id, chainIds, format)));
}

async function fetchFile(id: string, chainIds: readonly string[], format: ChainFormat): Promise<void> {
  const answer = await call("export.chains", { chainIds, format });
  const { chains } = useTransferStore.getState();
  // Closed, or something else was asked for meanwhile.
  if (chains?.id !== id) return;
  useTransferStore.setState({ chains: { ...chains, made: { ...chains.made, [format]: answer } } });
}

/** The file of the format that is shown; null while there is none. */
function shownFile(): ExportedFile | null {
  const { chains } = useTransferStore.getState();
  const answer = chains?.made[chains.format];
  return answer?.ok === true ? answer.value.file : null;
}

export function saveChainExport(): void {
  const file = shownFile();
  if (file === null) return;
  saveFile(file);
  closeChainExport();
}

export async function copyChainExport(): Promise<void> {
  const file = shownFile();
  if (file !== null && (await copyText(file.text, file.fileName))) closeChainExport();
}
