import type { ViewName } from "#renderer/stores/view-store.ts";
import type { IconName } from "#renderer/ui/icon.tsx";

export type NavItem = {
  readonly view: ViewName;
  readonly label: string;
  readonly icon: IconName;
  /** Numbers follow the map of all views (ui/README.md §6); views that are still to come keep theirs. */
  readonly keys: string;
};

export const navItems: readonly NavItem[] = [
  { view: "compare", label: "Compare", icon: "columns", keys: "Mod+1" },
  { view: "chains", label: "Chains", icon: "chain", keys: "Mod+2" },
  { view: "providers", label: "Providers", icon: "key", keys: "Mod+5" },
  { view: "gateway", label: "Gateway", icon: "gateway", keys: "Mod+6" },
];
