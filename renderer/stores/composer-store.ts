import { create } from "zustand";

const storageKey = "understudy-draft";

/** The prompt being written. Kept per window, so that a reload loses nothing; it never leaves the renderer. */
export const useComposerStore = create<{ readonly draft: string }>()(() => ({
  draft: sessionStorage.getItem(storageKey) ?? "",
}));

export function setDraft(draft: string): void {
  sessionStorage.setItem(storageKey, draft);
  useComposerStore.setState({ draft });
}
