import { useToastsStore } from "#renderer/stores/toasts-store.ts";

/** Presses Undo of the newest toast that has one. */
export function undoNewest(): void {
  const { undoable } = useToastsStore.getState();
  if (undoable?.undo === undefined) throw new Error("There is nothing to undo.");
  undoable.undo();
}
