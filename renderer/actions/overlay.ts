import { collapseSidebar, useViewStore } from "#renderer/stores/view-store.ts";

/** Opens the command palette, or closes it. */
export function togglePalette(): void {
  useViewStore.setState(({ overlay }) => ({ overlay: overlay === "palette" ? null : "palette" }));
}

/** Opens the sheet of all shortcuts, or closes it. */
export function toggleShortcuts(): void {
  useViewStore.setState(({ overlay }) => ({ overlay: overlay === "shortcuts" ? null : "shortcuts" }));
}

export function toggleSidebar(): void {
  collapseSidebar(!useViewStore.getState().isSidebarCollapsed);
}
