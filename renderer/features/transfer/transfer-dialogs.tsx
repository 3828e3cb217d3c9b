import { ArchiveDialog } from "./archive-dialog.tsx";
import { ChainExportDialog } from "./chain-export-dialog.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { SetupDialog } from "./setup-dialog.tsx";

/** What goes out of this window and what comes in; each is drawn only while it is open. */
export function TransferDialogs() {
  return (
    <>
      <ExportDialog />
      <ChainExportDialog />
      <SetupDialog />
      <ArchiveDialog />
    </>
  );
}
