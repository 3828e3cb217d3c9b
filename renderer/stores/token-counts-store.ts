import { create } from "zustand";
import type { TokenCount } from "#shared/contract.ts";
import type { ModelRef } from "#shared/model.ts";

/** `provider id/model id` → its count. */
export type CountsByModel = Readonly<Record<string, TokenCount>>;

export type TokenCountsState = {
  /** Texts that were counted, the newest last: the prompt and the system prompts that are being written. */
  readonly texts: readonly { readonly text: string; readonly counts: CountsByModel }[];
};

/** As many as may be asked for at once; older ones were typed over. */
const mostTexts = 4;

/** What the host counted of the texts that are being written. */
export const useTokenCountsStore = create<TokenCountsState>()(() => ({ texts: [] }));

export function takeTokenCounts(text: string, counted: readonly TokenCount[]): void {
  useTokenCountsStore.setState((before) => {
    const added = Object.fromEntries(counted.map((count) => [countKey(count), count]));
    const others = before.texts.filter((one) => one.text !== text);
    return { texts: [...others, { text, counts: { ...countsOf(before, text), ...added } }].slice(-mostTexts) };
  });
}

export function countsOf({ texts }: TokenCountsState, text: string): CountsByModel {
  return texts.find((one) => one.text === text)?.counts ?? {};
}

export function countKey({ providerId, modelId }: ModelRef): string {
  return `${providerId}/${modelId}`;
}
