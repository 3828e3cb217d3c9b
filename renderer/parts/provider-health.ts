import type { IconName } from "#renderer/ui/icon.tsx";
import { formatSeconds } from "#shared/format.ts";
import type { ProviderState, RateLimitState } from "#shared/provider-state.ts";
import { medianAndP95 } from "#shared/quantile.ts";
import { nearestLimit, tightFigure } from "./allowance-rows.ts";
import { isKeyRefusal, type LimitTrouble, limitTrouble } from "./limit-trouble.ts";

/** A provider's health in one row: a short figure, an icon, and the same in words. */
export type Health = {
  readonly kind:
    | "healthy"
    | "near-limit"
    | "cooling-down"
    | "offline"
    | "no-key"
    | "key-locked"
    | "key-refused"
    /** Told by `withBudget` alone. */
    | "over-budget"
    | "ready";
  /** In a chip: `Near limit`. */
  readonly label: string;
  /** In a narrow list: `28/30`. */
  readonly text: string;
  readonly icon: IconName;
  readonly tone: "ok" | "warn" | "bad" | "dim";
  /** A sentence for the tooltip and assistive tech; holds no countdown that would be read again and again. */
  readonly words: string;
};

export function healthOf(state: ProviderState, isDemo: boolean, nowMs: number): Health {
  const { limit } = state;
  const trouble = limitTrouble(limit, nowMs);
  if (trouble !== null) return troubled(trouble, limit);
  const { lastTest } = state;
  if (!isDemo && lastTest?.ok === false && isKeyRefusal(lastTest.status)) return keyRefused(lastTest.status);
  if (!isDemo && state.key.kind === "locked-or-missing") return keyLocked;
  if (!isDemo && state.key.kind === "none" && !state.provider.keyOptional) return noKey;
  const near = nearestLimit(limit, nowMs);
  if (near !== null) {
    const words = `Near its ${near.unit} limit`;
    return { kind: "near-limit", label: "Near limit", text: tightFigure(near), icon: "warn", tone: "warn", words };
  }
  const median = medianAndP95(limit.firstTokenMs).p50;
  if (median === null) return ready;
  const figure = formatSeconds(median);
  const words = `Healthy, median first token ${figure}`;
  return { kind: "healthy", label: "Healthy", text: figure, icon: "ok", tone: "ok", words };
}

const noKey: Health = {
  kind: "no-key",
  label: "No key",
  text: "no key",
  icon: "key",
  tone: "dim",
  words: "No key yet",
};
const keyLocked: Health = {
  kind: "key-locked",
  label: "Key unreadable",
  text: "unreadable",
  icon: "lock",
  tone: "bad",
  words: "Its key can't be read",
};
const ready: Health = {
  kind: "ready",
  label: "Ready",
  text: "ready",
  icon: "ring",
  tone: "dim",
  words: "Ready, too few answers to say more",
};

function keyRefused(status: number | null): Health {
  const words = status === null ? "The key was refused" : `The key was refused with ${status}`;
  return { kind: "key-refused", label: "Key refused", text: "refused", icon: "fail", tone: "bad", words };
}

function troubled(trouble: LimitTrouble, { nextProbeAtMs }: RateLimitState): Health {
  switch (trouble.kind) {
    case "key-refused":
      return keyRefused(nextProbeAtMs === null ? null : 401);
    case "not-reachable":
      return {
        kind: "offline",
        label: "Offline",
        text: "offline",
        icon: "off",
        tone: "dim",
        words: "Not reachable",
      };
    case "cooling-down":
      return {
        kind: "cooling-down",
        label: "Cooling down",
        text: trouble.left ?? "limited",
        icon: "timer",
        tone: "warn",
        words: "Cooling down",
      };
  }
}
