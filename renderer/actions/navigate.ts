import { selectProvider } from "#renderer/stores/selection-store.ts";
import { useViewStore, type ViewName } from "#renderer/stores/view-store.ts";
import { focusWhenDrawn } from "./focus.ts";

export function openView(view: ViewName): void {
  useViewStore.setState({ view });
}

/** Shows a provider, and puts the keyboard on it. */
export function openProvider(providerId: string): void {
  selectProvider(providerId);
  openView("providers");
  focusWhenDrawn(`[data-provider="${providerId}"]`);
}
