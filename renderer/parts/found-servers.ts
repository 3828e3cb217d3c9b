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
export function foundWords(server: FoundServer): string {
  return `${modelWords(server)} at ${new URL(server.baseUrl).host}`;
}

/** The same for a narrow list, where it may break after the comma alone. */
export function shortFoundWords(server: FoundServer): string {
  return `${modelWords(server)}, port\u00a0${new URL(server.baseUrl).port}`;
}

function modelWords({ modelCount }: FoundServer): string {
  if (modelCount === 0) return "No model yet";
  return `${formatCount(modelCount)} ${modelCount === 1 ? "model" : "models"}`;
}
