import type { IconName } from "#renderer/ui/icon.tsx";
import { formatSeconds } from "#shared/format.ts";
import type { ProviderState, RateLimitState } from "#shared/provider-state.ts";
import { isKeyRefusal, type LimitTrouble, limitTrouble } from "./limit-trouble.ts";

/** A provider's health in one row: a short figure, an icon, and the same in words. */
export type Health = {
  readonly kind: "healthy" | "cooling-down" | "offline" | "no-key" | "key-refused" | "ready";
  readonly text: string;
  readonly icon: IconName;
  readonly tone: "ok" | "warn" | "bad" | "dim";
  /** A sentence for the tooltip and assistive tech; holds no countdown that would be read again and again. */
  readonly words: string;
};

/** A median needs three answers (ui/README.md §7). */
const fewestForMedian = 3;

export function healthOf(state: ProviderState, isDemo: boolean, nowMs: number): Health {
  const { limit } = state;
  const trouble = limitTrouble(limit, nowMs);
  if (trouble !== null) return troubled(trouble, limit);
  const { lastTest } = state;
  if (!isDemo && lastTest?.ok === false && isKeyRefusal(lastTest.status)) return keyRefused(lastTest.status);
  if (!isDemo && hasNoKey(state)) return noKey;
  const median = medianFirstTokenMs(limit.firstTokenMs);
  if (median === null) return ready;
  const figure = formatSeconds(median);
  return { kind: "healthy", text: figure, icon: "ok", tone: "ok", words: `Healthy, median first token ${figure}` };
}

function hasNoKey({ provider, key }: ProviderState): boolean {
  return !provider.keyOptional && (key.kind === "none" || key.kind === "locked-or-missing");
}

export function medianFirstTokenMs(values: readonly number[]): number | null {
  if (values.length < fewestForMedian) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  const lower = sorted.length % 2 === 0 ? (sorted[middle - 1] ?? upper) : upper;
  return (lower + upper) / 2;
}

const noKey: Health = { kind: "no-key", text: "no key", icon: "key", tone: "dim", words: "No key yet" };
const ready: Health = {
  kind: "ready",
  text: "ready",
  icon: "ring",
  tone: "dim",
  words: "Ready, too few answers to say more",
};

function keyRefused(status: number | null): Health {
  const words = status === null ? "The key was refused" : `The key was refused with ${status}`;
  return { kind: "key-refused", text: "refused", icon: "fail", tone: "bad", words };
}

function troubled(trouble: LimitTrouble, { nextProbeAtMs }: RateLimitState): Health {
  switch (trouble.kind) {
    case "key-refused":
      return keyRefused(nextProbeAtMs === null ? null : 401);
    case "not-reachable":
      return { kind: "offline", text: "offline", icon: "off", tone: "dim", words: "Not reachable" };
    case "cooling-down":
      return {
        kind: "cooling-down",
        text: trouble.left ?? "limited",
        icon: "timer",
        tone: "warn",
        words: "Cooling down",
      };
  }
}
