import type { ViewState } from "#renderer/stores/view-store.ts";
import { Palette } from "./palette.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";

/** What floats above every view. */
export function Overlays({ overlay }: { readonly overlay: NonNullable<ViewState["overlay"]> }) {
  return overlay === "palette" ? <Palette /> : <ShortcutSheet />;
}
