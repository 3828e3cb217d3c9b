import { create } from "zustand";
import type { TokenCount } from "#shared/contract.ts";
import type { ModelRef } from "#shared/model.ts";

export type TokenCountsState = {
  /** The text that was counted. */
  readonly text: string;
  /** `provider id/model id` → its count. */
  readonly counts: Readonly<Record<string, TokenCount>>;
};

/** What the host counted of the text that is being written. */
export const useTokenCountsStore = create<TokenCountsState>()(() => ({ text: "", counts: {} }));

export function takeTokenCounts(text: string, counted: readonly TokenCount[]): void {
  useTokenCountsStore.setState((before) => {
    const known = before.text === text ? before.counts : {};
    const added = Object.fromEntries(counted.map((count) => [countKey(count), count]));
    return { text, counts: { ...known, ...added } };
  });
}

export function countKey({ providerId, modelId }: ModelRef): string {
  return `${providerId}/${modelId}`;
}
