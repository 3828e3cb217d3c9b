import { create } from "zustand";
import type { ModelRef } from "#shared/model.ts";

/** Views that exist; app.tsx maps each to what it loads. */
export type ViewName = "compare" | "chains" | "history" | "spend" | "providers" | "gateway" | "settings";

export type ViewState = {
  readonly view: ViewName;
  /** What the one live region says; set by actions/announce.ts. */
  readonly announcement: string;
  /** The address that the link dialog asks about; null while it is closed. */
  readonly linkToOpen: string | null;
  /** The model that the price dialog is about; null while it is closed. */
  readonly priceToSet: ModelRef | null;
  /** Said above the composer when the host refused something; null when all is well. */
  readonly problem: string | null;
  /** The draft goes out by itself once this computer has a network again. */
  readonly sendsWhenOnline: boolean;
  /** What floats above every view, from wherever it was asked for. */
  readonly overlay: "palette" | "shortcuts" | "diagnostics" | "licences" | null;
  /** The sidebar as an icon rail by the user's choice; below 1181 px it always is one. */
  readonly isSidebarCollapsed: boolean;
};

const sidebarKey = "understudy-sidebar";

/** What this window shows; the host knows nothing of it. */
export const useViewStore = create<ViewState>()(() => ({
  view: "compare",
  announcement: "",
  linkToOpen: null,
  priceToSet: null,
  problem: null,
  sendsWhenOnline: false,
  overlay: null,
  isSidebarCollapsed: sessionStorage.getItem(sidebarKey) === "collapsed",
}));

/** Shows what floats above every view; null closes it. */
export function showOverlay(overlay: ViewState["overlay"]): void {
  useViewStore.setState({ overlay });
}

/** Kept per window, as the draft is. */
export function collapseSidebar(isSidebarCollapsed: boolean): void {
  sessionStorage.setItem(sidebarKey, isSidebarCollapsed ? "collapsed" : "open");
  useViewStore.setState({ isSidebarCollapsed });
}

/** The dialog that sets a price. */
export function closeSetPrice(): void {
  useViewStore.setState({ priceToSet: null });
}
