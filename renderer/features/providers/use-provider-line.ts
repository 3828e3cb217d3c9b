import { spentBudget, useSpentBudgets, withBudget } from "#renderer/parts/budget-health.ts";
import { useCountdown } from "#renderer/parts/limit-trouble.ts";
import { healthOf } from "#renderer/parts/provider-health.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import { type ProviderLine, providerLine } from "./provider-line.ts";

const overBudget: ProviderLine = { text: "Over budget", icon: "stop", tone: "bad" };

/** A provider in one line, now; ticks while it cools down. */
export function useProviderLine(state: ProviderState): ProviderLine {
  const isDemo = useAppStore((app) => app.settings.demo);
  const spent = spentBudget(useSpentBudgets(), state.provider.id);
  useCountdown(state.limit);
  const nowMs = Date.now();
  const { kind } = withBudget(healthOf(state, isDemo, nowMs), spent);
  return kind === "over-budget" ? overBudget : providerLine(state, isDemo, nowMs);
}
