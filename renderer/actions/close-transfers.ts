import { call } from "#renderer/bridge/host.ts";
import { useTransferStore } from "#renderer/stores/transfer-store.ts";

/** Closes whatever is open. */
export function closeTransfers(): void {
  useTransferStore.setState({ comparison: null, chains: null, setup: null });
  void closeArchive();
}

/** Gives up an archive that was looked at. */
export async function closeArchive(): Promise<void> {
  const { archive } = useTransferStore.getState();
  useTransferStore.setState({ archive: null });
  if (archive !== null) await call("archive.discard", { uploadId: archive.uploadId });
}
