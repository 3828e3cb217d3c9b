import { useViewStore, type ViewName } from "#renderer/stores/view-store.ts";

export function openView(view: ViewName): void {
  useViewStore.setState({ view });
}
