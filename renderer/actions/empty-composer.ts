import { changeComposer, setDraft, setImages, useComposerStore } from "#renderer/stores/composer-store.ts";

/** After a Send: what was put aside for an edit comes back; system prompt and values stay for the next prompt. */
export function emptyComposer(): void {
  const { setAside } = useComposerStore.getState();
  setDraft(setAside?.draft ?? "");
  setImages(setAside?.images ?? []);
  changeComposer({ editingId: null, replyOnlyTo: null, setAside: null });
}
