import { useSpentBudgets } from "#renderer/parts/budget-health.ts";
import { useCountdown } from "#renderer/parts/limit-trouble.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import type { HealthParts } from "./link-health.ts";

/** What the health of links is judged by, now; ticks while something cools down. */
export function useHealthParts(): HealthParts {
  const providers = useAppStore((state) => state.providers);
  const modelLists = useAppStore((state) => state.modelLists);
  const isDemo = useAppStore((state) => state.settings.demo);
  const spent = useSpentBudgets();
  useCountdown(...providers.map(({ limit }) => limit));
  return { providers, modelLists, isDemo, spent, nowMs: Date.now() };
}
