import { create } from "zustand";
import type { AcceptedOverrides } from "#shared/accepted-overrides.ts";
import type { ModelRef } from "#shared/model.ts";

export type AcceptedState = {
  /** `provider id/model id` → what it takes at the effort that was asked about last. */
  readonly accepted: Readonly<Record<string, AcceptedOverrides>>;
};

/** Which settings reach which model; known of the models whose settings were opened. */
export const useAcceptedStore = create<AcceptedState>()(() => ({ accepted: {} }));

export function takeAccepted(list: readonly AcceptedOverrides[]): void {
  const added = Object.fromEntries(list.map((one) => [acceptedKey(one), one]));
  useAcceptedStore.setState(({ accepted }) => ({ accepted: { ...accepted, ...added } }));
}

export function acceptedKey({ providerId, modelId }: ModelRef): string {
  return `${providerId}/${modelId}`;
}
