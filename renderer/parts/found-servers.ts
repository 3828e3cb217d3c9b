import { useEffect, useState } from "react";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { formatCount } from "#shared/format.ts";
import type { FoundServer } from "#shared/server-presets.ts";
import { isAdded } from "./server-address.ts";

/**
 * Model servers that run on this machine and are no providers yet: asked for when they are shown, and once more after
 * the demo. `discover` is the action that asks the host.
 */
export function useFoundServers(
  discover: (isDemo: boolean) => Promise<readonly FoundServer[]>,
): readonly FoundServer[] {
  const isDemo = useAppStore((state) => state.settings.demo);
  const providers = useAppStore((state) => state.providers);
  const [found, setFound] = useState<readonly FoundServer[]>([]);
  useEffect(() => {
    let isGone = false;
    void discover(isDemo).then((servers) => {
      if (!isGone) setFound(servers);
    });
    return () => {
      isGone = true;
    };
  }, [discover, isDemo]);
  return found.filter((server) => !isAdded(server.baseUrl, providers));
}

/** As in "3 models at 127.0.0.1:11434". */
export function foundWords({ baseUrl, modelCount }: FoundServer): string {
  const models = `${formatCount(modelCount)} ${modelCount === 1 ? "model" : "models"}`;
  return `${modelCount === 0 ? "No model yet" : models} at ${new URL(baseUrl).host}`;
}
