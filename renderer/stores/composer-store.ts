import { create } from "zustand";
import { type DraftImage, type KeptDraft, keepDraft, keepImages, keepParts, readKept } from "./composer-storage.ts";

export type ComposerState = KeptDraft & {
  readonly draft: string;
  readonly images: readonly DraftImage[];
  /** False where the images are too large to survive a reload. */
  readonly areImagesKept: boolean;
  /** Why an image was not taken; null when all is well. */
  readonly imageProblem: string | null;
};

/** The prompt being written. Kept per window, so that a reload loses nothing; it never leaves the renderer. */
export const useComposerStore = create<ComposerState>()(() => ({
  ...readKept(),
  areImagesKept: true,
  imageProblem: null,
}));

export function setDraft(draft: string): void {
  keepText(() => keepDraft(draft));
  useComposerStore.setState({ draft });
}

/** What was written matters more than images, which can be added again: they make room for it. */
function keepText(keep: () => boolean): void {
  if (keep()) return;
  keepImages([]);
  const areImagesKept = useComposerStore.getState().images.length === 0;
  useComposerStore.setState({ areImagesKept });
  keep();
}

export function changeComposer(change: Partial<KeptDraft>): void {
  useComposerStore.setState(change);
  const { system, systemOf, values, editingId, replyOnlyTo, setAside } = useComposerStore.getState();
  keepText(() => keepParts({ system, systemOf, values, editingId, replyOnlyTo, setAside }));
}

export function setValue(name: string, value: string): void {
  changeComposer({ values: { ...useComposerStore.getState().values, [name]: value } });
}

export function setImages(images: readonly DraftImage[]): void {
  useComposerStore.setState({ images, areImagesKept: keepImages(images), imageProblem: null });
}

export function removeImage(id: string): void {
  setImages(useComposerStore.getState().images.filter((image) => image.id !== id));
}

/** The conversation's system prompt, where this window does not hold a newer one of it. */
export function takeSystem(conversationId: string, system: string): void {
  const { systemOf } = useComposerStore.getState();
  if (systemOf !== conversationId) changeComposer({ system, systemOf: conversationId });
}
