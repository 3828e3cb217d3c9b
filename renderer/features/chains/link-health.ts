import { spentBudget } from "#renderer/parts/budget-health.ts";
import { type LimitTrouble, limitTrouble } from "#renderer/parts/limit-trouble.ts";
import { healthOf, type Health as ProviderHealth } from "#renderer/parts/provider-health.ts";
import type { Catalog } from "#renderer/stores/targets.ts";
import { findModel } from "#renderer/stores/targets.ts";
import type { IconName } from "#renderer/ui/icon.tsx";
import type { BudgetState } from "#shared/budget.ts";
import type { Chain, Link } from "#shared/chain.ts";
import { limitsModel } from "#shared/provider-state.ts";

/** Whether a link could be tried now, and if not, why. */
export type LinkHealth = {
  readonly isReady: boolean;
  readonly text: string;
  /** After "Link 2": `has no key`. */
  readonly clause: string;
  readonly icon: IconName;
  readonly tone: "neutral" | "accent" | "ok" | "warn" | "bad";
};

export type HealthParts = Pick<Catalog, "providers" | "modelLists"> & {
  readonly isDemo: boolean;
  readonly nowMs: number;
  /** Providers' own budgets that let nothing more out. */
  readonly spent: readonly BudgetState[];
};

export function linkHealth(link: Link, { providers, modelLists, isDemo, nowMs, spent }: HealthParts): LinkHealth {
  const state = providers.find((one) => one.provider.id === link.provider);
  if (state === undefined) return bad("Provider removed", "has no provider", "warn");
  if (!isDemo && state.key.kind === "locked-or-missing")
    return bad("Key unreadable", "has a key that can't be read", "lock");
  if (!isDemo && state.key.kind === "none" && !state.provider.keyOptional) return bad("No key", "has no key", "key");
  const trouble = limitsModel(state.limit, link.modelId) ? limitTrouble(state.limit, nowMs) : null;
  if (trouble !== null) return troubled(trouble);
  const list = modelLists.find((one) => one.providerId === link.provider);
  // Only a list from the provider itself can say that a model is not there.
  const isGone = list?.source === "provider" && findModel(modelLists, refOf(link)) === undefined;
  if (isGone) return { ...bad("Not in its list", "names an unlisted model", "warn"), tone: "warn" };
  if (spentBudget(spent, link.provider) !== null) return bad("Over budget", "is over its budget", "stop");
  return readyOr(healthOf(state, isDemo, nowMs).kind, isDemo);
}

/** It could be tried; what its provider allows may soon be used up. In the demo nothing is measured, as the card of its provider says. */
function readyOr(kind: ProviderHealth["kind"], isDemo: boolean): LinkHealth {
  if (kind === "near-limit") {
    return { isReady: true, text: "Near limit", clause: "near its limit", icon: "warn", tone: "warn" };
  }
  if (isDemo) return { isReady: true, text: "Simulated", clause: "is simulated", icon: "bolt", tone: "accent" };
  return { isReady: true, text: kind === "healthy" ? "Healthy" : "Ready", clause: "is ready", icon: "ok", tone: "ok" };
}

export function refOf(link: Link) {
  return { providerId: link.provider, modelId: link.modelId };
}

/** The first trouble of a chain, or that there is none. */
export function chainHealth(chain: Chain, parts: HealthParts): LinkHealth {
  if (chain.links.length === 0) {
    return { isReady: false, text: "No links yet", clause: "", icon: "ring", tone: "neutral" };
  }
  const all = chain.links.map((link) => linkHealth(link, parts));
  const trouble = all.findIndex((one) => !one.isReady);
  const index = trouble === -1 ? all.findIndex((one) => one.tone === "warn") : trouble;
  const first = all[index];
  if (first === undefined) return { isReady: true, text: "Every link ready", clause: "", icon: "ok", tone: "ok" };
  // A chain that another link still answers is not broken.
  const tone = all.some((one) => one.isReady) ? "warn" : first.tone;
  return { ...first, tone, text: `Link ${index + 1} ${first.clause}` };
}

function bad(text: string, clause: string, icon: IconName): LinkHealth {
  return { isReady: false, text, clause, icon, tone: "bad" };
}

function troubled(trouble: LimitTrouble): LinkHealth {
  switch (trouble.kind) {
    case "key-refused":
      return bad("Key refused", "has a refused key", "fail");
    case "not-reachable":
      return bad("Not reachable", "is not reachable", "off");
    case "cooling-down": {
      const { left } = trouble;
      const text = left === null ? "Cooling down" : `Cooling down ${left}`;
      const clause = left === null ? "cools down" : `back in ${left}`;
      return { isReady: false, text, clause, icon: "timer", tone: "warn" };
    }
  }
}
