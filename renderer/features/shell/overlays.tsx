import { showOverlay, type ViewState } from "#renderer/stores/view-store.ts";
import { DiagnosticsDialog } from "./diagnostics-dialog.tsx";
import { LicencesDialog } from "./licences-dialog.tsx";
import { Palette } from "./palette.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";

/** What floats above every view. */
export function Overlays({ overlay }: { readonly overlay: NonNullable<ViewState["overlay"]> }) {
  const close = () => showOverlay(null);
  switch (overlay) {
    case "palette":
      return <Palette />;
    case "shortcuts":
      return <ShortcutSheet />;
    case "diagnostics":
      return <DiagnosticsDialog onClose={close} />;
    case "licences":
      return <LicencesDialog onClose={close} />;
  }
}
