import { create } from "zustand";

export type Language = "Python" | "TypeScript" | "cURL";

export type GatewayViewState = {
  /** A key that was just made; shown until it is put away, and never again. It is not stored anywhere here. */
  readonly newKey: string | null;
  /** The request whose attempts are shown. */
  readonly openRequestId: string | null;
  readonly language: Language;
};

/** What this window shows of the gateway; going to another view and back keeps it. */
export const useGatewayStore = create<GatewayViewState>()(() => ({
  newKey: null,
  openRequestId: null,
  language: "Python",
}));

export function showNewKey(newKey: string | null): void {
  useGatewayStore.setState({ newKey });
}

/** Opens a request's attempts, or folds them away. */
export function toggleRequest(id: string): void {
  useGatewayStore.setState((state) => ({ openRequestId: state.openRequestId === id ? null : id }));
}

export function pickLanguage(language: Language): void {
  useGatewayStore.setState({ language });
}
