import { create } from "zustand";
import type { PromptImage } from "#shared/prompt.ts";

/** Comparison → the images of its prompt, by place; one that could not be read is absent. */
export type SentImagesState = { readonly images: Readonly<Record<string, readonly (PromptImage | undefined)[]>> };

/** Images of the prompts that were looked at last: they are too large to be told with the rest. */
export const useSentImagesStore = create<SentImagesState>()(() => ({ images: {} }));

const mostPrompts = 4;

export function keepSentImages(comparisonId: string, images: readonly (PromptImage | undefined)[]): void {
  useSentImagesStore.setState((state) => {
    const others = Object.entries(state.images).filter(([id]) => id !== comparisonId);
    return { images: Object.fromEntries([...others, [comparisonId, images] as const].slice(-mostPrompts)) };
  });
}
