import { create } from "zustand";
import type { Exchange } from "#shared/exchange.ts";

/** What is known of the bytes of the attempt on show. `none`: nothing was kept, and `words` say so. */
export type ExchangeState =
  | { readonly kind: "loading" }
  | { readonly kind: "known"; readonly exchange: Exchange }
  | { readonly kind: "none"; readonly words: string };

export type InspectorState = {
  readonly isOpen: boolean;
  /** The attempt on show; null before one was picked. It stays while the inspector is closed. */
  readonly shown: { readonly runId: string; readonly attemptId: string } | null;
  readonly exchange: ExchangeState;
};

export const useInspectorStore = create<InspectorState>()(() => ({
  isOpen: false,
  shown: null,
  exchange: { kind: "loading" },
}));
