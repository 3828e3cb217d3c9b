import { useMemo } from "react";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { modelName, providerName } from "#renderer/stores/targets.ts";
import type { RowNames } from "./waterfall/row-words.ts";

/** Names of providers and models as they are now. */
export function useNames(): RowNames {
  const providers = useAppStore((state) => state.providers);
  const modelLists = useAppStore((state) => state.modelLists);
  return useMemo(
    () => ({
      provider: (providerId) => providerName(providers, providerId),
      model: (providerId, modelId) => modelName(modelLists, { providerId, modelId }),
    }),
    [providers, modelLists],
  );
}

/** The last four characters are all of a key that is ever shown. */
export function maskedKey(last4: string): string {
  return `••${last4}`;
}
