import { useAppStore } from "#renderer/stores/app-store.ts";
import { useTick } from "#renderer/ui/use-tick.ts";
import type { HealthParts } from "./link-health.ts";

/** What the health of links is judged by, now; ticks while something cools down. */
export function useHealthParts(): HealthParts {
  const providers = useAppStore((state) => state.providers);
  const modelLists = useAppStore((state) => state.modelLists);
  const isDemo = useAppStore((state) => state.settings.demo);
  useTick(
    1_000,
    providers.some((one) => one.limit.isLimited && one.limit.nextProbeAtMs !== null),
  );
  return { providers, modelLists, isDemo, nowMs: Date.now() };
}
